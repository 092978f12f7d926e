package io.waybill.routing.fit;

import java.util.stream.IntStream;

/**
 * How much farther a vector is from its nearest class than from all of them together, by
 * Mahalanobis' distance: what belongs to a class is far from the crowd and near to its own.
 *
 * <p>The part of both distances that no class mean tells apart is the same, so only what lies in
 * the directions of the means is kept: one row of weights for every class, after which the distance
 * takes as long as a head. (Covariances by the formula of Woodbury; the crowd's is the classes' own
 * plus that of their means.)
 */
@SuppressWarnings("ArrayRecordComponent") // numbers of a model; nobody compares them one by one
record Relative(float[][] towards, float[][] spread, float[] middle) {
  private static final double RIDGE = 0.1;

  /**
   * Fits it.
   *
   * @param vectors with mean 0
   */
  static Relative of(float[][] vectors, int[] classes, int many) {
    int dimensions = vectors[0].length;
    var counts = new int[many];
    var means = new double[many][dimensions];
    for (int i = 0; i < vectors.length; i++) {
      counts[classes[i]]++;
      for (int d = 0; d < dimensions; d++) {
        means[classes[i]][d] += vectors[i][d];
      }
    }
    for (int k = 0; k < many; k++) {
      for (int d = 0; d < dimensions; d++) {
        means[k][d] /= Math.max(1, counts[k]);
      }
    }
    var own = new Cholesky(covariance(vectors, classes, means));
    var solved = new double[many][];
    IntStream.range(0, many)
        .parallel()
        .forEach(
            k -> {
              solved[k] = means[k].clone();
              own.solve(solved[k]);
            });
    return of(means, solved, counts, vectors.length);
  }

  private static Relative of(double[][] means, double[][] solved, int[] counts, int rows) {
    int many = means.length;
    int dimensions = means[0].length;
    var root = new double[many];
    for (int k = 0; k < many; k++) {
      root[k] = Math.sqrt(Math.max(1, counts[k]) / (double) rows);
    }
    var gram = new double[many][];
    IntStream.range(0, many)
        .parallel()
        .forEach(
            i -> {
              gram[i] = new double[i + 1];
              for (int j = 0; j <= i; j++) {
                gram[i][j] =
                    (i == j ? 1 : 0)
                        + root[i] * root[j] * Cholesky.dot(means[i], solved[j], dimensions);
              }
            });
    var middle = new float[many];
    for (int k = 0; k < many; k++) {
      middle[k] = (float) (Cholesky.dot(means[k], solved[k], dimensions) / 2);
    }
    var triangle = new Cholesky(gram);
    var towards = new float[dimensions][many];
    IntStream.range(0, dimensions)
        .parallel()
        .forEach(
            d -> {
              var column = new double[many];
              for (int k = 0; k < many; k++) {
                column[k] = root[k] * solved[k][d];
              }
              triangle.forward(column);
              for (int k = 0; k < many; k++) {
                towards[d][k] = (float) column[k];
              }
            });
    var spread = new float[many][many];
    for (int i = 0; i < many; i++) {
      for (int j = 0; j <= i; j++) {
        spread[j][i] = (float) (triangle.lower()[i][j] / root[i]);
      }
    }
    return new Relative(towards, spread, middle);
  }

  /** Of vectors around the means of their classes, with as much again in every direction. */
  private static double[][] covariance(float[][] vectors, int[] classes, double[][] means) {
    int dimensions = vectors[0].length;
    var residuals = new float[vectors.length][dimensions];
    IntStream.range(0, vectors.length)
        .parallel()
        .forEach(
            i -> {
              for (int d = 0; d < dimensions; d++) {
                residuals[i][d] = (float) (vectors[i][d] - means[classes[i]][d]);
              }
            });
    var rows = new double[dimensions][];
    IntStream.range(0, dimensions).parallel().forEach(i -> rows[i] = row(residuals, i));
    double trace = 0;
    for (int i = 0; i < dimensions; i++) {
      trace += rows[i][i];
    }
    for (int i = 0; i < dimensions; i++) {
      rows[i][i] += RIDGE * trace / dimensions + 1e-12;
    }
    return rows;
  }

  private static double[] row(float[][] residuals, int i) {
    var sums = new float[i + 1];
    for (var residual : residuals) {
      float own = residual[i];
      for (int j = 0; j < sums.length; j++) {
        sums[j] += own * residual[j];
      }
    }
    var row = new double[i + 1];
    for (int j = 0; j <= i; j++) {
      row[j] = sums[j] / (double) residuals.length;
    }
    return row;
  }

  /** As it is once it was written to a file and read again. */
  Relative packed() {
    return new Relative(Packed.columns(towards), Packed.columns(spread), middle);
  }

  /** Less for what belongs to a class; a tenth of a unit per dimension is much. */
  double distance(float[] vector) {
    var seen = new float[middle.length];
    Softmax.add(seen, vector, towards);
    var own = new float[middle.length];
    Softmax.add(own, seen, spread);
    double crowd = 0;
    double nearest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < own.length; k++) {
      crowd += (double) seen[k] * seen[k];
      nearest = Math.max(nearest, own[k] - middle[k]);
    }
    return (crowd - 2 * nearest) / vector.length;
  }
}
