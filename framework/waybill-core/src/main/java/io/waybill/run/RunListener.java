package io.waybill.run;

import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Waybill;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Told of every recorded event of every run, after it is durable, inside the engine's single-writer
 * loop: it must not wait. What it throws is logged, and changes nothing.
 */
@FunctionalInterface
public interface RunListener {
  /**
   * Whether there is anybody to tell; asked once, when an engine is made. One that does not listen
   * costs its runs nothing.
   */
  default boolean listens() {
    return true;
  }

  /**
   * Told on the thread that starts the run, before anything else of it.
   *
   * @param prices what the run is priced by
   */
  default void starting(String run, RunOptions options, PriceBook prices) {}

  void on(String run, RunEvent.Recorded event);

  /**
   * What the requests of an attempt should carry so that others can tell whose they are: {@code
   * traceparent}. Asked while the attempt is under way, after {@link RunEvent.Attempted}, on any
   * thread.
   */
  default Map<String, String> headers(String run, String path, int attempt) {
    return Map.of();
  }

  /**
   * Told once, after the last event, what came of the run.
   *
   * @param waybill made when it is first asked for
   */
  default void ended(String run, Supplier<Waybill> waybill) {}
}
