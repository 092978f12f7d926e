package io.waybill.reports;

import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;

/** The time of a line, in nanoseconds. */
final class Times {
  private Times() {}

  /** From when its first attempt could have begun until its last had ended. */
  static long wall(Waybill.Line line) {
    long ready = line.attempts().stream().mapToLong(Posting::ready).min().orElse(0);
    long ended = line.attempts().stream().mapToLong(Posting::ended).max().orElse(0);
    return Math.max(0, ended - ready);
  }

  /** The waiting of its attempts, added up. */
  static long queued(Waybill.Line line) {
    return line.attempts().stream().mapToLong(attempt -> attempt.parts().queue()).sum();
  }
}
