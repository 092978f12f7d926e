package io.waybill.routing.fit;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is learned from vectors and their classes alone, before anything is held against it: as it
 * will stand in a file, so that what is settled holds for what is read back.
 */
record Trained(Scaling scaling, Softmax softmax, Relative relative) {
  private static final double LEAST_PULL = 1e-5;
  private static final double MOST_PULL = 1e-4;

  /**
   * Of these.
   *
   * @param names what each class is called, as a vector, to be one example more; none, or of all
   */
  static Trained on(Sample sample, float[][] names) {
    var scaling = Scaling.of(sample.vectors());
    var scaled = scaling.all(sample.vectors());
    double pull = Math.min(MOST_PULL, Math.max(LEAST_PULL, 0.1 / sample.size()));
    return new Trained(
        scaling,
        Softmax.fit(with(scaling.all(names), scaled, sample), pull).packed(),
        Relative.of(scaled, sample.classes(), sample.many()).packed());
  }

  private static Sample with(float[][] names, float[][] scaled, Sample sample) {
    return Sample.of(
        Stream.of(scaled, names).flatMap(Stream::of).toArray(float[][]::new),
        IntStream.concat(IntStream.of(sample.classes()), IntStream.range(0, names.length))
            .toArray(),
        sample.many());
  }
}
