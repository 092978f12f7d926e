package io.waybill.estimate;

import io.waybill.work.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;

/** Figures as people read them: no more digits than they are good for. */
final class Written {
  private static final int DIGITS = 3;

  private Written() {}

  /** {@code 0.4 ms}, {@code 820 ms}, {@code 1.20 s}, {@code 3.2 min}. */
  static String time(Duration time) {
    double millis = time.toNanos() / 1e6;
    if (millis < 999.5) {
      return String.format(Locale.ROOT, millis < 99.95 ? "%.1f ms" : "%.0f ms", millis);
    }
    return millis < 119_500
        ? String.format(Locale.ROOT, millis < 9_995 ? "%.2f s" : "%.1f s", millis / 1e3)
        : String.format(Locale.ROOT, "%.1f min", millis / 60e3);
  }

  /** {@code $0.00213}, {@code $14.20}, {@code $1,250,000}: three digits, and cents. */
  static String money(BigDecimal usd) {
    if (usd.signum() == 0) {
      return "$0";
    }
    if (usd.compareTo(BigDecimal.ONE) < 0) {
      return "$" + usd.round(new MathContext(DIGITS, RoundingMode.HALF_EVEN)).toPlainString();
    }
    boolean cents = usd.compareTo(BigDecimal.valueOf(1000)) < 0;
    return String.format(Locale.ROOT, cents ? "$%,.2f" : "$%,.0f", usd);
  }

  static String money(Money money) {
    return money(money.usd());
  }

  /** {@code 1,157}, {@code 12.3}, {@code 0.042}. */
  static String count(double count) {
    if (count >= 100) {
      return String.format(Locale.ROOT, "%,.0f", count);
    }
    return count >= 10
        ? String.format(Locale.ROOT, "%.1f", count)
        : count >= 1 ? String.format(Locale.ROOT, "%.2f", count) : small(count);
  }

  private static String small(double count) {
    return count == 0
        ? "0"
        : new BigDecimal(count).round(new MathContext(2)).stripTrailingZeros().toPlainString();
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** Tenths of percent that add up to all of them: what is left goes to the largest remainders. */
  static int[] tenths(double... shares) {
    var whole = new int[shares.length];
    var left = new double[shares.length];
    for (int i = 0; i < shares.length; i++) {
      whole[i] = (int) (1000 * shares[i]);
      left[i] = 1000 * shares[i] - whole[i];
    }
    int missing = 1000 - Arrays.stream(whole).sum();
    IntStream.range(0, shares.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -left[i]))
        .limit(Math.max(0, missing))
        .forEach(i -> whole[i]++);
    return whole;
  }
}
