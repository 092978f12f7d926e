package io.waybill.routing.fit;

import java.util.stream.IntStream;

/**
 * About how fast the slope of a head changes, the same for every class: the covariance of the
 * vectors, as much of it as counts before anything is learned, plus the pull to zero. Taking it out
 * of a slope makes its steps point to where the loss ends, and a fit take a third of the steps.
 */
final class Curvature {
  private static final int ENOUGH = 4096;

  private final double[][] lower;

  Curvature(Sample sample, double pull) {
    int dimensions = sample.dimensions() + 1;
    double share = (1.0 - 1.0 / sample.many()) / sample.many();
    var matrix = new double[dimensions][];
    IntStream.range(0, dimensions)
        .parallel()
        .forEach(i -> matrix[i] = row(i, sample, share, pull));
    lower = matrix;
    decompose();
  }

  private static double[] row(int i, Sample sample, double share, double pull) {
    var sums = new float[i + 1];
    int stride = (sample.size() + ENOUGH - 1) / ENOUGH;
    int seen = 0;
    for (int r = 0; r < sample.size(); r += stride, seen++) {
      var vector = sample.vectors()[r];
      float own = i < vector.length ? vector[i] : 1;
      int shared = Math.min(sums.length, vector.length);
      for (int j = 0; j < shared; j++) {
        sums[j] += own * vector[j];
      }
      if (sums.length > vector.length) {
        sums[vector.length] += own;
      }
    }
    var row = new double[i + 1];
    for (int j = 0; j <= i; j++) {
      row[j] = share * sums[j] / seen;
    }
    row[i] += Math.max(pull, share * 1e-6);
    return row;
  }

  /** Cholesky's decomposition, in place. */
  private void decompose() {
    for (int j = 0; j < lower.length; j++) {
      var pivot = lower[j];
      double sum = pivot[j];
      for (int k = 0; k < j; k++) {
        sum -= pivot[k] * pivot[k];
      }
      pivot[j] = Math.sqrt(sum);
      int column = j;
      IntStream.range(j + 1, lower.length)
          .parallel()
          .forEach(
              i -> lower[i][column] = (lower[i][column] - dot(lower[i], pivot, column)) / pivot[column]);
    }
  }

  /** Divides what belongs to each class by it: {@code steps} is by class, then by dimension. */
  void takeOutOf(double[][] steps) {
    IntStream.range(0, steps.length).parallel().forEach(k -> solve(steps[k]));
  }

  private void solve(double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = (x[i] - dot(lower[i], x, i)) / lower[i][i];
    }
    for (int i = x.length - 1; i >= 0; i--) {
      x[i] /= lower[i][i];
      double solved = x[i];
      var row = lower[i];
      for (int j = 0; j < i; j++) {
        x[j] -= solved * row[j];
      }
    }
  }

  /** In four sums, so that additions need not wait for each other. */
  private static double dot(double[] a, double[] b, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < length; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < length; i++) {
      s0 += a[i] * b[i];
    }
    return s0 + s1 + (s2 + s3);
  }
}
