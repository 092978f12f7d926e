package io.waybill.reports;

import io.waybill.ledger.Waybill;
import io.waybill.run.LocalEngine;
import io.waybill.run.RunException;
import io.waybill.run.RunOptions;
import io.waybill.testkit.RandomPlan;
import io.waybill.testkit.RandomPlans;
import io.waybill.testkit.VirtualTime;

/** Random plans run by the real engine on virtual time: of every shape, some of them fail. */
final class ManyRuns {
  private ManyRuns() {}

  static Waybill of(long seed) {
    var time = new VirtualTime();
    var plan = RandomPlans.of(seed);
    plan.nextRun(time.scheduler());
    var engine = LocalEngine.builder().prices(RandomPlan.PRICES).clock(time.clock()).build();
    var run = engine.start(plan.plan(), plan.inputs(), RunOptions.UNFOLLOWED);
    try {
      return time.finish(run).waybill();
    } catch (RunException e) {
      return e.waybill();
    }
  }
}
