package io.waybill.run;

import io.waybill.run.InFlight.What;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a run waits for and what of it has arrived. Any thread may let something arrive; the rest is
 * the loop's.
 */
@SuppressWarnings("ReferenceEquality") // these very calls
final class Pending {
  private final List<InFlight> inFlight = new ArrayList<>(2);
  private final Inbox arrivals = new Inbox();

  void add(InFlight one) {
    one.place = inFlight.size();
    inFlight.add(one);
  }

  void arrived(InFlight one) {
    arrivals.add(one);
  }

  /** The oldest of all that has arrived, linked to the next; null if nothing has. */
  @Nullable InFlight takeAll() {
    return arrivals.takeAll();
  }

  /** False if it was not in flight: it was dropped, and signalled all the same. */
  boolean remove(InFlight one) {
    if (one.place < 0) {
      return false;
    }
    var last = inFlight.remove(inFlight.size() - 1);
    if (last != one) {
      inFlight.set(one.place, last);
      last.place = one.place;
    }
    one.place = -1;
    return true;
  }

  boolean isEmpty() {
    return inFlight.isEmpty();
  }

  /**
   * Cancels calls and waits, and gives the calls. What is being kept stays: it happened. The inbox
   * is looked into once more, so that an answer that came while its call was cancelled says what it
   * used; others wait their turn.
   */
  List<InFlight> drop(Predicate<InFlight> which) {
    var dropped =
        inFlight.stream().filter(one -> one.what != What.KEPT && which.test(one)).toList();
    for (var one : dropped) {
      remove(one);
      one.dropped = true;
      one.cancel();
    }
    if (!dropped.isEmpty()) {
      setAside();
    }
    return dropped.stream().filter(one -> one.what == What.ANSWER).toList();
  }

  private void setAside() {
    var arrival = arrivals.takeAll();
    while (arrival != null) {
      var later = arrival.next;
      if (!arrival.dropped) {
        arrival.again();
      }
      arrival = later;
    }
  }
}
