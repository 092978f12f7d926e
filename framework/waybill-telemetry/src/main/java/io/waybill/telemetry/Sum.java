package io.waybill.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributesBuilder;
import io.waybill.ledger.Cost;

/** What some attempts cost together, and how many they are. */
record Sum(Cost cost, int attempts) {
  static final Sum NOTHING = new Sum(Cost.NOTHING, 0);

  static Sum of(Cost cost) {
    return new Sum(cost, 1);
  }

  Sum plus(Sum other) {
    return new Sum(cost.plus(other.cost), attempts + other.attempts);
  }

  /** If a price is known of any, or there was nothing to pay for, this is what is known. */
  void put(AttributeKey<Long> name, AttributesBuilder facts) {
    if (attempts == 0 || cost.unpriced() < attempts) {
      facts.put(name, cost.known().nanoUsd());
    }
  }

  void putUnpriced(AttributesBuilder facts) {
    if (cost.unpriced() > 0) {
      facts.put(Names.UNPRICED, (long) cost.unpriced());
    }
  }

  /** The share of attempts with a known price; all of none. */
  double coverage() {
    return attempts == 0 ? 1 : (double) (attempts - cost.unpriced()) / attempts;
  }
}
