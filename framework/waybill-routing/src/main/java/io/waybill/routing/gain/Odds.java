package io.waybill.routing.gain;

/** Log-odds along a direction: what a fit gives, before it is packed into a {@link Head}. */
@SuppressWarnings("ArrayRecordComponent") // lives for one fit
record Odds(float[] weights, double bias) {
  double at(float[] vector) {
    return along(weights, vector, bias);
  }

  static double along(float[] weights, float[] vector, double bias) {
    if (vector.length != weights.length) {
      throw new IllegalArgumentException(
          "a head for %d dimensions was given a vector of %d"
              .formatted(weights.length, vector.length));
    }
    double sum = bias;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * vector[i];
    }
    return sum;
  }

  static double chance(double odds) {
    return 1 / (1 + Math.exp(-odds));
  }

  /** The head of log-odds so many times as large and so much higher. */
  Head stretched(double times, double plus) {
    var longer = new float[weights.length];
    for (int i = 0; i < longer.length; i++) {
      longer[i] = (float) (times * weights[i]);
    }
    return Head.of(longer, times * bias + plus);
  }
}
