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
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** A router that decides beside another one, and is in nobody's way. */
record Beside<I>(Work<? super I, Choice> candidate, DecisionLog log) {
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
    return Mono.defer(
            () ->
                call.inner(
                    new Attempt(NAME, candidate.info(), candidate.bound(input)),
                    inside -> decides(input, inside, id, by)))
        .doOnNext(said -> log.keep(id, new Answered(log.said(by, said.value()))))
        .doOnError(error -> log.keep(id, log.silent(by, why(error))))
        .toFuture();
  }

  /** On a thread of its own: it may compute for a while before it answers. */
  private Mono<Outcome<Choice>> decides(I input, CallContext call, DecisionId id, String by) {
    return Mono.defer(() -> candidate.perform(input, call))
        .subscribeOn(THREADS)
        .doOnCancel(() -> log.keep(id, log.silent(by, Silent.CUT_OFF)));
  }

  static String why(Throwable error) {
    return error instanceof CancellationException ? Silent.CUT_OFF : ErrorKind.of(error).name();
  }
}
