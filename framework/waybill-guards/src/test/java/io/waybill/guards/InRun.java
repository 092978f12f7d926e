package io.waybill.guards;

import io.waybill.work.Attempt;
import io.waybill.work.CallContext;
import io.waybill.work.Outcome;
import io.waybill.work.Purse;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** A call on its own, but in a run. */
record InRun(String run) implements CallContext {
  @Override
  public String path() {
    return "redact";
  }

  @Override
  public int attempt() {
    return 1;
  }

  @Override
  public Instant deadline() {
    return Instant.MAX;
  }

  @Override
  public Purse purse() {
    return Purse.UNLIMITED;
  }

  @Override
  public Map<String, String> caller() {
    return Map.of();
  }

  @Override
  public void emit(String token) {}

  @Override
  public void reached(Moment moment) {}

  @Override
  public <T> Mono<Outcome<T>> inner(Attempt what, Supplier<Mono<Outcome<T>>> call) {
    return Mono.defer(call);
  }
}
