package io.waybill.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.waybill.ledger.Cost;
import io.waybill.work.Money;

/** What some attempts cost together, and how many they are. */
final class Sum {
  private long nanoUsd;
  private int unpriced;
  private int attempts;

  void add(Cost one) {
    nanoUsd = Math.addExact(nanoUsd, one.known().nanoUsd());
    unpriced = Math.addExact(unpriced, one.unpriced());
    attempts++;
  }

  void add(Sum other) {
    nanoUsd = Math.addExact(nanoUsd, other.nanoUsd);
    unpriced = Math.addExact(unpriced, other.unpriced);
    attempts += other.attempts;
  }

  Cost cost() {
    return new Cost(new Money(nanoUsd), unpriced);
  }

  /** If a price is known of any, or there was nothing to pay for, this is what is known. */
  void put(AttributeKey<Long> name, Canvas canvas) {
    if (attempts == 0 || unpriced < attempts) {
      canvas.put(name, nanoUsd);
    }
  }

  void putUnpriced(Canvas canvas) {
    if (unpriced > 0) {
      canvas.put(Names.UNPRICED, (long) unpriced);
    }
  }

  /** The share of attempts with a known price; all of none. */
  double coverage() {
    return attempts == 0 ? 1 : (double) (attempts - unpriced) / attempts;
  }
}
