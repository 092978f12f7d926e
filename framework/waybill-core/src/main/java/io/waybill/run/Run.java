package io.waybill.run;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A run that has begun. */
public interface Run<O> {
  String id();

  /**
   * Everything that happens, from the first event on, to any number of followers; it completes
   * after the last one, whichever that is. A slow follower misses tokens, never recorded events,
   * and slows nobody. Leaving changes nothing.
   */
  Flux<RunEvent> events();

  /**
   * The end: the result, or a {@link RunException} with the waybill so far. Cancelling the
   * subscription cancels the run.
   */
  Mono<RunResult<O>> result();

  /**
   * Cancels what is in flight, posts what it cost, and ends the run. Does nothing once it has
   * ended.
   */
  void cancel(String reason);
}
