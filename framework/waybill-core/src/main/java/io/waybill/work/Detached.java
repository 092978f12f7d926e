package io.waybill.work;

import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** The context of a call that belongs to no run. */
record Detached(String path) implements CallContext {
  @Override
  public String run() {
    return "";
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
