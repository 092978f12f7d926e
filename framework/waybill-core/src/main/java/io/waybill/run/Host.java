package io.waybill.run;

import io.waybill.work.Attempt;
import io.waybill.work.CallContext;
import io.waybill.work.Outcome;
import io.waybill.work.Purse;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** What a call can ask of the engine that makes it. */
interface Host {
  String run();

  Instant deadline(Visit visit);

  Purse purse();

  Map<String, String> caller();

  void emit(Visit visit, String token);

  void reached(Visit visit, CallContext.Moment moment);

  <T> Mono<Outcome<T>> inner(Visit visit, Attempt what, Supplier<Mono<Outcome<T>>> call);
}
