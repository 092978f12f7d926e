package io.waybill.run;

import org.jspecify.annotations.Nullable;

/**
 * Visits that may go on, oldest first; linked through the visits themselves, each in it at most
 * once.
 */
@SuppressWarnings("ReferenceEquality") // a queue of these very visits
class ReadyQueue {
  private @Nullable Visit first;
  private @Nullable Visit last;

  /** False if it is in it already. */
  boolean add(Visit visit) {
    if (visit.next != null || visit == last) {
      return false; // already in it
    }
    if (last == null) {
      first = visit;
    } else {
      last.next = visit;
    }
    last = visit;
    return true;
  }

  @Nullable Visit take() {
    var visit = first;
    if (visit != null) {
      first = visit.next;
      visit.next = null;
      if (first == null) {
        last = null;
      }
    }
    return visit;
  }
}
