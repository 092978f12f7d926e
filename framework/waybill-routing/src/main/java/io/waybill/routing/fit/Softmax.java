package io.waybill.routing.fit;

import java.util.Arrays;

/**
 * A linear head: how much a vector speaks for each of some classes.
 *
 * <p>A logit is the bias of its class plus the dot product of vector and weights. The weights of
 * one dimension lie together, so that a decision is a few thousand additions in a row: about 20 µs
 * for 150 classes of 768 dimensions.
 */
public final class Softmax {
  private final float[][] weights;
  private final float[] bias;

  /**
   * A head with these weights.
   *
   * @param weights by dimension, then by class
   * @param bias by class
   */
  Softmax(float[][] weights, float[] bias) {
    this.weights = weights;
    this.bias = bias;
  }

  /**
   * Fits a head: the weights of least mean cross-entropy on the sample.
   *
   * @param pull how strongly weights are pulled to zero: half of it times their squares is added;
   *     1e-6 to 1e-3 for vectors of unit length
   */
  public static Softmax fit(Sample sample, double pull) {
    return Descent.fit(sample, pull);
  }

  public int classes() {
    return bias.length;
  }

  public int dimensions() {
    return weights.length;
  }

  /** As it is once it was written to a file and read again. */
  Softmax packed() {
    return new Softmax(Packed.columns(weights), bias);
  }

  /** The weights of a class, by dimension. */
  public float[] weights(int label) {
    return Packed.column(weights, label);
  }

  public float bias(int label) {
    return bias[label];
  }

  /** By class. */
  public float[] logits(float[] vector) {
    if (vector.length != weights.length) {
      throw new IllegalArgumentException(
          "a head for %d dimensions was given a vector of %d"
              .formatted(weights.length, vector.length));
    }
    var logits = bias.clone();
    add(logits, vector, weights);
    return logits;
  }

  /**
   * Shares that sum to 1, in place of logits.
   *
   * @param sharpness what the logits are multiplied by before; 1 for as they are
   * @return by class
   */
  public static double[] shares(float[] logits, double sharpness) {
    double top = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      top = Math.max(top, logit);
    }
    var shares = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = Math.exp(sharpness * (logits[i] - top));
      sum += shares[i];
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  /** The class with the largest logit; of two as large the first. */
  static int top(float[] logits) {
    int top = 0;
    for (int k = 1; k < logits.length; k++) {
      if (logits[k] > logits[top]) {
        top = k;
      }
    }
    return top;
  }

  /** Adds the weights, each row as often as the vector says; four rows at a time. */
  static void add(float[] sums, float[] vector, float[][] weights) {
    int d = 0;
    for (; d + 3 < vector.length; d += 4) {
      add(sums, vector, weights, d);
    }
    for (; d < vector.length; d++) {
      float x = vector[d];
      var row = weights[d];
      for (int k = 0; k < sums.length; k++) {
        sums[k] += x * row[k];
      }
    }
  }

  private static void add(float[] sums, float[] vector, float[][] weights, int d) {
    float x0 = vector[d];
    float x1 = vector[d + 1];
    float x2 = vector[d + 2];
    float x3 = vector[d + 3];
    var w0 = weights[d];
    var w1 = weights[d + 1];
    var w2 = weights[d + 2];
    var w3 = weights[d + 3];
    for (int k = 0; k < sums.length; k++) {
      sums[k] += x0 * w0[k] + x1 * w1[k] + x2 * w2[k] + x3 * w3[k];
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Softmax that
        && Arrays.deepEquals(weights, that.weights)
        && Arrays.equals(bias, that.bias);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(weights);
  }
}
