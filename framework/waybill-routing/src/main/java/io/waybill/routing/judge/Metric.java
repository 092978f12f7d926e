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
  private static final double Z = 1.959963984540054;

  /** Between which two numbers, both included. */
  public record Range(double low, double high) {
    /** Nobody can say between which. */
    public static final Range ANY = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
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
    double spread = Z * Z / rows;
    double middle = (value + spread / 2) / (1 + spread);
    double half = Z / (1 + spread) * Math.sqrt(value * (1 - value) / rows + spread / 4 / rows);
    double low = part == 0 ? 0 : Math.max(0, middle - half);
    double high = part == rows ? 1 : Math.min(1, middle + half);
    return new Metric(value, rows, Optional.of(new Range(low, high)));
  }
}
