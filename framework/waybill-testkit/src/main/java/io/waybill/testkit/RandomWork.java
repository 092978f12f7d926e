package io.waybill.testkit;

import io.waybill.work.Attempt;
import io.waybill.work.CallContext;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Work of a random plan: a function that may fail, that may take its time, that may make a call
 * inside its own, and that counts what it bills.
 */
record RandomWork<I, O>(WorkInfo info, Function<? super I, ? extends O> body, RandomWorld world)
    implements Work<I, O> {
  private static final WorkInfo JUDGE = WorkInfo.named("random.judge").model("small").build();

  @Override
  public Mono<Outcome<O>> perform(I input, CallContext call) {
    var calls = world.calls();
    calls.bill().asked(call.path(), call.attempt());
    return asksAJudge(call) ? judged(calls, input, call) : plain(calls, input, call);
  }

  /** Whether it is certain that an attempt gives an answer. */
  boolean goesWell(CallContext call) {
    return !asksAJudge(call) && world.fate(call.path(), call.attempt()).failure(Usage.NONE) == null;
  }

  private boolean asksAJudge(CallContext call) {
    return world.fate(call.path(), call.attempt()).roll(10, 10) == 0;
  }

  private Mono<Outcome<O>> plain(RandomCalls calls, I input, CallContext call) {
    return calls.answer(call.path(), call.attempt(), info, () -> body.apply(input));
  }

  /** If the judge fails, so does the call around it, which has used nothing of its own by then. */
  private Mono<Outcome<O>> judged(RandomCalls calls, I input, CallContext call) {
    return call.inner(new Attempt("judge", JUDGE), inside -> judge(calls, inside))
        .doOnError(error -> calls.bill().used(call.path(), call.attempt(), saidNothing(error)))
        .then(Mono.defer(() -> plain(calls, input, call)))
        .doOnCancel(() -> calls.bill().cancelled(call.path(), call.attempt()));
  }

  private static Optional<Usage> saidNothing(Throwable error) {
    return Fate.said(Usage.NONE, (RuntimeException) error);
  }

  private static Mono<Outcome<Long>> judge(RandomCalls calls, CallContext inside) {
    calls.bill().asked(inside.path(), inside.attempt());
    return calls.answer(inside.path(), inside.attempt(), JUDGE, () -> 1L);
  }
}
