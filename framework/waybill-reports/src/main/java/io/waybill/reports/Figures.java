package io.waybill.reports;

import io.waybill.ledger.Cost;
import io.waybill.work.Money;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Numbers as people read them; the same in every locale. */
public final class Figures {
  /** What is not known, or not there. */
  static final String NONE = "–";

  private Figures() {}

  /** {@code 0.41 ms}, {@code 12.3 ms}, {@code 1.20 s}: three digits that mean something. */
  public static String time(long nanos) {
    double millis = nanos / 1e6;
    if (millis >= 999.5) {
      return String.format(
          Locale.ROOT,
          millis >= 99_950 ? "%.0f s" : millis >= 9_995 ? "%.1f s" : "%.2f s",
          millis / 1e3);
    }
    return String.format(
        Locale.ROOT, millis >= 99.95 ? "%.0f ms" : millis >= 9.995 ? "%.1f ms" : "%.2f ms", millis);
  }

  /** {@code 92.9 %}; a dash if there is nothing to take a share of. */
  public static String percent(long part, long whole) {
    return whole == 0 ? "–" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
  }

  /** {@code $0.0000123}, with what is unknown said beside it. */
  public static String cost(Cost cost) {
    if (cost.unpriced() == 0) {
      return cost.known().toString();
    }
    return "%s known, %s unpriced".formatted(cost.known(), counted(cost.unpriced(), "attempt"));
  }

  /** What a thousand such runs would cost, rounded half to even to the nano-dollar. */
  public static Money perThousand(Money known, long runs) {
    return new Money(
        BigDecimal.valueOf(known.nanoUsd())
            .multiply(BigDecimal.valueOf(1000))
            .divide(BigDecimal.valueOf(runs), 0, RoundingMode.HALF_EVEN)
            .longValueExact());
  }

  /** {@code 12,345}. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** {@code 1 run}, {@code 12 runs}. */
  public static String counted(long count, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
  }

  /** {@code $0.0123}; at least that much where a part has no price, a dash where all has none. */
  public static String money(Cost cost) {
    if (cost.unpriced() == 0) {
      return cost.known().toString();
    }
    return cost.known().nanoUsd() == 0 ? NONE : "≥ " + cost.known();
  }

  /** {@code $0.0123} for so many nano-dollars. */
  public static String money(long nanoUsd) {
    return nanoUsd < 0 ? "−" + new Money(-nanoUsd) : new Money(nanoUsd).toString();
  }

  /** {@code 61} a second, {@code 3.4} when they are few; a dash if there are none. */
  public static String rate(long count, long nanos) {
    if (count <= 0 || nanos <= 0) {
      return NONE;
    }
    double rate = count / (nanos / 1e9);
    return String.format(Locale.ROOT, rate < 9.95 ? "%.1f" : "%,.0f", rate);
  }

  /** Each part as a share of them all, by largest remainder: they add up to 100.0 %. */
  public static List<String> shares(List<Long> parts) {
    return tenthsOfPercent(parts).stream()
        .map(tenths -> BigDecimal.valueOf(tenths, 1).toPlainString() + " %")
        .toList();
  }

  /**
   * Each part in tenths of a percent of them all, by largest remainder: they add up to 1000. All
   * are 0 if there is nothing to divide.
   */
  static List<Long> tenthsOfPercent(List<Long> parts) {
    var total = parts.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
    if (total.signum() == 0) {
      return parts.stream().map(part -> 0L).toList();
    }
    var shares =
        parts.stream()
            .map(part -> BigInteger.valueOf(part).multiply(BigInteger.valueOf(1000)))
            .map(part -> part.divideAndRemainder(total))
            .toList();
    var tenths = new ArrayList<Long>();
    shares.forEach(share -> tenths.add(share[0].longValueExact()));
    long left = 1000 - tenths.stream().mapToLong(Long::longValue).sum();
    IntStream.range(0, parts.size())
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> shares.get(i)[1]).reversed())
        .limit(left)
        .forEach(i -> tenths.set(i, tenths.get(i) + 1));
    return tenths;
  }
}
