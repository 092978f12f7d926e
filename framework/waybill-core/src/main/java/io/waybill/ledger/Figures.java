package io.waybill.ledger;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Numbers as receipts write them. What is not known, or not there, is a dash. */
public final class Figures {
  public static final String NONE = "–";
  private static final long MILLISECOND = 1_000_000;

  private Figures() {}

  /** {@code 4.925}, whatever its size. */
  public static String seconds(long nanos) {
    return BigDecimal.valueOf(nanos, 9).setScale(3, RoundingMode.HALF_UP).toPlainString();
  }

  /** The same in six characters, with fewer decimals where they do not fit. */
  public static String narrow(long nanos) {
    var whole = Long.toString(Math.abs(nanos) / 1_000_000_000).length();
    int decimals = Math.max(0, Math.min(3, 5 - whole));
    return BigDecimal.valueOf(nanos, 9).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
  }

  /** A dash for what would read as nothing. */
  public static String ifAny(long nanos) {
    return nanos < MILLISECOND / 2 ? NONE : narrow(nanos);
  }

  /** {@code 61} tokens a second, {@code 3.4} when they are few. */
  public static String rate(long tokens, long nanos) {
    if (tokens <= 0 || nanos <= 0) {
      return NONE;
    }
    var rate =
        BigDecimal.valueOf(tokens, -9).divide(BigDecimal.valueOf(nanos), 1, RoundingMode.HALF_UP);
    return rate.compareTo(BigDecimal.TEN) < 0
        ? rate.toPlainString()
        : rate.setScale(0, RoundingMode.HALF_UP).toPlainString();
  }

  /** {@code $0.0040785}. */
  public static String money(long nanoUsd) {
    if (nanoUsd == 0) {
      return "$0";
    }
    var usd = BigDecimal.valueOf(nanoUsd, 9).setScale(7, RoundingMode.HALF_EVEN);
    return usd.signum() == 0 ? "<$0.0000001" : "$" + usd.toPlainString();
  }

  /** {@code $0.0038883}; at least that much where a part of it has no price. */
  public static String money(Cost cost) {
    if (cost.unpriced() == 0) {
      return money(cost.known().nanoUsd());
    }
    return cost.known().nanoUsd() == 0 ? NONE : "≥" + money(cost.known().nanoUsd());
  }

  /** {@code $0.0038883 + 2 calls unpriced}. */
  public static String sum(Cost cost) {
    if (cost.unpriced() == 0) {
      return money(cost);
    }
    var unpriced =
        "%d %s unpriced".formatted(cost.unpriced(), cost.unpriced() == 1 ? "call" : "calls");
    return cost.known().nanoUsd() == 0
        ? unpriced
        : money(cost.known().nanoUsd()) + " + " + unpriced;
  }

  /** {@code 0.10 Wh}, {@code <0.01 Wh}. */
  public static String energy(BigDecimal wattHours) {
    var shown = wattHours.setScale(2, RoundingMode.HALF_UP);
    return (shown.signum() == 0 && wattHours.signum() > 0 ? "<0.01" : shown.toPlainString())
        + " Wh";
  }

  /** {@code 61.3} for 613. */
  public static String percent(int tenths) {
    return BigDecimal.valueOf(tenths, 1).toPlainString();
  }

  /**
   * Each part in tenths of a percent of them all, by largest remainder: they add up to 1000. All
   * are 0 if there is nothing to divide.
   */
  public static int[] tenthsOfPercent(long[] parts) {
    var total =
        IntStream.range(0, parts.length)
            .mapToObj(i -> BigInteger.valueOf(parts[i]))
            .reduce(BigInteger.ZERO, BigInteger::add);
    var tenths = new int[parts.length];
    if (total.signum() == 0) {
      return tenths;
    }
    var remainders = new BigInteger[parts.length];
    int left = 1000;
    for (int i = 0; i < parts.length; i++) {
      var share =
          BigInteger.valueOf(parts[i]).multiply(BigInteger.valueOf(1000)).divideAndRemainder(total);
      tenths[i] = share[0].intValueExact();
      remainders[i] = share[1];
      left -= tenths[i];
    }
    IntStream.range(0, parts.length)
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> remainders[i]).reversed())
        .limit(left)
        .forEach(i -> tenths[i]++);
    return tenths;
  }

  /** What others wrote, on one line and without control characters. */
  public static String plain(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Z}]+", " ").strip();
  }

  /** As much of a text as fits beside what must stand after it. */
  static String fit(String text, String after, int width) {
    int room = Math.max(1, width - after.length());
    return (text.length() <= room ? text : text.substring(0, room - 1) + "…") + after;
  }

  /** As much of a path as fits: a long one keeps both of its ends. */
  static String ends(String path, int width) {
    int slash = path.indexOf('/');
    if (path.length() <= width || slash < 0 || width < 12) {
      return fit(path, "", width);
    }
    int head = Math.min(slash + 1, width / 2);
    return path.substring(0, head) + "…" + path.substring(path.length() - (width - head - 1));
  }
}
