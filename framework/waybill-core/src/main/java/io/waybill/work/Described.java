package io.waybill.work;

import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Work, what there is to know about it, and the most that it can use. */
record Described<I, O>(WorkInfo info, Function<? super I, Bound> most, Work<I, O> body)
    implements Work<I, O> {
  @Override
  public Mono<Outcome<O>> perform(I input, CallContext call) {
    return body.perform(input, call);
  }

  @Override
  public Bound bound(I input) {
    return most.apply(input);
  }
}
