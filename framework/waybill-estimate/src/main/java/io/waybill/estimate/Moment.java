package io.waybill.estimate;

import io.waybill.work.ErrorKind;
import java.util.Optional;

/**
 * When a value is there in a draw.
 *
 * @param at seconds since the run began
 * @param first when the first piece of it was there
 * @param cause the number of the call that it came by; {@link Walked#START} if by none
 * @param size in tokens
 * @param failure how whoever was to make it failed, if that is so
 */
record Moment(double at, double first, int cause, double size, Optional<ErrorKind> failure) {
  static final Moment START = new Moment(0, 0, Walked.START, 0, Optional.empty());

  Moment sized(double other) {
    return new Moment(at, at, cause, other, failure);
  }

  /** When this and another are there: the later one is the cause. The size is that of the other. */
  Moment then(Moment other) {
    var later = other.at > at ? other : this;
    return new Moment(
        later.at,
        Math.max(at, other.first),
        later.cause,
        other.size,
        failure.isPresent() ? failure : other.failure);
  }

  /** As if its first piece were all there is to wait for. */
  Moment fromFirst() {
    return new Moment(first, first, cause, size, failure);
  }

  /** When one of its pieces is there. */
  Moment piece(int number, int count) {
    double there = first + (at - first) * (number + 1) / count;
    return new Moment(there, there, cause, size, failure);
  }

  Moment good() {
    return new Moment(at, at, cause, size, Optional.empty());
  }
}
