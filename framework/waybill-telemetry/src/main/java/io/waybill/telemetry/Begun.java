package io.waybill.telemetry;

import io.waybill.ledger.Posting;
import io.waybill.ledger.Posting.Role;
import io.waybill.work.WorkInfo;

/** An attempt that begins; times are nanoseconds since the run began. */
record Begun(String path, int attempt, WorkInfo work, long ready, long began, Role role) {
  /** Whether it is made because an attempt at the same step had ended, and not beside it. */
  boolean comesAfter(Node before) {
    boolean beside = role == Role.HEDGE && before.attempt == attempt - 1;
    return before.posting != null && !before.dropped() && !beside;
  }

  /** One that was dropped before it was made began when it could have. */
  static Begun of(Posting posting) {
    return new Begun(
        posting.path(),
        posting.attempt(),
        posting.work(),
        posting.ready(),
        Math.max(posting.ready(), posting.began()),
        posting.how().role());
  }
}
