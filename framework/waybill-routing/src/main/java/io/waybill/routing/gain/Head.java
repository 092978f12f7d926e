package io.waybill.routing.gain;

import io.waybill.routing.fit.Packed;

/** Weights and a bias that turn a vector into log-odds, and these into a chance. */
final class Head {
  private final float[] weights;
  private final double bias;

  Head(float[] weights, double bias) {
    this.weights = weights.clone();
    this.bias = bias;
  }

  int dimensions() {
    return weights.length;
  }

  double bias() {
    return bias;
  }

  /** The weights as text, every bit of them: some are a hundred times as large as others. */
  String written() {
    return Packed.exactly(weights);
  }

  double right(float[] vector) {
    return chance(odds(vector));
  }

  double odds(float[] vector) {
    if (vector.length != weights.length) {
      throw new IllegalArgumentException(
          "a head for %d dimensions was given a vector of %d"
              .formatted(weights.length, vector.length));
    }
    double sum = bias;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * vector[i];
    }
    return sum;
  }

  static double chance(double odds) {
    return 1 / (1 + Math.exp(-odds));
  }

  /** The same, its log-odds so many times as large and so much higher. */
  Head stretched(double times, double plus) {
    var longer = weights.clone();
    for (int i = 0; i < longer.length; i++) {
      longer[i] *= (float) times;
    }
    return new Head(longer, times * bias + plus);
  }
}
