package io.waybill.reports;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Whole numbers: all of them, so that percentiles are exact; eight bytes each. */
public final class Spread {
  private static final int BARS = 48;

  private long[] values = new long[16];
  private int size;

  public void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size + Math.max(size / 2, 16));
    }
    values[size++] = value;
  }

  /** Adds all of them to others. */
  void into(Spread others) {
    for (int i = 0; i < size; i++) {
      others.add(values[i]);
    }
  }

  int size() {
    return size;
  }

  /** All of them together. */
  long sum() {
    return LongStream.of(values).limit(size).reduce(0, Math::addExact);
  }

  /** Sums up. */
  public Figure figure(String what) {
    var sorted = sorted();
    return new Figure(
        what, size, at(sorted, 0.5), at(sorted, 0.95), at(sorted, 0.99), at(sorted, 1));
  }

  /** The smallest value that at least that share of all does not exceed; 0 if there is none. */
  long at(double share) {
    return at(sorted(), share);
  }

  /** The greatest value that at least that share of all is not below; 0 if there is none. */
  long atLeast(double share) {
    var sorted = sorted();
    return size == 0 ? 0 : sorted[size - Math.max(1, (int) Math.ceil(share * size))];
  }

  private long[] sorted() {
    var sorted = Arrays.copyOf(values, size);
    Arrays.sort(sorted);
    return sorted;
  }

  /** The nearest rank: the smallest value that at least that share of all does not exceed. */
  private static long at(long[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  /** Percentiles of {@code n} numbers. */
  public record Figure(String what, int n, long p50, long p95, long p99, long max) {}

  /** How they are distributed; they must not be negative. */
  Histogram histogram() {
    var positive = LongStream.of(values).limit(size).filter(value -> value > 0).toArray();
    if (positive.length == 0) {
      return new Histogram(size, 0, 0, List.of());
    }
    long least = Arrays.stream(positive).min().orElse(1);
    long most = Arrays.stream(positive).max().orElse(1);
    var bars = new long[least == most ? 1 : BARS];
    double width = Math.log((double) most / least) / bars.length;
    for (long value : positive) {
      int bar = (int) (Math.log((double) value / least) / width);
      bars[least == most ? 0 : Math.min(bars.length - 1, Math.max(0, bar))]++;
    }
    return new Histogram(size - positive.length, least, most, Arrays.stream(bars).boxed().toList());
  }

  /**
   * How many numbers lie where, on a scale on which equal widths are equal factors.
   *
   * @param zeros how many are 0, and so on no such scale
   * @param least of the others
   * @param most of the others
   * @param bars how many lie in each of as many parts between those two
   */
  public record Histogram(long zeros, long least, long most, List<Long> bars) {
    public Histogram {
      bars = List.copyOf(bars);
    }
  }
}
