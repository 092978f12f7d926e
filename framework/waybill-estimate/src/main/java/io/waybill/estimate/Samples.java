package io.waybill.estimate;

import java.util.Arrays;

/** Numbers as they came, and what lies below which of them. */
final class Samples {
  private double[] values = new double[16];
  private int count;
  private boolean sorted;
  private double sum;

  void add(double value) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = value;
    sum += value;
    sorted = false;
  }

  int count() {
    return count;
  }

  double sum() {
    return sum;
  }

  /** 0 of none. */
  double mean() {
    return count == 0 ? 0 : sum / count;
  }

  /** 0 of none. */
  double most() {
    return quantile(1);
  }

  /** The value below which that share lies; 0 of none. */
  double quantile(double share) {
    if (count == 0) {
      return 0;
    }
    if (!sorted) {
      Arrays.sort(values, 0, count);
      sorted = true;
    }
    double at = share * (count - 1);
    int below = (int) at;
    int above = Math.min(count - 1, below + 1);
    return values[below] + (at - below) * (values[above] - values[below]);
  }
}
