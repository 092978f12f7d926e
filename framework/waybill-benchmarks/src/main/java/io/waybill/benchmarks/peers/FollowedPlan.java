package io.waybill.benchmarks.peers;

import io.waybill.plan.Plan;
import io.waybill.run.LocalEngine;
import io.waybill.run.RunEvent;
import io.waybill.run.RunOptions;
import java.util.Map;
import java.util.Objects;

/**
 * A plan whose runs have a follower. Events are on: each is built, and handed to the follower's
 * thread.
 */
record FollowedPlan(LocalEngine engine, Plan<Integer> plan) implements Flow {
  @Override
  public int run(int n) {
    var run = engine.start(plan, Map.of("n", n), RunOptions.DEFAULT);
    if (run.events().blockLast() instanceof RunEvent.RunSucceeded end) {
      return (Integer) end.value();
    }
    return Objects.requireNonNull(run.result().block()).value(); // says what went wrong
  }
}
