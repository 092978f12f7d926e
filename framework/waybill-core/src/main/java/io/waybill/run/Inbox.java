package io.waybill.run;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What has arrived and was not taken in yet; any thread may add, one takes. Linked through what it
 * holds.
 */
final class Inbox {
  private final AtomicReference<@Nullable InFlight> newest = new AtomicReference<>();

  void add(InFlight arrival) {
    do {
      arrival.next = newest.getPlain();
    } while (!newest.compareAndSet(arrival.next, arrival));
  }

  /** The oldest of all that has arrived, linked to the next; null if nothing has. */
  @Nullable InFlight takeAll() {
    InFlight inOrder = null;
    var latest = newest.get() == null ? null : newest.getAndSet(null);
    while (latest != null) {
      var older = latest.next;
      latest.next = inOrder;
      inOrder = latest;
      latest = older;
    }
    return inOrder;
  }
}
