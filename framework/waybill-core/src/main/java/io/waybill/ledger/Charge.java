package io.waybill.ledger;

import io.waybill.work.Money;
import java.math.BigDecimal;

/**
 * A part of what an attempt cost. The parts of one attempt add up to its cost, to the nano-dollar:
 * it is rounded once, and what that takes or gives goes to the parts that it is nearest to.
 *
 * @param quantity tokens, requests, or nanoseconds of a machine
 * @param rate dollars per million tokens, per request, or per hour of a machine
 */
public record Charge(Kind kind, long quantity, BigDecimal rate, Money money) {
  /** What for. No token is of two kinds. */
  public enum Kind {
    /** Input that was neither read from a cache nor written to one. */
    INPUT,
    CACHE_READ,
    CACHE_WRITE,
    /** Output but for reasoning. */
    OUTPUT,
    REASONING,
    REQUEST,
    /** Time on a machine of our own. */
    ENGINE
  }
}
