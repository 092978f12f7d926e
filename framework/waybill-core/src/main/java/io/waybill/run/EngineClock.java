package io.waybill.run;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** What an engine takes its times from and waits on. */
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

  /** The time of a scheduler, a virtual one for instance. */
  static EngineClock of(Scheduler scheduler) {
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
    };
  }
}
