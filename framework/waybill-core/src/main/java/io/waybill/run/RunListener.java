package io.waybill.run;

/**
 * Told of every recorded event of every run, after it is durable, inside the engine's single-writer
 * loop: it must not wait. What it throws is logged, and changes nothing.
 */
@FunctionalInterface
public interface RunListener {
  void on(String run, RunEvent.Recorded event);
}
