package io.waybill.local;

import java.util.List;

/**
 * What a model made of a text: the vector of its last layer, and that of the one in the middle if
 * it was asked for; each of unit length.
 */
record Layers(List<float[]> vectors) {
  static Layers of(float[]... vectors) {
    return new Layers(List.of(vectors));
  }

  float[] last() {
    return vectors.get(0);
  }

  /** Only where it was asked for. */
  float[] middle() {
    return vectors.get(1);
  }

  /** One after the other, the whole of unit length. */
  float[] all() {
    var all = new float[vectors.stream().mapToInt(vector -> vector.length).sum()];
    var share = (float) (1 / Math.sqrt(vectors.size()));
    int at = 0;
    for (var vector : vectors) {
      for (float x : vector) {
        all[at++] = x * share;
      }
    }
    return all;
  }
}
