package io.waybill.reports;

import io.waybill.ledger.Waybill;
import io.waybill.run.LocalEngine;
import io.waybill.run.Run;
import io.waybill.run.RunEvent;
import io.waybill.run.RunException;
import io.waybill.run.RunListener;
import io.waybill.run.RunOptions;
import io.waybill.testkit.RandomPlan;
import io.waybill.testkit.RandomPlans;
import io.waybill.testkit.VirtualTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs of random plans on the real engine, on virtual time; some are cancelled on their way. */
final class RandomRuns {
  private RandomRuns() {}

  static Waybill of(long seed) {
    var time = new VirtualTime();
    time.pass(Duration.ofMillis(1));
    var plan = RandomPlans.of(seed);
    plan.nextRun(time.scheduler());
    var stop = new Stop(plan.cancelAt().orElse(-1));
    var engine =
        LocalEngine.builder().prices(RandomPlan.PRICES).clock(time.clock()).listener(stop).build();
    var run = engine.start(plan.plan(), plan.inputs(), RunOptions.UNFOLLOWED.withId("run-" + seed));
    stop.run.set(run);
    try {
      return time.finish(run).waybill();
    } catch (RunException e) {
      return e.waybill();
    }
  }

  private static final class Stop implements RunListener {
    private final int at;
    private final AtomicInteger seen = new AtomicInteger();
    private final AtomicReference<@Nullable Run<?>> run = new AtomicReference<>();

    private Stop(int at) {
      this.at = at;
    }

    @Override
    public void on(String id, RunEvent.Recorded event) {
      var begun = run.get();
      if (seen.incrementAndGet() >= at && at > 0 && begun != null) {
        begun.cancel("the seed said so");
      }
    }
  }
}
