package io.waybill.routing.gain;

/**
 * Where the vectors of a sample lie, and how far apart: moved to the middle and made one long on
 * average, they can be fitted with the same pull whatever the encoder.
 */
final class Centred {
  private final double[] middle;
  private final double scale;

  Centred(float[][] vectors) {
    middle = new double[vectors[0].length];
    for (var vector : vectors) {
      for (int d = 0; d < middle.length; d++) {
        middle[d] += vector[d] / (double) vectors.length;
      }
    }
    double square = 0;
    for (var vector : vectors) {
      for (int d = 0; d < middle.length; d++) {
        square += (vector[d] - middle[d]) * (vector[d] - middle[d]) / vectors.length;
      }
    }
    scale = square > 0 ? 1 / Math.sqrt(square) : 1;
  }

  float[][] of(float[][] vectors) {
    var scaled = new float[vectors.length][middle.length];
    for (int i = 0; i < vectors.length; i++) {
      for (int d = 0; d < middle.length; d++) {
        scaled[i][d] = (float) (scale * (vectors[i][d] - middle[d]));
      }
    }
    return scaled;
  }

  /** What odds of scaled vectors is for vectors as they come. */
  Odds undone(float[] weights, double bias) {
    var plain = new float[weights.length];
    double shift = bias;
    for (int d = 0; d < plain.length; d++) {
      plain[d] = (float) (scale * weights[d]);
      shift -= plain[d] * middle[d];
    }
    return new Odds(plain, shift);
  }
}
