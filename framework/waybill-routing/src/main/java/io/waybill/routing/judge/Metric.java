package io.waybill.routing.judge;

import java.util.Optional;

/**
 * One figure of how good a router is.
 *
 * @param value a finite number; a share is in [0, 1]
 * @param rows that it was taken over
 * @param interval in which it lies in 95 of 100 samples, where that can be said
 */
public record Metric(double value, int rows, Optional<Range> interval) {
  /** Deviations from the middle, within which 95 of 100 samples lie. */
  public static final double DEVIATIONS = 1.959963984540054;

  /** Between which two numbers, both included. */
  public record Range(double low, double high) {
    /** Nobody can say between which. */
    public static final Range ANY = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /**
     * In which a share lies of which one sample is known (Wilson's score interval).
     *
     * @param share in the sample, in [0, 1]
     * @param of how many it is taken, more than 0; not whole where their weights differ
     * @param deviations how far from the middle it may lie
     */
    public static Range ofShare(double share, double of, double deviations) {
      double spread = deviations * deviations / of;
      double middle = (share + spread / 2) / (1 + spread);
      double half =
          deviations / (1 + spread) * Math.sqrt(share * (1 - share) / of + spread / 4 / of);
      return new Range(
          share == 0 ? 0 : Math.max(0, middle - half), share == 1 ? 1 : Math.min(1, middle + half));
    }
  }

  public Metric {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a figure is a finite number, and this one is " + value);
    }
  }

  /** A figure of which no interval is known. */
  public static Metric of(double value, int rows) {
    return new Metric(value, rows, Optional.empty());
  }

  /** The same, and between what it lies. */
  public Metric within(Optional<Range> range) {
    return new Metric(value, rows, range);
  }

  /** A share of rows, at least one, and its interval after Wilson. */
  public static Metric share(int part, int rows) {
    double value = (double) part / rows;
    return new Metric(value, rows, Optional.of(Range.ofShare(value, rows, DEVIATIONS)));
  }
}
