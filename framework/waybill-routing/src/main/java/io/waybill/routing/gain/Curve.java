package io.waybill.routing.gain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What becomes of quality and cost as the strong model is given more and more of some questions,
 * those first that a rule ranks highest. Between questions of equal rank nothing decides: the curve
 * is what any order of them comes to on average, so it does not depend on the order of a file.
 *
 * <p>The gap recovered at a point is how far its quality has come from the weak model's to the
 * strong one's: 0 where the weak one answers everything, 1 where the strong one does, above that
 * where the weak one knows what the strong one does not.
 */
public final class Curve {
  static final double ROUNDING = 1e-9;

  private final double[] quality;
  private final double[] cost;

  /**
   * Where a share of calls goes to the strong model.
   *
   * @param share of calls, in [0, 1]
   * @param cost of all calls, on average over them, in the unit of the trials
   * @param quality on average over all calls, in [0, 1]
   */
  public record Point(double share, double cost, double quality) {}

  private Curve(double[] quality, double[] cost) {
    this.quality = quality;
    this.cost = cost;
  }

  /**
   * The curve of a rule.
   *
   * @param rank the higher, the sooner the strong model is asked
   * @throws IllegalArgumentException if there is no trial, or one has no rank
   */
  public static Curve of(List<Trial> trials, ToDoubleFunction<Trial> rank) {
    if (trials.isEmpty()) {
      throw new IllegalArgumentException("there is nothing to judge by: no trial");
    }
    var ranks = trials.stream().mapToDouble(rank).toArray();
    if (IntStream.range(0, ranks.length).anyMatch(i -> Double.isNaN(ranks[i]))) {
      throw new IllegalArgumentException("every trial needs a rank that is a number");
    }
    var order =
        IntStream.range(0, ranks.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> ranks[i]).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    return new Curve(
        sums(
            order,
            ranks,
            trials.stream().mapToDouble(t -> t.weak().right()).sum(),
            i -> trials.get(i).gain()),
        sums(
            order,
            ranks,
            trials.stream().mapToDouble(t -> t.weak().cost()).sum(),
            i -> trials.get(i).strong().cost() - trials.get(i).weak().cost()));
  }

  /** The mean after each step, equal ranks sharing what they change equally. */
  private static double[] sums(
      int[] order, double[] ranks, double begin, IntToDoubleFunction change) {
    int n = order.length;
    var means = new double[n + 1];
    double sum = begin;
    means[0] = begin / n;
    for (int from = 0, to; from < n; from = to) {
      to = from;
      double together = 0;
      for (; to < n && ranks[order[to]] == ranks[order[from]]; to++) {
        together += change.applyAsDouble(order[to]);
      }
      for (int i = from; i < to; i++) {
        means[i + 1] = (sum + together * (i + 1 - from) / (to - from)) / n;
      }
      sum += together;
    }
    return means;
  }

  private int n() {
    return quality.length - 1;
  }

  /** The weak model's quality. */
  double weak() {
    return quality[0];
  }

  /** The strong model's quality. */
  double strong() {
    return quality[n()];
  }

  /** Whether there is a gap to recover: it is an error of the names if the weak one is better. */
  private boolean gap() {
    return strong() - weak() > ROUNDING;
  }

  private double recovered(int step) {
    return (quality[step] - weak()) / (strong() - weak());
  }

  /**
   * The area under the gap recovered, over the share of calls from 0 to 1: by trapezoids over every
   * single call. 0.5 is what chance comes to. Empty if the strong model is not better.
   */
  public OptionalDouble apgr() {
    if (!gap()) {
      return OptionalDouble.empty();
    }
    double area = 0;
    for (int i = 0; i < n(); i++) {
      area += (recovered(i) + recovered(i + 1)) / 2;
    }
    return OptionalDouble.of(area / n());
  }

  /**
   * The smallest share of calls that recovers so much of the gap: CPT(50) is that of 0.5. Empty if
   * the strong model is not better.
   */
  public OptionalDouble share(double recovered) {
    return gap()
        ? IntStream.rangeClosed(0, n())
            .filter(i -> recovered(i) >= recovered - ROUNDING)
            .mapToDouble(i -> (double) i / n())
            .findFirst()
        : OptionalDouble.empty();
  }

  /**
   * What is saved at the smallest share whose quality is at least so much of the strong model's, as
   * a share of what it costs to ask the strong one everything. Empty if the strong model is not
   * better or costs nothing.
   */
  public OptionalDouble saving(double ofStrong) {
    return cost[n()] > 0
        ? reaching(ofStrong).stream().mapToDouble(at -> 1 - at.cost() / cost[n()]).findFirst()
        : OptionalDouble.empty();
  }

  /**
   * The smallest share whose quality is at least so much of the strong model's. Empty if the strong
   * model is not better.
   */
  public Optional<Point> reaching(double ofStrong) {
    return gap()
        ? IntStream.rangeClosed(0, n())
            .filter(i -> quality[i] >= ofStrong * strong() - ROUNDING)
            .mapToObj(this::point)
            .findFirst()
        : Optional.empty();
  }

  /** Where the weak model is asked everything. */
  public Point none() {
    return point(0);
  }

  /** Where the strong model is asked everything. */
  public Point all() {
    return point(n());
  }

  private Point point(int step) {
    return new Point((double) step / n(), cost[step], quality[step]);
  }

  /**
   * Points to draw, about equally far apart, both ends among them.
   *
   * @param most at least 2
   */
  public List<Point> points(int most) {
    int steps = Math.min(n(), most - 1);
    var points = new ArrayList<Point>();
    for (int i = 0; i <= steps; i++) {
      points.add(point((int) Math.round((double) i * n() / steps)));
    }
    return List.copyOf(points);
  }
}
