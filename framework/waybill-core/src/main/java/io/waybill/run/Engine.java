package io.waybill.run;

import io.waybill.plan.Plan;
import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Runs plans. */
public interface Engine {
  /**
   * Begins a run, once, before it returns.
   *
   * @param inputs by name
   * @throws IllegalArgumentException if they are not what the plan takes, with every problem there
   *     is
   */
  <O> Run<O> start(Plan<O> plan, Map<String, ?> inputs, RunOptions options);

  /** A run that begins when it is subscribed to, and is cancelled with the subscription. */
  default <O> Mono<RunResult<O>> mono(Plan<O> plan, Map<String, ?> inputs) {
    return Mono.deferContextual(
        context ->
            start(
                    plan,
                    inputs,
                    context.isEmpty()
                        ? RunOptions.UNFOLLOWED
                        : RunOptions.UNFOLLOWED.withContext(context))
                .result());
  }

  /**
   * Runs a plan and waits for it: for {@code main} methods.
   *
   * @throws RunException if it does not succeed
   * @throws IllegalStateException on a thread that must not block
   */
  default <O> RunResult<O> run(Plan<O> plan, Map<String, ?> inputs) {
    if (Schedulers.isInNonBlockingThread()) {
      throw new IllegalStateException(
          "engine.run waits, and thread '%s' must not. Use engine.mono(plan, inputs) and compose it, or call from another thread."
              .formatted(Thread.currentThread().getName()));
    }
    var run = start(plan, inputs, RunOptions.UNFOLLOWED);
    return java.util.Objects.requireNonNull(run.result().block());
  }
}
