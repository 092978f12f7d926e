package io.waybill.run;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What has arrived and was not taken in yet; any thread may add, one takes. Linked through what it
 * holds.
 */
class Inbox {
  private static final AtomicReferenceFieldUpdater<Inbox, @Nullable InFlight> NEWEST =
      AtomicReferenceFieldUpdater.newUpdater(Inbox.class, InFlight.class, "newest");

  private volatile @Nullable InFlight newest;

  final void arrived(InFlight arrival) {
    do {
      arrival.next = newest;
    } while (!NEWEST.compareAndSet(this, arrival.next, arrival));
  }

  /** The oldest of all that has arrived, linked to the next; null if nothing has. */
  final @Nullable InFlight takeAll() {
    InFlight inOrder = null;
    var latest = newest == null ? null : NEWEST.getAndSet(this, null);
    while (latest != null) {
      var older = latest.next;
      latest.next = inOrder;
      inOrder = latest;
      latest = older;
    }
    return inOrder;
  }
}
