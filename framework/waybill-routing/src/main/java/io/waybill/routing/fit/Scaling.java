package io.waybill.routing.fit;

import java.util.Arrays;

/** Moves vectors so that their mean is 0, and stretches them to about unit length. */
@SuppressWarnings("ArrayRecordComponent") // numbers of a model; nobody compares them one by one
public record Scaling(float[] mean, float[] factor) {
  /** Every dimension on one footing: each has the same spread. */
  static Scaling of(float[][] vectors) {
    int dimensions = vectors[0].length;
    var mean = new float[dimensions];
    var factor = new float[dimensions];
    for (int d = 0; d < dimensions; d++) {
      double sum = 0;
      double squares = 0;
      for (var vector : vectors) {
        sum += vector[d];
        squares += (double) vector[d] * vector[d];
      }
      double middle = sum / vectors.length;
      double spread = Math.sqrt(Math.max(0, squares / vectors.length - middle * middle));
      mean[d] = (float) middle;
      factor[d] = spread < 1e-9 ? 0 : (float) (1 / (spread * Math.sqrt(dimensions)));
    }
    return new Scaling(mean, factor);
  }

  /** All dimensions stretched alike: those that vary more go on counting more. */
  public static Scaling evenly(float[][] vectors) {
    var each = of(vectors);
    double squares = 0;
    for (float factor : each.factor) {
      squares += factor == 0 ? 0 : 1 / ((double) factor * factor * each.factor.length);
    }
    var factor = new float[each.factor.length];
    Arrays.fill(factor, squares == 0 ? 0 : (float) (1 / Math.sqrt(squares)));
    return new Scaling(each.mean, factor);
  }

  float[] of(float[] vector) {
    if (vector.length != mean.length) {
      throw new IllegalArgumentException(
          "fitted for vectors of %d dimensions, and given one of %d"
              .formatted(mean.length, vector.length));
    }
    var scaled = new float[vector.length];
    for (int d = 0; d < scaled.length; d++) {
      scaled[d] = (vector[d] - mean[d]) * factor[d];
    }
    return scaled;
  }

  public float[][] all(float[][] vectors) {
    var scaled = new float[vectors.length][];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = of(vectors[i]);
    }
    return scaled;
  }
}
