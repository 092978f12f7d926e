package io.waybill.work;

import reactor.core.publisher.Mono;

/** Work and what there is to know about it. */
record Described<I, O>(WorkInfo info, Work<I, O> body) implements Work<I, O> {
  @Override
  public Mono<Outcome<O>> perform(I input, CallContext call) {
    return body.perform(input, call);
  }
}
