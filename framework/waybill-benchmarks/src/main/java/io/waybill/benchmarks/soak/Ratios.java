package io.waybill.benchmarks.soak;

import java.util.Locale;

/** How much longer runs took than planned, in hundredths, since it was last told. */
final class Ratios {
  private static final int MOST = 2_000;

  private final int[] counts = new int[MOST + 1];
  private int all;

  synchronized void add(double ratio) {
    counts[(int) Math.min(MOST, Math.max(0, Math.round(ratio * 100)))]++;
    all++;
  }

  /** {@code 1.04 1.61}: half of them were within the first, 99 of 100 within the second. */
  synchronized String told() {
    var text = all == 0 ? "–" : String.format(Locale.ROOT, "%.2f %.2f", at(50), at(99));
    java.util.Arrays.fill(counts, 0);
    all = 0;
    return text;
  }

  private double at(int percent) {
    int below = 0;
    for (int i = 0; i <= MOST; i++) {
      below += counts[i];
      if (100L * below >= (long) percent * all) {
        return i / 100.0;
      }
    }
    return MOST / 100.0;
  }
}
