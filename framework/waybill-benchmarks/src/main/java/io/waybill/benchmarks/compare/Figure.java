package io.waybill.benchmarks.compare;

import java.util.Locale;

/**
 * What one operation takes.
 *
 * @param nanos the least time of any iteration, which a busy machine disturbs least; NaN if unknown
 * @param bytes allocated on all threads; NaN if unknown
 */
record Figure(double nanos, double bytes) {
  static Figure nanos(double nanos) {
    return new Figure(nanos, Double.NaN);
  }

  Figure minus(Figure other) {
    return new Figure(nanos - other.nanos, bytes - other.bytes);
  }

  Figure dividedBy(double by) {
    return new Figure(nanos / by, bytes / by);
  }

  Figure timeAlone() {
    return nanos(nanos);
  }

  Figure bytesAlone() {
    return new Figure(Double.NaN, bytes);
  }

  /** {@code 62 ns, 196 B}. */
  @Override
  public String toString() {
    if (Double.isNaN(nanos)) {
      return shownBytes(bytes);
    }
    return Double.isNaN(bytes) ? shownTime(nanos) : shownTime(nanos) + ", " + shownBytes(bytes);
  }

  static String shownTime(double nanos) {
    return scaled(nanos, 1000, "ns", "µs", "ms", "s");
  }

  static String shownBytes(double bytes) {
    return Math.abs(bytes) < 1000
        ? Math.round(bytes) + " B"
        : scaled(bytes, 1000, "B", "KB", "MB", "GB");
  }

  private static String scaled(double number, double step, String... units) {
    double scaled = number;
    int unit = 0;
    while (Math.abs(scaled) >= step && unit < units.length - 1) {
      scaled /= step;
      unit++;
    }
    return digits(scaled) + " " + units[unit];
  }

  /** Three of them: as many as a measurement deserves. */
  static String digits(double number) {
    double size = Math.abs(number);
    int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + decimals + "f", number);
  }
}
