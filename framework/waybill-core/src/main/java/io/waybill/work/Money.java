package io.waybill.work;

import java.math.BigDecimal;

/** US dollars, to the nano-dollar; sums are exact, and overflow is an error. */
public record Money(long nanoUsd) implements Comparable<Money> {
  public static final Money ZERO = new Money(0);

  public Money plus(Money other) {
    return new Money(Math.addExact(nanoUsd, other.nanoUsd));
  }

  public BigDecimal usd() {
    return BigDecimal.valueOf(nanoUsd, 9);
  }

  @Override
  public int compareTo(Money other) {
    return Long.compare(nanoUsd, other.nanoUsd);
  }

  /** {@code $0.000189975}, every digit that there is. */
  @Override
  public String toString() {
    return nanoUsd == 0 ? "$0" : "$" + usd().stripTrailingZeros().toPlainString();
  }
}
