package io.waybill.run;

import io.waybill.ledger.Posting;
import io.waybill.work.CallContext.Moment;
import java.util.concurrent.atomic.AtomicInteger;

/** The moments of one attempt that its work saw; written by whatever thread it runs on. */
final class Stamps {
  private volatile long admitted = -1;
  private volatile long sent = -1;
  private volatile long first = -1;
  private volatile long last = -1;
  private final AtomicInteger exchanges = new AtomicInteger();

  void reached(Moment moment, long at) {
    switch (moment) {
      case ADMITTED -> admitted = at;
      case SENT -> sent = exchanges.getAndIncrement() == 0 ? at : sent;
      case FIRST -> first = first < 0 ? at : first;
      case LAST -> last = last < 0 ? at : last;
    }
  }

  Posting.Marks marks() {
    return new Posting.Marks(admitted, sent, first, last, exchanges.get());
  }
}
