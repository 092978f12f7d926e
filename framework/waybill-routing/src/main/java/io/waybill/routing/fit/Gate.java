package io.waybill.routing.fit;

import java.util.Arrays;

/**
 * Whether a text belongs to any label at all: by the energy of the head's logits and the {@link
 * Relative} distance, which count the same. No example of what belongs to none is needed.
 *
 * @param energy its mean and its spread
 * @param distance likewise
 * @param threshold of the sum: what is below belongs to no label
 */
record Gate(Part energy, Part distance, double threshold) {
  private static final double OPEN = -1e9;

  /** A number, on a footing with the other. */
  record Part(double mean, double spread) {
    static Part of(double[] numbers) {
      double mean = Arrays.stream(numbers).average().orElse(0);
      double squares = Arrays.stream(numbers).map(n -> (n - mean) * (n - mean)).average().orElse(1);
      return new Part(mean, Math.max(1e-9, Math.sqrt(squares)));
    }

    double of(double number) {
      return (number - mean) / spread;
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

  /** Puts both signs on one footing: by what they are of held-out texts that belong to a label. */
  static Gate of(Signs[] inside) {
    return new Gate(
        Part.of(Arrays.stream(inside).mapToDouble(Signs::energy).toArray()),
        Part.of(Arrays.stream(inside).mapToDouble(Signs::distance).toArray()),
        OPEN);
  }

  Gate at(double threshold) {
    return new Gate(energy, distance, threshold);
  }

  /** More for what belongs to a label. */
  double of(Signs signs) {
    return energy.of(signs.energy) + distance.of(signs.distance);
  }
}
