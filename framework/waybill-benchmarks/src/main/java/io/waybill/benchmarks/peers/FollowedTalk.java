package io.waybill.benchmarks.peers;

import io.waybill.dsl.Flow;
import io.waybill.plan.Plan;
import io.waybill.run.LocalEngine;
import io.waybill.run.RunEvent;
import io.waybill.run.RunOptions;
import io.waybill.work.CallContext;
import io.waybill.work.Outcome;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/**
 * A streaming step with one follower, which is the listener. Events are on. The model speaks once
 * the follower is there, since tokens pass by whoever comes later; one run at a time.
 */
final class FollowedTalk implements Talk {
  private final LocalEngine engine;
  private final Plan<Integer> plan;
  private CompletableFuture<Boolean> listening = new CompletableFuture<>();

  FollowedTalk(LocalEngine engine) {
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
                        (tokens, call) ->
                            Mono.fromFuture(listening).map(there -> speak(tokens, call)))));
  }

  private static Outcome<Integer> speak(int tokens, CallContext call) {
    int said = 0;
    for (var model = new Tokens(tokens); model.hasNext(); said++) {
      call.emit(model.next());
    }
    return Outcome.of(said);
  }

  @Override
  public int run(int tokens, Consumer<String> listener) {
    listening = new CompletableFuture<>();
    var heard = new int[1];
    var end =
        engine
            .start(plan, Map.of("tokens", tokens), RunOptions.DEFAULT)
            .events()
            .doOnNext(
                event -> {
                  if (event instanceof RunEvent.Token token) {
                    heard[0]++;
                    listener.accept(token.text());
                  }
                })
            .then()
            .toFuture();
    listening.complete(true);
    end.join();
    return heard[0];
  }
}
