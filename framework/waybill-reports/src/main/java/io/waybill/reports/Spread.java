package io.waybill.reports;

import java.util.Arrays;

/** Whole numbers: all of them, so that percentiles are exact; eight bytes each. */
public final class Spread {
  private long[] values = new long[64];
  private int size;

  public void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  /** Sums up. */
  public Figure figure(String what) {
    var sorted = Arrays.copyOf(values, size);
    Arrays.sort(sorted);
    return new Figure(
        what, size, at(sorted, 0.5), at(sorted, 0.95), at(sorted, 0.99), at(sorted, 1));
  }

  /** The nearest rank: the smallest value that at least that share of all does not exceed. */
  private static long at(long[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  /** Percentiles of {@code n} numbers. */
  public record Figure(String what, int n, long p50, long p95, long p99, long max) {}
}
