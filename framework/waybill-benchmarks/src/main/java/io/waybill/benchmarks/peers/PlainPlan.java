package io.waybill.benchmarks.peers;

import io.waybill.plan.Plan;
import io.waybill.run.LocalEngine;
import io.waybill.run.Run;
import io.waybill.run.RunOptions;
import io.waybill.run.RunResult;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** A plan whose runs nobody follows: without a journal, too, no events are built. */
final class PlainPlan implements Flow {
  private final LocalEngine engine;
  private final Plan<Integer> plan;
  private final Map<String, ?> besides;

  PlainPlan(LocalEngine engine, Plan<Integer> plan) {
    this(engine, plan, Map.of());
  }

  /**
   * @param besides inputs other than {@code n}
   */
  PlainPlan(LocalEngine engine, Plan<Integer> plan, Map<String, ?> besides) {
    this.engine = engine;
    this.plan = plan;
    this.besides = besides;
  }

  private Run<Integer> begin(int n) {
    return engine.start(plan, inputs(n), RunOptions.UNFOLLOWED);
  }

  private Map<String, ?> inputs(int n) {
    if (besides.isEmpty()) {
      return Map.of("n", n);
    }
    var inputs = new HashMap<String, Object>(besides);
    inputs.put("n", n);
    return inputs;
  }

  @Override
  public int run(int n) {
    return Objects.requireNonNull(begin(n).result().block()).value();
  }

  /** Cancelling it cancels the run. */
  @Override
  public CompletableFuture<Integer> start(int n) {
    return begin(n).result().map(RunResult::value).toFuture();
  }
}
