package io.waybill.run;

import io.waybill.ledger.Posting;
import io.waybill.plan.Tap;
import io.waybill.work.CallContext.Moment;
import io.waybill.work.EngineTimes;
import io.waybill.work.Usage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the work of one attempt has told so far, on whatever thread it runs. */
final class Told {
  /** Cuts what it says. */
  final Cutting cutting;

  /** What it said, where a policy may have to make do with that. */
  private final @Nullable StringBuilder kept;

  private volatile long admitted = -1;
  private volatile long sent = -1;
  private volatile long first = -1;
  private volatile long last = -1;
  private int exchanges;

  /** What it said that it has used so far. */
  volatile @Nullable Usage used;

  /** Where the engine says its time went. */
  volatile @Nullable EngineTimes engine;

  /** Whether part of its answer is with somebody who cannot be told another one. */
  volatile boolean shown;

  Told(List<Tap> taps, boolean keepsParts) {
    this.cutting = Cutting.by(taps);
    this.kept = keepsParts ? new StringBuilder() : null;
  }

  synchronized void reached(Moment moment, long at) {
    switch (moment) {
      case ADMITTED -> admitted = at;
      case SENT -> sent = exchanges++ == 0 ? at : sent;
      case FIRST -> first = first < 0 ? at : first;
      case LAST -> last = last < 0 ? at : last;
    }
  }

  boolean spoke() {
    return first >= 0;
  }

  void keep(String token) {
    if (kept != null) {
      synchronized (kept) {
        kept.append(token);
      }
    }
  }

  String heard() {
    if (kept == null) {
      return "";
    }
    synchronized (kept) {
      return kept.toString();
    }
  }

  synchronized Posting.Marks marks() {
    return new Posting.Marks(
        admitted, sent, first, last, exchanges, List.of(), Optional.ofNullable(engine), -1);
  }
}
