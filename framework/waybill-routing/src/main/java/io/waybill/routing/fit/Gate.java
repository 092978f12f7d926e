package io.waybill.routing.fit;

import java.util.Arrays;

/**
 * Whether a text belongs to any label at all: the energy of the head's logits and the {@link
 * Relative} distance, weighed against each other.
 *
 * @param energy its mean, its spread, and its weight
 * @param distance likewise
 * @param offset added to both
 * @param threshold of the sum: what is below belongs to no label
 */
record Gate(Part energy, Part distance, double offset, double threshold) {
  private static final int FEWEST_OUTSIDE = 20;
  private static final double OPEN = -1e9;

  /** A number, on a footing with the other. */
  record Part(double mean, double spread, double weight) {
    static Part of(double[] numbers) {
      double mean = Arrays.stream(numbers).average().orElse(0);
      double squares =
          Arrays.stream(numbers).map(n -> (n - mean) * (n - mean)).average().orElse(1);
      return new Part(mean, Math.max(1e-9, Math.sqrt(squares)), 1);
    }

    double of(double number) {
      return weight * (number - mean) / spread;
    }

    Part weighing(double weight) {
      return new Part(mean, spread, weight);
    }
  }

  /** What a gate looks at, of one text. */
  record Signs(double energy, double distance) {
    static Signs of(float[] logits, double distance) {
      double top = Double.NEGATIVE_INFINITY;
      for (float logit : logits) {
        top = Math.max(top, logit);
      }
      double sum = 0;
      for (float logit : logits) {
        sum += Math.exp(logit - top);
      }
      return new Signs(top + Math.log(sum), -distance);
    }
  }

  /**
   * Weighs the signs of held-out texts that belong to a label against those of texts that belong to
   * none; with too few of these both signs count the same.
   *
   * @param inside of held-out texts in scope
   * @param outside of texts that belong to none
   */
  static Gate of(Signs[] inside, Signs[] outside) {
    var energy = Part.of(Arrays.stream(inside).mapToDouble(Signs::energy).toArray());
    var distance = Part.of(Arrays.stream(inside).mapToDouble(Signs::distance).toArray());
    if (outside.length < FEWEST_OUTSIDE) {
      return new Gate(energy, distance, 0, OPEN);
    }
    var vectors = new float[inside.length + outside.length][];
    var classes = new int[vectors.length];
    var weights = new double[vectors.length];
    for (int i = 0; i < vectors.length; i++) {
      boolean in = i < inside.length;
      var signs = in ? inside[i] : outside[i - inside.length];
      vectors[i] = new float[] {(float) energy.of(signs.energy), (float) distance.of(signs.distance)};
      classes[i] = in ? 1 : 0;
      weights[i] = 0.5 / (in ? inside.length : outside.length);
    }
    var head = Softmax.fit(new Sample(vectors, classes, weights, 2), 1e-3);
    var in = head.weights(1);
    var out = head.weights(0);
    return new Gate(
        energy.weighing(in[0] - out[0]),
        distance.weighing(in[1] - out[1]),
        head.bias(1) - head.bias(0),
        OPEN);
  }

  Gate at(double threshold) {
    return new Gate(energy, distance, offset, threshold);
  }

  /** More for what belongs to a label. */
  double of(Signs signs) {
    return energy.of(signs.energy) + distance.of(signs.distance) + offset;
  }
}
