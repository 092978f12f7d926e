package io.waybill.ledger;

import io.waybill.work.Money;

/**
 * What is known to have been spent, and how many attempts have no known price. Unknown is never
 * zero.
 */
public record Cost(Money known, int unpriced) {
  public static final Cost NOTHING = new Cost(Money.ZERO, 0);
  public static final Cost UNPRICED = new Cost(Money.ZERO, 1);

  public static Cost of(Money known) {
    return new Cost(known, 0);
  }

  public Cost plus(Cost other) {
    return new Cost(known.plus(other.known), Math.addExact(unpriced, other.unpriced));
  }
}
