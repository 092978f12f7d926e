package io.waybill.routing.cascade;

import io.waybill.routing.data.Fingerprints;
import java.util.List;

/** A scorer that was fitted, and must not be judged by what it was fitted on. */
sealed interface Fitted permits Signs, AnswerHead {
  /** Whether it was fitted on this question. */
  boolean hasSeen(String question);

  static Fingerprints seen(List<Duel> duels) {
    return Fingerprints.of(duels.stream().map(duel -> duel.asked().question()).toList());
  }
}
