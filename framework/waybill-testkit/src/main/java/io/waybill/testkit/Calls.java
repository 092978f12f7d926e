package io.waybill.testkit;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import reactor.core.publisher.Mono;

/** What was asked of scripted work, in the order it was asked, and what of that was cancelled. */
final class Calls<I> {
  private final Queue<Asked<I>> asked = new ConcurrentLinkedQueue<>();
  private final Queue<Asked<I>> cancelled = new ConcurrentLinkedQueue<>();

  /** An answer that is at hand stays at hand: it is not wrapped, and cannot be cancelled. */
  <T> Mono<T> record(Asked<I> call, Line<T> line) {
    asked.add(call);
    return line.answer(() -> cancelled.add(call));
  }

  List<Asked<I>> asked() {
    return List.copyOf(asked);
  }

  List<Asked<I>> cancelled() {
    return List.copyOf(cancelled);
  }

  /** Makes the answer to one call; told what to do if it is cancelled. */
  @FunctionalInterface
  interface Line<T> {
    Mono<T> answer(Runnable ifCancelled);
  }
}
