package io.waybill.run;

import io.waybill.ledger.Cost;
import io.waybill.ledger.Posting;
import io.waybill.work.Usage;
import io.waybill.work.WorkInfo;

/** Postings by hand; times are nanoseconds. */
final class Postings {
  private Postings() {}

  static Posting used(String scope, String step, long ready, long ended) {
    return posting(scope, step, Posting.Fate.USED, ready, ended);
  }

  static Posting failed(String step, long ready, long ended) {
    return posting("", step, Posting.Fate.FAILED, ready, ended);
  }

  private static Posting posting(
      String scope, String step, Posting.Fate fate, long ready, long ended) {
    return new Posting(
        scope,
        step,
        1,
        WorkInfo.ANONYMOUS,
        fate,
        Usage.NONE,
        Cost.NOTHING,
        ready,
        ready,
        ended,
        Posting.Marks.NONE);
  }
}
