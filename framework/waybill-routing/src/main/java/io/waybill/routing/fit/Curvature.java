package io.waybill.routing.fit;

import java.util.stream.IntStream;

/**
 * About how fast the slope of a head changes, the same for every class: the covariance of the
 * vectors, as much of it as counts before anything is learned, plus the pull to zero. Taking it out
 * of a slope makes its steps point to where the loss ends, and a fit take half the steps.
 */
final class Curvature {
  private static final int ENOUGH = 4096;

  private final Cholesky matrix;

  Curvature(Sample sample, double pull) {
    double share = (1.0 - 1.0 / sample.many()) / sample.many();
    var rows = new double[sample.dimensions() + 1][];
    IntStream.range(0, rows.length).parallel().forEach(i -> rows[i] = row(i, sample, share, pull));
    matrix = new Cholesky(rows);
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

  /** Divides what belongs to each class by it: {@code steps} is by class, then by dimension. */
  void takeOutOf(double[][] steps) {
    IntStream.range(0, steps.length).parallel().forEach(k -> matrix.solve(steps[k]));
  }
}
