package io.waybill.ledger;

import io.waybill.work.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A rate made ready to be multiplied: whole millionths of nano-dollars a token, where it has no
 * finer parts and nothing overflows; else the slow way, which gives the same.
 */
final class Tariff {
  /** Dollars per million tokens to millionths of nano-dollars per token. */
  private static final int FINER = 9;

  private static final long MILLION = 1_000_000;
  private static final BigDecimal NANO_PER_MILLIONTH = BigDecimal.valueOf(1000);
  private static final BigDecimal NANO = BigDecimal.valueOf(1_000_000_000L);

  final Price.Rate rate;
  private final long @Nullable [] fine;

  Tariff(Price.Rate rate) {
    this.rate = rate;
    this.fine = fine(rate);
  }

  private static long @Nullable [] fine(Price.Rate rate) {
    try {
      return new long[] {
        rate.input().movePointRight(FINER).longValueExact(),
        rate.cacheRead().movePointRight(FINER).longValueExact(),
        rate.cacheWrite().movePointRight(FINER).longValueExact(),
        rate.output().movePointRight(FINER).longValueExact(),
        rate.reasoning().movePointRight(FINER).longValueExact(),
        rate.request().movePointRight(FINER + 6).longValueExact()
      };
    } catch (ArithmeticException finerStill) {
      return null;
    }
  }

  /** In nano-dollars, rounded once, half to even. */
  long price(Usage usage) {
    if (fine != null) {
      try {
        return rounded(fine, usage);
      } catch (ArithmeticException tooMuch) {
        return slowly(usage);
      }
    }
    return slowly(usage);
  }

  private static long rounded(long[] fine, Usage usage) {
    long sum = 0;
    for (int i = 0; i < fine.length; i++) {
      sum = Math.addExact(sum, Math.multiplyExact(fine[i], quantity(usage, i)));
    }
    long whole = sum / MILLION;
    long half = 2 * (sum % MILLION) - MILLION;
    return half > 0 || (half == 0 && (whole & 1) == 1) ? whole + 1 : whole;
  }

  /** Of tokens: input, read from and written to a cache, output, reasoning; the request is one. */
  static long quantity(Usage usage, int part) {
    return switch (part) {
      case 0 -> usage.input() - usage.cacheRead() - usage.cacheWrite();
      case 1 -> usage.cacheRead();
      case 2 -> usage.cacheWrite();
      case 3 -> usage.output() - usage.reasoning();
      case 4 -> usage.reasoning();
      default -> 1;
    };
  }

  /** What each of these costs, by largest remainder: together they are the price. */
  long[] shares(Usage usage) {
    if (fine != null) {
      try {
        return shared(fine, usage);
      } catch (ArithmeticException tooMuch) {
        return sharedSlowly(usage);
      }
    }
    return sharedSlowly(usage);
  }

  private static long[] shared(long[] fine, Usage usage) {
    var whole = new long[fine.length];
    var over = new long[fine.length];
    long left = rounded(fine, usage);
    for (int i = 0; i < fine.length; i++) {
      long exact = fine[i] * quantity(usage, i); // its sum did not overflow
      whole[i] = exact / MILLION;
      over[i] = exact % MILLION;
      left -= whole[i];
    }
    for (; left > 0; left--) {
      int most = 0;
      for (int i = 1; i < over.length; i++) {
        most = over[i] > over[most] ? i : most;
      }
      whole[most]++;
      over[most] = -1;
    }
    return whole;
  }

  private long[] sharedSlowly(Usage usage) {
    var exact = exact(usage);
    var whole = new long[exact.length];
    long left = slowly(usage);
    for (int i = 0; i < exact.length; i++) {
      whole[i] = exact[i].setScale(0, RoundingMode.FLOOR).longValueExact();
      left -= whole[i];
    }
    IntStream.range(0, exact.length)
        .boxed()
        .sorted(
            Comparator.comparing((Integer i) -> exact[i].subtract(BigDecimal.valueOf(whole[i])))
                .reversed())
        .limit(left)
        .forEach(i -> whole[i]++);
    return whole;
  }

  private long slowly(Usage usage) {
    var sum = BigDecimal.ZERO;
    for (var part : exact(usage)) {
      sum = sum.add(part);
    }
    return sum.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
  }

  /** What each costs, unrounded, in nano-dollars. */
  private BigDecimal[] exact(Usage usage) {
    return new BigDecimal[] {
      times(rate.input(), quantity(usage, 0)),
      times(rate.cacheRead(), quantity(usage, 1)),
      times(rate.cacheWrite(), quantity(usage, 2)),
      times(rate.output(), quantity(usage, 3)),
      times(rate.reasoning(), quantity(usage, 4)),
      rate.request().multiply(NANO)
    };
  }

  static BigDecimal times(BigDecimal perMillion, long tokens) {
    return perMillion.multiply(NANO_PER_MILLIONTH).multiply(BigDecimal.valueOf(tokens));
  }
}
