package io.waybill.protect;

import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.time.Duration;

/** Why a call does not get its turn. */
final class NoTurn {
  private NoTurn() {}

  /**
   * @param wait in nanoseconds until there would be one
   */
  static WorkException full(String where, long wait) {
    var later = Duration.ofNanos(wait);
    return new WorkException(
        ErrorKind.RATE_LIMITED,
        Usage.NONE,
        "%s takes no more for %s, and a turn is not waited for so long"
            .formatted(where, Times.of(later)),
        null,
        later);
  }

  /**
   * @param wait in nanoseconds until there would be one; 0 if it waited until its time was over
   */
  static WorkException late(String where, long wait) {
    return new WorkException(
        ErrorKind.DEADLINE,
        Usage.NONE,
        wait == 0
            ? "its time was over before it had its turn at " + where
            : "%s takes no more for %s, and there is less time left than that"
                .formatted(where, Times.of(Duration.ofNanos(wait))));
  }
}
