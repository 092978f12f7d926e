package io.waybill.ledger;

import io.waybill.work.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
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
    long plain = usage.input() - usage.cacheRead() - usage.cacheWrite();
    long sum = Math.addExact(fine[5], Math.multiplyExact(fine[0], plain));
    sum = Math.addExact(sum, Math.multiplyExact(fine[1], usage.cacheRead()));
    sum = Math.addExact(sum, Math.multiplyExact(fine[2], usage.cacheWrite()));
    sum = Math.addExact(sum, Math.multiplyExact(fine[3], usage.output() - usage.reasoning()));
    sum = Math.addExact(sum, Math.multiplyExact(fine[4], usage.reasoning()));
    long whole = sum / MILLION;
    long half = 2 * (sum % MILLION) - MILLION;
    return half > 0 || (half == 0 && (whole & 1) == 1) ? whole + 1 : whole;
  }

  private long slowly(Usage usage) {
    var sum = BigDecimal.ZERO;
    for (var part : exact(usage)) {
      sum = sum.add(part);
    }
    return sum.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
  }

  /** What each class of tokens and the request cost, unrounded, in nano-dollars. */
  BigDecimal[] exact(Usage usage) {
    return new BigDecimal[] {
      times(rate.input(), usage.input() - usage.cacheRead() - usage.cacheWrite()),
      times(rate.cacheRead(), usage.cacheRead()),
      times(rate.cacheWrite(), usage.cacheWrite()),
      times(rate.output(), usage.output() - usage.reasoning()),
      times(rate.reasoning(), usage.reasoning()),
      rate.request().multiply(NANO)
    };
  }

  static BigDecimal times(BigDecimal perMillion, long tokens) {
    return perMillion.multiply(NANO_PER_MILLIONTH).multiply(BigDecimal.valueOf(tokens));
  }
}
