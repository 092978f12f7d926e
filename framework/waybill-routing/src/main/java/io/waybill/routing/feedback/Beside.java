package io.waybill.routing.feedback;

import io.waybill.routing.feedback.Decision.Answered;
import io.waybill.routing.feedback.Decision.Silent;
import io.waybill.work.Attempt;
import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.ErrorKind;
import io.waybill.work.Offload;
import io.waybill.work.Outcome;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo.Location;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * A router that decides beside another one, and is in nobody's way.
 *
 * @param pool in which that one decides; empty if in none
 */
record Beside<I>(Work<? super I, Choice> candidate, String pool, DecisionLog log) {
  /** What it is posted as. */
  static final String NAME = "shadow";

  private static final Scheduler THREADS = Offload.scheduler("waybill-shadow");

  /** The decision as it is; the candidate begins with it, and goes on when it is there. */
  Mono<Outcome<Choice>> beside(
      Mono<Outcome<Choice>> decision, I input, CallContext call, DecisionId id) {
    return Mono.defer(
        () -> {
          var shadow = begin(input, call, id);
          return decision
              .doOnError(failure -> shadow.cancel(true))
              .doOnCancel(() -> shadow.cancel(true));
        });
  }

  /** Nobody waits for it: what comes of it is in the log, whatever that is. */
  private CompletableFuture<Outcome<Choice>> begin(I input, CallContext call, DecisionId id) {
    var by = Trying.by(candidate.info());
    return isHere() && log.lingering().begins()
        ? lingering(input, call, id, by)
        : told(posted(input, call, inside -> decides(input, inside, id, by)), id, by).toFuture();
  }

  /** On a thread of its own: it may compute for a while before it answers. */
  private Mono<Outcome<Choice>> decides(I input, CallContext call, DecisionId id, String by) {
    return Mono.defer(() -> candidate.perform(input, call))
        .subscribeOn(THREADS)
        .doOnCancel(() -> log.keep(id, log.silent(by, Silent.CUT_OFF)));
  }

  /**
   * One on this machine is there in a moment, and many a run is over before: it goes on then, to
   * its end. What it used is posted if the run is there to hear of it.
   */
  private CompletableFuture<Outcome<Choice>> lingering(
      I input, CallContext call, DecisionId id, String by) {
    var aside = new Aside(call.run(), call.path() + "/" + NAME + "#1");
    var decision = Mono.defer(() -> candidate.perform(input, aside)).subscribeOn(THREADS);
    var going = told(decision, id, by).doFinally(end -> log.lingering().ends()).toFuture();
    return posted(input, call, inside -> Mono.fromFuture(going, true)).toFuture();
  }

  /** A call that no attempt hears of. */
  private record Aside(String run, String path) implements CallContext {}

  private Mono<Outcome<Choice>> posted(
      I input, CallContext call, Function<CallContext, Mono<Outcome<Choice>>> deciding) {
    return Mono.defer(
        () -> call.inner(new Attempt(NAME, candidate.info(), candidate.bound(input)), deciding));
  }

  private Mono<Outcome<Choice>> told(Mono<Outcome<Choice>> decision, DecisionId id, String by) {
    return decision
        .doOnNext(said -> log.keep(id, new Answered(log.said(by, said.value()))))
        .doOnError(error -> log.keep(id, log.silent(by, why(error))));
  }

  /** Whether it needs no more than the decision's own turn on this machine. */
  private boolean isHere() {
    var info = candidate.info();
    return info.safety().location() == Location.LOCAL
        && (info.pool().isEmpty() || info.pool().equals(pool));
  }

  static String why(Throwable error) {
    return error instanceof CancellationException ? Silent.CUT_OFF : ErrorKind.of(error).name();
  }
}
