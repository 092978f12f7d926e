package io.waybill.routing.fit;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Vectors, the class of each, and how much each counts.
 *
 * @param vectors of one length
 * @param classes of the vectors, from 0
 * @param weights of the vectors, none negative
 * @param many how many classes there are
 */
@SuppressWarnings("ArrayRecordComponent") // millions of numbers; nobody compares samples
public record Sample(float[][] vectors, int[] classes, double[] weights, int many) {
  public Sample {
    if (vectors.length == 0
        || vectors.length != classes.length
        || vectors.length != weights.length) {
      throw new IllegalArgumentException(
          "%d vectors, %d classes and %d weights are no sample"
              .formatted(vectors.length, classes.length, weights.length));
    }
  }

  /** All of them count the same. */
  public static Sample of(float[][] vectors, int[] classes, int many) {
    var ones = new double[vectors.length];
    Arrays.fill(ones, 1);
    return new Sample(vectors, classes, ones, many);
  }

  int size() {
    return vectors.length;
  }

  int dimensions() {
    return vectors[0].length;
  }

  double weight() {
    return Arrays.stream(weights).sum();
  }

  /** Those at these places. */
  public Sample at(int[] places) {
    return new Sample(
        IntStream.of(places).mapToObj(i -> vectors[i]).toArray(float[][]::new),
        IntStream.of(places).map(i -> classes[i]).toArray(),
        IntStream.of(places).mapToDouble(i -> weights[i]).toArray(),
        many);
  }
}
