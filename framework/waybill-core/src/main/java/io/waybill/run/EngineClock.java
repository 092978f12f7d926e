package io.waybill.run;

import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** What an engine takes its times from and waits on, and its chance. */
public interface EngineClock {
  /** The machine's own. */
  EngineClock SYSTEM =
      new EngineClock() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public Scheduler timer() {
          return Schedulers.parallel();
        }
      };

  /** Nanoseconds since some moment; only differences mean something. */
  long nanos();

  /** The time on the wall; read once per run. */
  Instant now();

  /** Where backoffs and timeouts wait. */
  Scheduler timer();

  /** A number from 0 to 1, each time another: which part of a backoff is waited. */
  default double chance() {
    return ThreadLocalRandom.current().nextDouble();
  }

  /**
   * The time of a scheduler, a virtual one for instance, and no chance: backoffs are waited out.
   */
  static EngineClock of(Scheduler scheduler) {
    return of(scheduler, () -> 1);
  }

  /** The time of a scheduler, and chance. */
  static EngineClock of(Scheduler scheduler, DoubleSupplier chance) {
    return new EngineClock() {
      @Override
      public long nanos() {
        return scheduler.now(TimeUnit.NANOSECONDS);
      }

      @Override
      public Instant now() {
        return Instant.ofEpochMilli(scheduler.now(TimeUnit.MILLISECONDS));
      }

      @Override
      public Scheduler timer() {
        return scheduler;
      }

      @Override
      public double chance() {
        return chance.getAsDouble();
      }
    };
  }
}
