package io.waybill.local;

import java.nio.FloatBuffer;

/** How the vectors of a text's tokens become the one of the text. */
enum Pooling {
  /** The mean of all. */
  MEAN,
  /** That of the first token, which stands before the text and was trained to stand for it. */
  FIRST;

  /**
   * The vector of a text, of unit length.
   *
   * @param tokens one after the other, those of the text first
   * @param many how many tokens the text has
   */
  float[] of(FloatBuffer tokens, int many, int dimensions) {
    var sum = new float[dimensions];
    tokens.get(sum);
    if (this == MEAN) {
      var token = new float[dimensions];
      for (int i = 1; i < many; i++) {
        tokens.get(token);
        for (int at = 0; at < dimensions; at++) {
          sum[at] += token[at];
        }
      }
    }
    return unit(sum);
  }

  /** A sum has the direction of the mean, so its length is all that is left to mend. */
  private static float[] unit(float[] vector) {
    double squares = 0;
    for (float x : vector) {
      squares += (double) x * x;
    }
    double length = Math.sqrt(squares);
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (vector[i] / length);
    }
    return vector;
  }
}
