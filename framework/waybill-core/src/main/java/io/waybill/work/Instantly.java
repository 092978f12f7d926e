package io.waybill.work;

import java.util.function.Function;
import reactor.core.publisher.Mono;

/** A function as work: its answer is at hand when it is asked. */
record Instantly<I, O>(WorkInfo info, Function<? super I, ? extends O> body) implements Work<I, O> {
  @Override
  public Mono<Outcome<O>> perform(I input, CallContext call) {
    return Mono.just(Outcome.of(body.apply(input)));
  }
}
