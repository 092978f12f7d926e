package io.waybill.estimate;

/**
 * A quantity that is not always the same and never negative: log-normal, as lengths of answers and
 * times of calls mostly are.
 *
 * @param median half are below
 * @param sigma the standard deviation of its logarithm; 0 if it is always the same
 */
public record Spread(double median, double sigma) {
  /** How many standard deviations 95 of 100 are below. */
  private static final double Z95 = 1.6448536269514722;

  public Spread {
    if (!(median >= 0 && sigma >= 0) || Double.isInfinite(median) || Double.isInfinite(sigma)) {
      throw new IllegalArgumentException(
          "a quantity has a median and a spread of 0 or more, not %s and %s"
              .formatted(median, sigma));
    }
  }

  /** Always the same. */
  public static Spread exactly(double value) {
    return new Spread(value, 0);
  }

  /** Of which half are below the one, and 95 of 100 below the other. */
  public static Spread of(double p50, double p95) {
    if (!(p50 > 0 && p95 >= p50)) {
      throw new IllegalArgumentException(
          "95 of 100 are at least what half are, which is more than 0: not %s and %s"
              .formatted(p50, p95));
    }
    return new Spread(p50, StrictMath.log(p95 / p50) / Z95);
  }

  public double mean() {
    return median * StrictMath.exp(sigma * sigma / 2);
  }

  Spread times(double factor) {
    return new Spread(median * factor, sigma);
  }

  double draw(Chance chance) {
    return sigma == 0 ? median : median * StrictMath.exp(sigma * chance.normal());
  }
}
