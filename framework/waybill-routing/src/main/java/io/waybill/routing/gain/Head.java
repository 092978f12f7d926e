package io.waybill.routing.gain;

import java.nio.ByteBuffer;

/** Weights that turn a vector into a chance. */
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

  double right(float[] vector) {
    return chance(logit(vector));
  }

  double logit(float[] vector) {
    double sum = bias;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * vector[i];
    }
    return sum;
  }

  static double chance(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  /** The same, each of its logits so many times as large and so much higher. */
  Head sharpened(double times, double plus) {
    var sharper = new float[weights.length];
    for (int i = 0; i < sharper.length; i++) {
      sharper[i] = (float) (times * weights[i]);
    }
    return new Head(sharper, times * bias + plus);
  }

  byte[] bytes() {
    var bytes = ByteBuffer.allocate(Double.BYTES + Float.BYTES * weights.length).putDouble(bias);
    for (var weight : weights) {
      bytes.putFloat(weight);
    }
    return bytes.array();
  }
}
