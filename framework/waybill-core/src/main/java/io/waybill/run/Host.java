package io.waybill.run;

import io.waybill.plan.Policy;
import io.waybill.work.Attempt;
import io.waybill.work.CallContext;
import io.waybill.work.Failure;
import io.waybill.work.Outcome;
import io.waybill.work.Quota;
import io.waybill.work.WorkInfo;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** What a call can ask of the engine that makes it. */
interface Host {
  String run();

  Instant deadline(Visit visit);

  Policy policy(Policy written, WorkInfo work);

  /** How long to wait before it is tried again, in nanoseconds; negative if it must not be. */
  long pause(Visit failed, Failure failure);

  int mostItems();

  Mono<Outcome<?>> send(Visit visit);

  void learned(Visit visit, Quota quota);

  void won(Visit race, Won how);

  Map<String, String> caller();

  Map<String, String> headers(Visit visit);

  /** Whether anybody saw it. */
  boolean emit(Visit visit, String token);

  void reached(Visit visit, CallContext.Moment moment);

  <T> Mono<Outcome<T>> inner(
      Visit visit, Attempt what, Function<? super CallContext, Mono<Outcome<T>>> call);
}
