package io.waybill.routing.gain;

import io.waybill.routing.fit.Packed;

/** Weights that turn a vector into a chance, kept as exactly as a router file keeps them. */
final class Head {
  private final String packed;
  private final float[] weights;
  private final double bias;

  /**
   * A head as it was written.
   *
   * @throws IllegalArgumentException if the weights were packed by nobody, or are not so many
   */
  Head(String packed, int dimensions, double bias) {
    this.packed = packed;
    this.weights = Packed.read(packed, dimensions);
    this.bias = bias;
  }

  static Head of(float[] weights, double bias) {
    return new Head(Packed.of(weights), weights.length, bias);
  }

  String packed() {
    return packed;
  }

  int dimensions() {
    return weights.length;
  }

  double bias() {
    return bias;
  }

  double right(float[] vector) {
    return Odds.chance(Odds.along(weights, vector, bias));
  }
}
