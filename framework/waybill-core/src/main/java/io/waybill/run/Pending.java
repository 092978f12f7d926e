package io.waybill.run;

import io.waybill.run.InFlight.What;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a run waits for and what of it has arrived. Any thread may let something arrive; the rest is
 * the loop's.
 */
@SuppressWarnings("ReferenceEquality") // these very calls
final class Pending extends Inbox {
  /** What is waited for, linked through itself, the latest first. */
  private @Nullable InFlight latest;

  void add(InFlight one) {
    one.earlier = latest;
    if (latest != null) {
      latest.later = one;
    }
    latest = one;
    one.awaited = true;
  }

  /** False if it was not in flight: it was dropped, and signalled all the same. */
  boolean remove(InFlight one) {
    if (!one.awaited) {
      return false;
    }
    one.awaited = false;
    if (one.later == null) {
      latest = one.earlier;
    } else {
      one.later.earlier = one.earlier;
    }
    if (one.earlier != null) {
      one.earlier.later = one.later;
    }
    one.earlier = null;
    one.later = null;
    return true;
  }

  boolean isEmpty() {
    return latest == null;
  }

  /**
   * Cancels calls and waits, and gives the calls, the oldest first. What is being kept stays: it
   * happened. The inbox is looked into once more, so that an answer that came while its call was
   * cancelled says what it used; others wait their turn.
   */
  List<InFlight> drop(Predicate<InFlight> which) {
    if (latest == null) {
      return List.of();
    }
    var dropped = new ArrayList<InFlight>();
    for (var one = latest; one != null; one = one.earlier) {
      if (one.what != What.KEPT && which.test(one)) {
        dropped.add(one);
      }
    }
    Collections.reverse(dropped);
    for (var one : dropped) {
      remove(one);
      one.dropped = true;
      one.cancel();
    }
    if (!dropped.isEmpty()) {
      setAside();
    }
    dropped.removeIf(one -> one.what != What.ANSWER);
    return dropped;
  }

  private void setAside() {
    var arrival = takeAll();
    while (arrival != null) {
      var later = arrival.next;
      if (!arrival.dropped) {
        arrival.again();
      }
      arrival = later;
    }
  }
}
