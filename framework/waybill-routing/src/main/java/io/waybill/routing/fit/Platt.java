package io.waybill.routing.fit;

/**
 * How often something is right that is right the more often the more a number says so: a logistic
 * curve of two parameters.
 */
record Platt(double slope, double offset) {
  /** As far as the numbers are log-odds already. */
  static final Platt NONE = new Platt(1, 0);

  private static final int STEPS = 100;
  private static final double PRIOR = 1e-3;

  /**
   * Fits it, by Newton's method.
   *
   * @param weights how much each counts
   */
  static Platt of(double[] numbers, boolean[] right, double[] weights) {
    double slope = 1;
    double offset = 0;
    for (int step = 0; step < STEPS; step++) {
      double g0 = PRIOR * (slope - 1);
      double g1 = PRIOR * offset;
      double h00 = PRIOR;
      double h01 = 0;
      double h11 = PRIOR;
      for (int i = 0; i < numbers.length; i++) {
        double share = share(slope * numbers[i] + offset);
        double off = weights[i] * (share - (right[i] ? 1 : 0));
        double bend = weights[i] * Math.max(share * (1 - share), 1e-12);
        g0 += off * numbers[i];
        g1 += off;
        h00 += bend * numbers[i] * numbers[i];
        h01 += bend * numbers[i];
        h11 += bend;
      }
      double det = h00 * h11 - h01 * h01;
      double towardsSlope = (h11 * g0 - h01 * g1) / det;
      double towardsOffset = (h00 * g1 - h01 * g0) / det;
      double damped = Math.min(1, 2 / Math.max(1e-12, Math.hypot(towardsSlope, towardsOffset)));
      slope -= damped * towardsSlope;
      offset -= damped * towardsOffset;
      if (Math.hypot(towardsSlope, towardsOffset) < 1e-9) {
        break;
      }
    }
    return new Platt(slope, offset);
  }

  double of(double number) {
    return share(slope * number + offset);
  }

  /** The log-odds of a share, kept finite. */
  static double odds(double share) {
    double inside = Math.min(1 - 1e-12, Math.max(1e-12, share));
    return Math.log(inside / (1 - inside));
  }

  static double share(double odds) {
    return 1 / (1 + Math.exp(-odds));
  }
}
