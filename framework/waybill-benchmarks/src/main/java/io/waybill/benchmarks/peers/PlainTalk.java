package io.waybill.benchmarks.peers;

import io.waybill.dsl.Flow;
import io.waybill.plan.Plan;
import io.waybill.run.LocalEngine;
import io.waybill.run.RunOptions;
import io.waybill.work.CallContext;
import io.waybill.work.Outcome;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/**
 * A streaming step that nobody follows: it hands each token to the listener itself, and tells the
 * engine of it besides.
 */
final class PlainTalk implements Talk {
  private final LocalEngine engine;
  private final Plan<Integer> plan;
  private Consumer<String> listener = token -> {};

  PlainTalk(LocalEngine engine) {
    this.engine = engine;
    this.plan =
        Flow.plan(
            "talk",
            flow ->
                flow.call(
                    "speak",
                    flow.input("tokens", Integer.class),
                    Work.<Integer, Integer>described(
                        WorkInfo.named("speak").model("stub").build(),
                        (tokens, call) -> Mono.just(speak(tokens, call)))));
  }

  private Outcome<Integer> speak(int tokens, CallContext call) {
    int said = 0;
    for (var model = new Tokens(tokens); model.hasNext(); said++) {
      var token = model.next();
      listener.accept(token);
      call.emit(token);
    }
    return Outcome.of(said);
  }

  @Override
  public int run(int tokens, Consumer<String> listener) {
    this.listener = listener;
    var run = engine.start(plan, Map.of("tokens", tokens), RunOptions.UNFOLLOWED);
    return Objects.requireNonNull(run.result().block()).value();
  }
}
