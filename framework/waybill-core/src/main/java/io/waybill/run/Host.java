package io.waybill.run;

import io.waybill.work.Attempt;
import io.waybill.work.CallContext;
import io.waybill.work.Outcome;
import io.waybill.work.Purse;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** What a call can ask of the engine that makes it. */
interface Host {
  String run();

  Instant deadline(Visit visit);

  Purse purse();

  Map<String, String> caller();

  Map<String, String> headers(Visit visit);

  void emit(Visit visit, String token);

  void reached(Visit visit, CallContext.Moment moment);

  <T> Mono<Outcome<T>> inner(
      Visit visit, Attempt what, Function<? super CallContext, Mono<Outcome<T>>> call);
}
