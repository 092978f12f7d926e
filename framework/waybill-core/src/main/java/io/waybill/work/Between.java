package io.waybill.work;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** A context between an engine and its work: what it does not answer itself, it passes on. */
public interface Between extends CallContext {
  /** The context that it stands before. */
  CallContext call();

  @Override
  default String run() {
    return call().run();
  }

  @Override
  default String path() {
    return call().path();
  }

  @Override
  default int attempt() {
    return call().attempt();
  }

  @Override
  default Instant deadline() {
    return call().deadline();
  }

  @Override
  default Purse purse() {
    return call().purse();
  }

  @Override
  default OptionalLong mostOutput() {
    return call().mostOutput();
  }

  @Override
  default String affinity() {
    return call().affinity();
  }

  @Override
  default Map<String, String> caller() {
    return call().caller();
  }

  @Override
  default Map<String, String> headers() {
    return call().headers();
  }

  @Override
  default void emit(String token) {
    call().emit(token);
  }

  @Override
  default void reached(Moment moment) {
    call().reached(moment);
  }

  @Override
  default void used(Usage soFar) {
    call().used(soFar);
  }

  @Override
  default void learned(Learned what) {
    call().learned(what);
  }

  @Override
  default <T> Mono<Outcome<T>> inner(
      Attempt what, Function<? super CallContext, Mono<Outcome<T>>> inside) {
    return call().inner(what, inside);
  }
}
