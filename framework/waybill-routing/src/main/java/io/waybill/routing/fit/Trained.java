package io.waybill.routing.fit;

/**
 * What is learned from vectors and their classes alone, before anything is held against it: as it
 * will stand in a file, so that what is settled holds for what is read back.
 */
record Trained(Scaling scaling, Softmax softmax, Relative relative) {
  private static final double LEAST_PULL = 1e-5;
  private static final double MOST_PULL = 1e-4;

  static Trained on(Sample sample) {
    var scaling = Scaling.of(sample.vectors());
    var scaled = scaling.all(sample.vectors());
    double pull = Math.min(MOST_PULL, Math.max(LEAST_PULL, 0.1 / sample.size()));
    return new Trained(
        scaling,
        Softmax.fit(new Sample(scaled, sample.classes(), sample.weights(), sample.many()), pull)
            .packed(),
        Relative.of(scaled, sample.classes(), sample.many()).packed());
  }
}
