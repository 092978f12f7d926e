package io.waybill.routing.fit;

import java.util.stream.IntStream;

/** A symmetric, positive matrix as the product of a triangle and its mirror image. */
final class Cholesky {
  private final double[][] lower;

  /**
   * Decomposes it in place.
   *
   * @param lower the lower triangle, row {@code i} with {@code i + 1} numbers
   */
  Cholesky(double[][] lower) {
    this.lower = lower;
    for (int j = 0; j < lower.length; j++) {
      var pivot = lower[j];
      pivot[j] = Math.sqrt(pivot[j] - dot(pivot, pivot, j));
      int column = j;
      IntStream.range(j + 1, lower.length)
          .parallel()
          .forEach(
              i ->
                  lower[i][column] =
                      (lower[i][column] - dot(lower[i], pivot, column)) / pivot[column]);
    }
  }

  double[][] lower() {
    return lower;
  }

  /** Divides a vector by the matrix, in place. */
  void solve(double[] x) {
    forward(x);
    for (int i = x.length - 1; i >= 0; i--) {
      x[i] /= lower[i][i];
      double solved = x[i];
      var row = lower[i];
      for (int j = 0; j < i; j++) {
        x[j] -= solved * row[j];
      }
    }
  }

  /** Divides a vector by the triangle, in place. */
  void forward(double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = (x[i] - dot(lower[i], x, i)) / lower[i][i];
    }
  }

  /** In four sums, so that additions need not wait for each other. */
  static double dot(double[] a, double[] b, int length) {
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
