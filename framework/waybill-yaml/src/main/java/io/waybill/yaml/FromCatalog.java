package io.waybill.yaml;

import io.waybill.work.Bound;
import io.waybill.work.CallContext;
import io.waybill.work.Outcome;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import reactor.core.publisher.Mono;

/** Work that remembers how a file named it, and is in all else what the catalog made. */
record FromCatalog<I, O>(Origin origin, Work<I, O> made) implements Work<I, O> {
  @Override
  public Mono<Outcome<O>> perform(I input, CallContext call) {
    return made.perform(input, call);
  }

  @Override
  public Bound bound(I input) {
    return made.bound(input);
  }

  @Override
  public WorkInfo info() {
    return made.info();
  }
}
