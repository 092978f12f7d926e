package io.waybill.benchmarks.soak;

import java.util.Locale;

/**
 * Whether something stayed flat: it does if even the steepest slope that its measurements allow is
 * less than what would be a leak.
 *
 * @param what was measured
 * @param unit of it a minute
 * @param slope a minute
 * @param margin how far that may be off
 * @param allowed what is less is flat
 */
record Verdict(String what, String unit, double slope, double margin, double allowed) {
  /**
   * A leak keeps at least an entry of a map for each run, which is more than 32 bytes with all that
   * hangs on it; what wobbles is far less, since it is measured with nothing under way.
   */
  private static final double BYTES_A_RUN = 32;

  /** A thread, or a descriptor, for every two thousand runs: whoever leaks any leaks more. */
  private static final double HANDLES_A_RUN = 1 / 2_000.0;

  static Verdict heap(Trend bytes, int rate) {
    return new Verdict(
        "heap", "KB", bytes.slope() / 1024, bytes.margin() / 1024, BYTES_A_RUN * rate * 60 / 1024);
  }

  static Verdict handles(String what, Trend open, int rate) {
    return new Verdict(what, what, open.slope(), open.margin(), HANDLES_A_RUN * rate * 60);
  }

  boolean flat() {
    return slope + margin < allowed;
  }

  /** {@code heap flat: +3.1 ± 10.2 KB a minute, below 375.0}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s %s: %+.2f ± %.2f %s a minute, %s %.1f",
        what,
        flat() ? "flat" : "NOT FLAT",
        slope,
        margin,
        unit,
        flat() ? "below" : "must be below",
        allowed);
  }
}
