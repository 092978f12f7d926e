package io.waybill.telemetry;

import io.waybill.ledger.Posting;
import io.waybill.work.WorkInfo;

/** An attempt that begins; times are nanoseconds since the run began. */
record Begun(String path, int attempt, WorkInfo work, long ready, long began) {
  /** One that was dropped before it was made began when it could have. */
  static Begun of(Posting posting) {
    return new Begun(
        posting.path(),
        posting.attempt(),
        posting.work(),
        posting.ready(),
        Math.max(posting.ready(), posting.began()));
  }
}
