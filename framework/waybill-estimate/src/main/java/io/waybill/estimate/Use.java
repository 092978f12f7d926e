package io.waybill.estimate;

import io.waybill.ledger.Posting;
import io.waybill.work.EngineTimes;

/**
 * What one attempt used in a run that was recorded.
 *
 * @param service seconds in service
 */
record Use(Posting posting, double service) {
  static Use of(Posting posting) {
    return new Use(posting, posting.parts().service() / 1e9);
  }

  /** Whether it was an answer of that model, at whoever's. */
  boolean by(String display) {
    return posting.work().display().equals(display)
        && posting.usage().input() + posting.usage().output() > 0;
  }

  /** Seconds of a machine: what its engine says it worked, else what it was charged for. */
  double machine(int slots) {
    return posting
        .marks()
        .engine()
        .map(EngineTimes::busy)
        .filter(busy -> !busy.isZero())
        .map(busy -> busy.toNanos() / 1e9 / slots)
        .orElse(posting.billed().engine().toNanos() / 1e9);
  }
}
