package io.waybill.telemetry;

import io.waybill.ledger.Waybill;
import io.waybill.plan.Policy;
import io.waybill.run.EngineClock;
import io.waybill.run.LocalEngine;
import io.waybill.run.Protection;
import io.waybill.run.Run;
import io.waybill.run.RunEvent;
import io.waybill.run.RunException;
import io.waybill.run.RunListener;
import io.waybill.run.RunOptions;
import io.waybill.testkit.RandomPlan;
import io.waybill.testkit.RandomPlans;
import io.waybill.testkit.VirtualTime;
import io.waybill.work.Outcome;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Runs of random plans on the real engine. */
public final class Runs {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private static final Protection IMPATIENT =
      new Protection() {
        @Override
        public Mono<Outcome<?>> around(Try one) {
          return one.send();
        }

        @Override
        public Policy defaults(WorkInfo work) {
          return Policy.NONE.hedged(new Policy.Hedge(Duration.ofNanos(1)));
        }
      };

  private Runs() {}

  /** One run of the plan of a seed; work of odd seeds answers on other threads. */
  public static Waybill of(long seed, RunListener... listeners) {
    var elsewhere = seed % 2 == 0 ? Schedulers.immediate() : Schedulers.parallel();
    return of(RandomPlans.of(seed), elsewhere, engine(ticking(), listeners));
  }

  /** The same on virtual time, where much happens in the same nanosecond. */
  static Waybill onVirtualTime(long seed, RunListener... listeners) {
    var time = new VirtualTime();
    time.pass(Duration.ofMillis(1));
    var plan = RandomPlans.of(seed);
    plan.nextRun(time.scheduler());
    var engine = engine(time.clock(), listeners).build();
    try {
      return time.finish(engine.start(plan.plan(), plan.inputs(), options(plan))).waybill();
    } catch (RunException e) {
      return e.waybill();
    }
  }

  /** The same with a journal that takes its time: steps are ready later than what they wait for. */
  static Waybill kept(long seed, RunListener... listeners) {
    var engine = engine(ticking(), listeners);
    engine.journal((run, event) -> Mono.<Void>empty().hide().subscribeOn(Schedulers.single()));
    return of(RandomPlans.of(seed), Schedulers.parallel(), engine);
  }

  /** The same, with second attempts beside first ones, and values in the place of failed ones. */
  static Waybill hedged(long seed, RunListener... listeners) {
    var engine = engine(ticking(), listeners).protection(IMPATIENT);
    return of(RandomPlans.of(seed), Schedulers.parallel(), engine);
  }

  private static LocalEngine.Builder engine(EngineClock clock, RunListener... listeners) {
    var engine = LocalEngine.builder().prices(RandomPlan.PRICES).clock(clock);
    List.of(listeners).forEach(engine::listener);
    return engine;
  }

  private static RunOptions options(RandomPlan plan) {
    return RunOptions.UNFOLLOWED.withId("run-" + plan.seed());
  }

  private static Waybill of(RandomPlan plan, Scheduler elsewhere, LocalEngine.Builder engine) {
    plan.nextRun(elsewhere);
    var stop = new Stop(plan.cancelAt().orElse(-1));
    var run = engine.listener(stop).build().start(plan.plan(), plan.inputs(), options(plan));
    stop.begun(run);
    try {
      return Objects.requireNonNull(run.result().block(LONGEST)).waybill();
    } catch (RunException e) {
      return e.waybill();
    }
  }

  /** The machine's own, but no two readings are the same: there are no ties in a ledger. */
  static EngineClock ticking() {
    var last = new AtomicLong();
    return new EngineClock() {
      @Override
      public long nanos() {
        return last.updateAndGet(before -> Math.max(before + 1, System.nanoTime()));
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
  }

  /** Cancels a run at one of its events, if it is still there by then. */
  private static final class Stop implements RunListener {
    private final int at;
    private final AtomicInteger seen = new AtomicInteger();
    private final AtomicReference<@Nullable Run<?>> run = new AtomicReference<>();

    private Stop(int at) {
      this.at = at;
    }

    void begun(Run<?> begun) {
      run.set(begun);
    }

    @Override
    public void on(String id, RunEvent.Recorded event) {
      var begun = run.get();
      if (seen.incrementAndGet() == at && begun != null) {
        begun.cancel("the seed said so");
      }
    }
  }
}
