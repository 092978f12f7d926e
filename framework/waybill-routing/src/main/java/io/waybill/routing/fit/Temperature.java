package io.waybill.routing.fit;

/**
 * How sharp the shares of a head should be so that they say how often it is right: the one number
 * that makes the right labels of held-out rows likeliest.
 */
final class Temperature {
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final int STEPS = 40;

  private Temperature() {}

  /**
   * The sharpness that fits.
   *
   * @param logits of held-out rows
   * @param truth the class of each
   */
  static double sharpness(float[][] logits, int[] truth) {
    if (truth.length == 0) {
      return 1;
    }
    double low = Math.log(0.05);
    double high = Math.log(20);
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double atLeft = surprise(logits, truth, Math.exp(left));
    double atRight = surprise(logits, truth, Math.exp(right));
    for (int step = 0; step < STEPS; step++) {
      if (atLeft < atRight) {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - GOLDEN * (high - low);
        atLeft = surprise(logits, truth, Math.exp(left));
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + GOLDEN * (high - low);
        atRight = surprise(logits, truth, Math.exp(right));
      }
    }
    return Math.exp((low + high) / 2);
  }

  /** By how much the right labels surprise, all together, whoever is that sure. */
  static double surprise(float[][] logits, int[] truth, double sharpness) {
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      sum -= Math.log(Math.max(1e-300, Softmax.shares(logits[i], sharpness)[truth[i]]));
    }
    return sum;
  }
}
