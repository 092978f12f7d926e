package io.waybill.routing.feedback;

import io.waybill.routing.judge.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A mean of what is known, and how far it can be trusted.
 *
 * @param n how many values it is the mean of
 * @param value the mean; where they have weights, the weighted one
 * @param interval in which it lies in 95 of 100 samples; empty if they are too few or all alike
 *     where that says nothing
 */
public record Mean(int n, double value, Optional<Metric.Range> interval) {
  private static final int LEAST = 10;

  /** Numbers and their weights. */
  static final class Values {
    private final List<double[]> all = new ArrayList<>();

    void add(double value, double weight) {
      all.add(new double[] {value, weight});
    }

    /** Empty if there is none: unknown is not zero. */
    Optional<Mean> mean() {
      if (all.isEmpty()) {
        return Optional.empty();
      }
      double weights = all.stream().mapToDouble(each -> each[1]).sum();
      double mean = all.stream().mapToDouble(each -> each[0] * each[1]).sum() / weights;
      return Optional.of(new Mean(all.size(), mean, interval(mean, weights)));
    }

    /**
     * Of shares, Wilson's, which holds where nearly all are alike; else by how far they scatter.
     * With weights there are as many as would be as sure without.
     */
    private Optional<Metric.Range> interval(double mean, double weights) {
      if (all.size() < LEAST) {
        return Optional.empty();
      }
      if (all.stream().allMatch(each -> each[0] >= 0 && each[0] <= 1)) {
        double squares = all.stream().mapToDouble(each -> each[1] * each[1]).sum();
        return Optional.of(Mean.interval(mean, weights * weights / squares));
      }
      double scatter =
          all.stream().mapToDouble(each -> Math.pow(each[1] * (each[0] - mean), 2)).sum();
      double n = all.size();
      double half = Metric.DEVIATIONS * Math.sqrt(scatter * n / (n - 1)) / weights;
      return half == 0 ? Optional.empty() : Optional.of(new Metric.Range(mean - half, mean + half));
    }
  }

  /**
   * How many of them something holds of.
   *
   * @param of more than 0
   */
  public static Mean share(int holds, int of) {
    double share = (double) holds / of;
    return new Mean(of, share, Optional.of(interval(share, of)));
  }

  private static Metric.Range interval(double share, double of) {
    return Metric.Range.ofShare(share, of, Metric.DEVIATIONS);
  }
}
