package io.waybill.benchmarks.soak;

import io.waybill.work.ErrorKind;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What must come of a run, if whoever asked waits for it.
 *
 * @param value that it gives; empty if it must fail
 * @param failure how it must fail, and at which step
 * @param millis how long it takes if nothing but its stubs takes time; empty if that depends on
 *     more
 */
record Planned(Optional<Object> value, Optional<At> failure, OptionalInt millis) {
  /** A failure of some kind at a step. */
  record At(ErrorKind kind, String path) {}

  static Planned value(Object value, int millis) {
    return new Planned(Optional.of(value), Optional.empty(), OptionalInt.of(millis));
  }

  /** A value at a time that depends on others. */
  static Planned value(Object value) {
    return new Planned(Optional.of(value), Optional.empty(), OptionalInt.empty());
  }

  static Planned failure(ErrorKind kind, String path, int millis) {
    return new Planned(Optional.empty(), Optional.of(new At(kind, path)), OptionalInt.of(millis));
  }
}
