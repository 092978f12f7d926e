package io.waybill.routing.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RelativeTest {
  @Test
  void itIsTheDifferenceOfTwoDistancesOfMahalanobis() {
    var raw = SoftmaxTest.clouds(300, 9, 4, 1);
    var scaling = Scaling.of(raw.vectors());
    var sample = new Sample(scaling.all(raw.vectors()), raw.classes(), raw.weights(), raw.many());
    var relative = Relative.of(sample.vectors(), sample.classes(), sample.many());
    var strange = new float[] {1, -1, 0.5f, 0, 0.3f, -0.7f, 1, 1, -1};
    assertEquals(byDefinition(sample, strange), relative.distance(strange), 1e-4);
    for (int i = 0; i < 20; i++) {
      assertEquals(
          byDefinition(sample, sample.vectors()[i]), relative.distance(sample.vectors()[i]), 1e-4);
    }
  }

  private static double byDefinition(Sample sample, float[] vector) {
    int n = sample.size();
    int dimensions = sample.dimensions();
    var means = new double[sample.many()][dimensions];
    var counts = new int[sample.many()];
    for (int i = 0; i < n; i++) {
      counts[sample.classes()[i]]++;
      for (int d = 0; d < dimensions; d++) {
        means[sample.classes()[i]][d] += sample.vectors()[i][d];
      }
    }
    for (int k = 0; k < means.length; k++) {
      for (int d = 0; d < dimensions; d++) {
        means[k][d] /= counts[k];
      }
    }
    var own = new double[dimensions][dimensions];
    var all = new double[dimensions][dimensions];
    for (int i = 0; i < n; i++) {
      var x = sample.vectors()[i];
      var mean = means[sample.classes()[i]];
      for (int a = 0; a < dimensions; a++) {
        for (int b = 0; b < dimensions; b++) {
          own[a][b] += (x[a] - mean[a]) * (x[b] - mean[b]) / n;
          all[a][b] += (double) x[a] * x[b] / n;
        }
      }
    }
    double trace = 0;
    for (int d = 0; d < dimensions; d++) {
      trace += own[d][d];
    }
    for (int d = 0; d < dimensions; d++) {
      own[d][d] += 0.1 * trace / dimensions;
      all[d][d] += 0.1 * trace / dimensions;
    }
    double nearest = Double.POSITIVE_INFINITY;
    for (var mean : means) {
      nearest = Math.min(nearest, square(own, vector, mean));
    }
    return (nearest - square(all, vector, new double[dimensions])) / dimensions;
  }

  /** The square of a difference under the inverse of a matrix, by Gauss's elimination. */
  private static double square(double[][] matrix, float[] vector, double[] mean) {
    int n = mean.length;
    var work = new double[n][n + 1];
    for (int i = 0; i < n; i++) {
      System.arraycopy(matrix[i], 0, work[i], 0, n);
      work[i][n] = vector[i] - mean[i];
    }
    for (int column = 0; column < n; column++) {
      for (int row = 0; row < n; row++) {
        if (row != column) {
          double factor = work[row][column] / work[column][column];
          for (int k = column; k <= n; k++) {
            work[row][k] -= factor * work[column][k];
          }
        }
      }
    }
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += (vector[i] - mean[i]) * work[i][n] / work[i][i];
    }
    return sum;
  }
}
