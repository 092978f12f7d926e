package io.waybill.testkit;

import io.waybill.work.Attempt;
import io.waybill.work.CallContext;
import io.waybill.work.Outcome;
import io.waybill.work.Purse;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** The context of a call that belongs to no run, and that keeps the tokens it is given. */
final class Overheard implements CallContext {
  private final CallContext detached;
  private final Queue<String> tokens = new ConcurrentLinkedQueue<>();

  Overheard(String path) {
    this.detached = CallContext.detached(path);
  }

  String said() {
    return String.join("", tokens);
  }

  @Override
  public String run() {
    return "";
  }

  @Override
  public String path() {
    return detached.path();
  }

  @Override
  public int attempt() {
    return detached.attempt();
  }

  @Override
  public Instant deadline() {
    return detached.deadline();
  }

  @Override
  public Purse purse() {
    return detached.purse();
  }

  @Override
  public Map<String, String> caller() {
    return detached.caller();
  }

  @Override
  public void emit(String token) {
    tokens.add(token);
  }

  @Override
  public void reached(Moment moment) {
    detached.reached(moment);
  }

  @Override
  public <T> Mono<Outcome<T>> inner(Attempt what, Supplier<Mono<Outcome<T>>> call) {
    return detached.inner(what, call);
  }
}
