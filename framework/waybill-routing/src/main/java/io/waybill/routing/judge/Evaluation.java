package io.waybill.routing.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How good a router is that picks one of several labels, on rows that it was not fitted on.
 *
 * @param evaluated what was judged, and on what
 * @param rows how many there were
 * @param metrics each {@link Measure}, and coverage and precision at each promise
 * @param promises what came of what the router promised
 * @param reliability how often it was right where it was how sure, over rows in scope; bins without
 *     rows are left out
 * @param curve what it would decide, and how much of that would be right, were its threshold
 *     another one; from the surest on
 * @param labels each label that a row has or was taken for, in order of the alphabet; out of scope
 *     is one, called {@link io.waybill.work.Choice#OTHERWISE}
 * @param mistakes what it took for what it is not
 */
public record Evaluation(
    Evaluated evaluated,
    Rows rows,
    Metrics metrics,
    Promises promises,
    List<Bin> reliability,
    List<Point> curve,
    List<OfLabel> labels,
    Mistakes mistakes) {
  public Evaluation {
    reliability = List.copyOf(reliability);
    curve = List.copyOf(curve);
    labels = List.copyOf(labels);
  }

  /** How many rows were judged. */
  public record Rows(int inScope, int outOfScope) {
    public int all() {
      return inScope + outOfScope;
    }
  }

  /**
   * What came of promises.
   *
   * @param own the one that the router decides by, if it has one
   * @param each the ones found on validation, the own among them or not
   */
  public record Promises(Optional<Promise> own, List<Obtained> each) {
    public Promises {
      each = List.copyOf(each);
    }
  }

  /**
   * What came of a promise on these rows: it is decided where a row passed and confidence is at
   * least the promise's threshold.
   *
   * @param inScope of rows in scope, of which a promise speaks
   * @param ofAll of all rows, of which one out of scope that is decided is wrong
   */
  public record Obtained(Promise promise, Decided inScope, Decided ofAll) {
    /** Whether anything in scope was decided; if not, nobody knows what came of it. */
    public boolean known() {
      return inScope.precision.isPresent();
    }

    /** Whether at least the promised share was right. */
    public boolean kept() {
      return inScope.precision.filter(found -> found.value() >= promise.precision()).isPresent();
    }

    /** Whether it was broken by more than chance explains: the whole interval lies below it. */
    public boolean surelyBroken() {
      return inScope
          .precision
          .flatMap(Metric::interval)
          .filter(range -> range.high() < promise.precision())
          .isPresent();
    }
  }

  /**
   * What is decided, and how well.
   *
   * @param coverage the share of rows that is; empty if there are none
   * @param precision the share of those whose label is right; empty if none is decided
   */
  public record Decided(Optional<Metric> coverage, Optional<Metric> precision) {}

  /**
   * Rows in scope of nearly the same confidence.
   *
   * @param from included
   * @param to excluded, but for 1
   * @param right how many of the rows' first labels are right
   * @param confidence the mean of the rows'
   */
  public record Bin(double from, double to, int rows, int right, double confidence) {
    /** The share of its rows whose first label is right. */
    public double share() {
      return (double) right / rows;
    }
  }

  /**
   * What a threshold would do.
   *
   * @param threshold the least confidence that decides
   * @param coverage the share of rows in scope that would be decided
   * @param precision the share of those whose label would be right
   * @param precisionOfAll the share of all decided rows whose label would be right
   */
  public record Point(double threshold, double coverage, double precision, double precisionOfAll) {}

  /**
   * One label.
   *
   * @param rows that have it
   * @param said rows that were taken for it
   * @param right rows that have it and were taken for it
   */
  public record OfLabel(String label, int rows, int said, int right) {
    /** The share that was taken for it of rows that have it; empty if there are none. */
    public OptionalDouble recall() {
      return rows == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) right / rows);
    }

    /** The share that has it of rows that were taken for it; empty if there are none. */
    public OptionalDouble precision() {
      return said == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) right / said);
    }

    /** Twice the rows that have it and were taken for it, by those that do one or the other. */
    public double f1() {
      return 2.0 * right / (rows + said);
    }
  }

  /** How many rows of one label were taken for which other. */
  public record Confused(String truth, String said, int rows) {}

  /**
   * What was taken for what it is not.
   *
   * @param all how many rows
   * @param pairs of labels, the most confused first
   * @param rows the surest first; fewer than all where an evaluation was written without them
   */
  public record Mistakes(int all, List<Confused> pairs, List<Judgement> rows) {
    public Mistakes {
      pairs = List.copyOf(pairs);
      rows = List.copyOf(rows);
    }
  }

  /**
   * The name of every figure that an evaluation with such promises may have: what a file of gates
   * may name.
   */
  public static List<String> names(List<Promise> promises) {
    var names = new ArrayList<>(Measure.titles());
    for (var promise : promises) {
      names.addAll(Judging.names(promise));
    }
    return names;
  }

  /**
   * Evaluates a router.
   *
   * @param judgements what it said of each row
   * @param own the promise that it decides by, if it has one
   * @param promises all that were found on validation
   * @param evaluated what was judged, and on what
   * @throws IllegalArgumentException if there are no judgements
   */
  public static Evaluation of(
      List<Judgement> judgements,
      Optional<Promise> own,
      List<Promise> promises,
      Evaluated evaluated) {
    if (judgements.isEmpty()) {
      throw new IllegalArgumentException("there is no row to judge a router on");
    }
    return new Judging(judgements, promises).evaluation(own, evaluated);
  }
}
