package io.waybill.run;

import reactor.core.publisher.Mono;

/**
 * Keeps the recorded events of runs. An event is durable when the mono completes, and visible only
 * then: to the steps that wait for it, and to whoever follows the run. Appends of one run must
 * complete in the order they were asked for.
 */
@FunctionalInterface
public interface Journal {
  /** Keeps nothing. Engines do not even build events for it. */
  Journal NONE = (run, event) -> Mono.empty();

  Mono<Void> append(String run, RunEvent.Recorded event);
}
