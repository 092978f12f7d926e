package io.waybill.benchmarks.peers;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * What a step does: {@code n} becomes {@code n + 1}. A peer builds it the way its users would for
 * work of that manner.
 */
interface Task {
  /** How a task gets to its result. */
  enum Manner {
    /** At once. */
    INSTANT,
    /** It holds its thread until then. */
    BLOCKING,
    /** Somebody else completes a future. */
    ASYNCHRONOUS
  }

  Manner manner();

  /** The result, on the calling thread. */
  int now(int n);

  /** The result, whenever it comes. */
  default CompletableFuture<Integer> later(int n) {
    return CompletableFuture.completedFuture(now(n));
  }

  default boolean asynchronous() {
    return manner() == Manner.ASYNCHRONOUS;
  }

  default boolean blocking() {
    return manner() == Manner.BLOCKING;
  }

  /** A call through a client that waits. */
  static Task blocking(Duration takes) {
    return new Calls.Waiting(takes.toMillis());
  }

  /** A call through a client that does not wait. */
  static Task asynchronous(Duration takes) {
    return new Calls.Timed(takes.toMillis());
  }
}
