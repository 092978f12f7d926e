package io.waybill.benchmarks.soak;

import java.util.ArrayList;
import java.util.List;

/** A straight line through measurements, by least squares, and how sure its slope is. */
final class Trend {
  /** Two standard errors: of a hundred slopes, about five are further off. */
  private static final double SURE = 2;

  private final List<double[]> points = new ArrayList<>();

  void add(double at, double value) {
    points.add(new double[] {at, value});
  }

  int size() {
    return points.size();
  }

  double slope() {
    return covariance() / spread();
  }

  /** How far the slope may be off. */
  double margin() {
    if (points.size() < 3) {
      return Double.POSITIVE_INFINITY;
    }
    double slope = slope();
    double rest = 0;
    for (var point : points) {
      double off = point[1] - mean(1) - slope * (point[0] - mean(0));
      rest += off * off;
    }
    return SURE * Math.sqrt(rest / (points.size() - 2) / spread());
  }

  private double covariance() {
    return points.stream().mapToDouble(p -> (p[0] - mean(0)) * (p[1] - mean(1))).sum();
  }

  private double spread() {
    return points.stream().mapToDouble(p -> (p[0] - mean(0)) * (p[0] - mean(0))).sum();
  }

  private double mean(int of) {
    return points.stream().mapToDouble(point -> point[of]).average().orElse(0);
  }
}
