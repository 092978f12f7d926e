package io.waybill.work;

import reactor.core.publisher.Mono;

/** A router and what there is to know about it. */
record DescribedRouter<I>(WorkInfo info, Router<I> body) implements Router<I> {
  @Override
  public Mono<Outcome<Choice>> perform(I input, CallContext call) {
    return body.perform(input, call);
  }
}
