package io.waybill.benchmarks.compare;

import java.util.Locale;

/**
 * What one operation takes.
 *
 * @param nanos in the quickest iteration, which a busy machine disturbs least; NaN if unknown
 * @param bytes allocated in that, on all threads; NaN if unknown
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

  /** Less than nothing is what a difference shows that is smaller than its noise. */
  static String shownTime(double nanos) {
    return nanos < 0 ? "≈ 0 ns" : scaled(nanos, 1000, "ns", "µs", "ms", "s");
  }

  static String shownBytes(double bytes) {
    if (bytes < 0) {
      return "≈ 0 B";
    }
    return bytes < 1000 ? Math.round(bytes) + " B" : scaled(bytes, 1000, "B", "KB", "MB", "GB");
  }

  private static String scaled(double number, double step, String... units) {
    double scaled = number;
    int unit = 0;
    while (scaled >= step && unit < units.length - 1) {
      scaled /= step;
      unit++;
    }
    return digits(scaled) + " " + units[unit];
  }

  /** Three of them: as many as a measurement deserves. */
  static String digits(double number) {
    int decimals = number >= 99.95 ? 0 : number >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + decimals + "f", number);
  }
}
