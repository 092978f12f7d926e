package io.waybill.work;

/**
 * What an inner call does.
 *
 * @param name within the step, {@code judge}
 * @param info what there is to know about it
 * @param bound the most that it can use
 */
public record Attempt(String name, WorkInfo info, Bound bound) {
  /** An inner call that can use what its description says. */
  public Attempt(String name, WorkInfo info) {
    this(name, info, Bound.of(info));
  }
}
