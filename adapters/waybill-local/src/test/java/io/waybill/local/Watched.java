package io.waybill.local;

import io.waybill.work.Attempt;
import io.waybill.work.CallContext;
import io.waybill.work.Outcome;
import io.waybill.work.Purse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** The context of a call that remembers what it was told. */
record Watched(String path, List<Object> told) implements CallContext {
  static Watched at(String path) {
    return new Watched(path, new CopyOnWriteArrayList<>());
  }

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
  public void emit(String token) {
    told.add(token);
  }

  @Override
  public void reached(Moment moment) {
    told.add(moment);
  }

  @Override
  public <T> Mono<Outcome<T>> inner(Attempt what, Supplier<Mono<Outcome<T>>> call) {
    return Mono.defer(call);
  }
}
