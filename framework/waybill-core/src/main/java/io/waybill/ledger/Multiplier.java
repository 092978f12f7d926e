package io.waybill.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What a contract makes of list prices: all that match are multiplied, one by another.
 *
 * @param times {@code 0.85} for fifteen percent off
 * @param from the first day on which it holds, in UTC; always, without one
 * @param to the first day on which it no longer does
 * @param why {@code contract of 2026}
 */
public record Multiplier(
    Match match, BigDecimal times, Optional<LocalDate> from, Optional<LocalDate> to, String why) {
  public Multiplier {
    if (times.signum() < 0) {
      throw new IllegalArgumentException("a multiplier is not negative: " + times);
    }
  }

  boolean always() {
    return from.isEmpty() && to.isEmpty();
  }

  boolean holds(LocalDate day) {
    return from.filter(day::isBefore).isEmpty() && to.filter(end -> !day.isBefore(end)).isEmpty();
  }
}
