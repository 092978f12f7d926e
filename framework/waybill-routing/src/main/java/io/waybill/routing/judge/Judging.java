package io.waybill.routing.judge;

import io.waybill.routing.judge.Evaluation.Bin;
import io.waybill.routing.judge.Evaluation.Confused;
import io.waybill.routing.judge.Evaluation.Decided;
import io.waybill.routing.judge.Evaluation.Mistakes;
import io.waybill.routing.judge.Evaluation.Obtained;
import io.waybill.routing.judge.Evaluation.OfLabel;
import io.waybill.routing.judge.Evaluation.Point;
import io.waybill.routing.judge.Evaluation.Promises;
import io.waybill.routing.judge.Evaluation.Rows;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Makes an evaluation of judgements. */
final class Judging {
  private static final int POINTS = 200;

  private final List<Judgement> judgements;
  private final List<Obtained> obtained;
  private final Rows rows;

  Judging(List<Judgement> judgements, List<Promise> promises) {
    this.judgements = List.copyOf(judgements);
    this.obtained =
        promises.stream()
            .distinct()
            .sorted(Comparator.comparingDouble(Promise::precision))
            .map(this::obtained)
            .toList();
    if (obtained.stream().map(each -> each.promise().precision()).distinct().count()
        < obtained.size()) {
      throw new IllegalArgumentException("two promises of one precision: " + promises);
    }
    int inScope = count(Judgement::inScope);
    this.rows = new Rows(inScope, judgements.size() - inScope);
  }

  Evaluation evaluation(Optional<Promise> own, Evaluated evaluated) {
    return new Evaluation(
        evaluated,
        rows,
        metrics(),
        new Promises(own, obtained),
        reliability(),
        curve(),
        labels(),
        mistakes());
  }

  private int count(Predicate<Judgement> which) {
    return (int) judgements.stream().filter(which).count();
  }

  /** A share of the rows in {@code of}; empty if there are none. */
  private Optional<Metric> share(Predicate<Judgement> of, Predicate<Judgement> part) {
    int whole = count(of);
    return whole == 0 ? Optional.empty() : Optional.of(Metric.share(count(of.and(part)), whole));
  }

  private Obtained obtained(Promise promise) {
    Predicate<Judgement> decides = row -> row.passed() && row.confidence() >= promise.threshold();
    return new Obtained(
        promise, decided(Judgement::inScope, decides), decided(row -> true, decides));
  }

  private Decided decided(Predicate<Judgement> of, Predicate<Judgement> decides) {
    return new Decided(share(of, decides), share(of.and(decides), Judgement::topIsRight));
  }

  private Metrics metrics() {
    var known = new LinkedHashMap<String, Metric>();
    var unknown = new LinkedHashMap<String, String>();
    var marks = new Marks(judgements);
    var once = new int[judgements.size()];
    Arrays.fill(once, 1);
    var ranges = ranges(marks, once);
    for (var measure : Measure.values()) {
      var share = marks.share(measure).filter(each -> !each.of().isEmpty());
      double value = marks.of(measure, once);
      if (share.isPresent()) {
        int part = share.get().part().cardinality();
        known.put(measure.title(), Metric.share(part, share.get().of().cardinality()));
      } else if (!Double.isNaN(value)) {
        known.put(
            measure.title(),
            Metric.of(value, marks.over(measure)).within(Optional.ofNullable(ranges.get(measure))));
      } else {
        unknown.put(measure.title(), marks.why(measure));
      }
    }
    for (var each : obtained) {
      var names = names(each.promise());
      var figures =
          List.of(
              each.inScope().coverage(),
              each.inScope().precision(),
              each.ofAll().coverage(),
              each.ofAll().precision());
      for (int i = 0; i < figures.size(); i++) {
        var name = names.get(i);
        figures
            .get(i)
            .ifPresentOrElse(
                found -> known.put(name, found),
                () -> unknown.put(name, why(each, name.contains("of_all"))));
      }
    }
    return new Metrics(known, unknown);
  }

  /** Of what is no share, and so has no interval after Wilson; of rows enough to say it. */
  private static Map<Measure, Metric.Range> ranges(Marks marks, int[] once) {
    var drawn =
        Arrays.stream(Measure.values())
            .filter(measure -> marks.share(measure).isEmpty())
            .filter(measure -> marks.over(measure) >= Bootstrap.LEAST)
            .filter(measure -> !Double.isNaN(marks.of(measure, once)))
            .toList();
    var found =
        Bootstrap.ranges(
            once.length,
            times -> drawn.stream().mapToDouble(measure -> marks.of(measure, times)).toArray());
    var ranges = new EnumMap<Measure, Metric.Range>(Measure.class);
    for (int i = 0; i < drawn.size(); i++) {
      var measure = drawn.get(i);
      double value = marks.of(measure, once);
      found
          .get(i)
          .map(range -> measure == Measure.ECE ? Bootstrap.ofDistance(value, range) : range)
          .ifPresent(range -> ranges.put(measure, range));
    }
    return ranges;
  }

  private static String why(Obtained none, boolean ofAll) {
    return ofAll
        ? "no row would be decided"
        : none.inScope().coverage().isEmpty()
            ? "no row is in scope"
            : "no row in scope would be decided";
  }

  /** What figures of a promise are called: coverage and precision of rows in scope, then of all. */
  static List<String> names(Promise promise) {
    var percent = percent(promise.precision());
    return List.of(
        "coverage_at_" + percent,
        "precision_at_" + percent,
        "coverage_of_all_at_" + percent,
        "precision_of_all_at_" + percent);
  }

  /** {@code 99}, {@code 99.5}. */
  private static String percent(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString();
  }

  private List<Bin> reliability() {
    var bins = new ArrayList<Bin>();
    for (int i = 0; i < Marks.BINS; i++) {
      int bin = i;
      var inside =
          judgements.stream()
              .filter(row -> row.inScope() && Marks.bin(row.confidence()) == bin)
              .toList();
      if (!inside.isEmpty()) {
        int right = (int) inside.stream().filter(Judgement::topIsRight).count();
        double sure = inside.stream().mapToDouble(Judgement::confidence).average().orElseThrow();
        bins.add(
            new Bin(
                (double) bin / Marks.BINS,
                (double) (bin + 1) / Marks.BINS,
                inside.size(),
                right,
                sure));
      }
    }
    return bins;
  }

  /** At every confidence there is, thinned out evenly; the last point decides all that passed. */
  private List<Point> curve() {
    var sure =
        judgements.stream()
            .filter(Judgement::passed)
            .sorted(Comparator.comparingDouble(Judgement::confidence).reversed())
            .toList();
    var all = new ArrayList<Point>();
    int inScope = 0;
    int right = 0;
    for (int n = 1; n <= sure.size(); n++) {
      var row = sure.get(n - 1);
      inScope += row.inScope() ? 1 : 0;
      right += row.topIsRight() ? 1 : 0;
      boolean last = n == sure.size() || sure.get(n).confidence() < row.confidence();
      if (last && inScope > 0) {
        all.add(
            new Point(
                row.confidence(),
                (double) inScope / rows.inScope(),
                (double) right / inScope,
                (double) right / n));
      }
    }
    return thinned(all);
  }

  private static List<Point> thinned(List<Point> all) {
    if (all.size() <= POINTS) {
      return all;
    }
    var some = new ArrayList<Point>();
    for (int i = 0; i < POINTS; i++) {
      some.add(all.get((int) Math.round((double) i * (all.size() - 1) / (POINTS - 1))));
    }
    return some;
  }

  private List<OfLabel> labels() {
    var labels = new TreeMap<String, OfLabel>();
    for (var row : judgements) {
      int right = row.right() ? 1 : 0;
      labels.merge(row.truth(), new OfLabel(row.truth(), 1, 0, right), Judging::sum);
      labels.merge(row.said(), new OfLabel(row.said(), 0, 1, 0), Judging::sum);
    }
    return List.copyOf(labels.values());
  }

  private static OfLabel sum(OfLabel a, OfLabel b) {
    return new OfLabel(a.label(), a.rows() + b.rows(), a.said() + b.said(), a.right() + b.right());
  }

  private Mistakes mistakes() {
    var wrong =
        judgements.stream()
            .filter(row -> !row.right())
            .sorted(
                Comparator.comparingDouble(Judgement::confidence)
                    .reversed()
                    .thenComparingInt(Judgement::line))
            .toList();
    var pairs =
        wrong.stream()
            .collect(
                Collectors.groupingBy(
                    row -> List.of(row.truth(), row.said()), Collectors.counting()))
            .entrySet()
            .stream()
            .map(
                pair ->
                    new Confused(
                        pair.getKey().get(0), pair.getKey().get(1), (int) (long) pair.getValue()))
            .sorted(
                Comparator.comparingInt(Confused::rows)
                    .reversed()
                    .thenComparing(Confused::truth)
                    .thenComparing(Confused::said))
            .toList();
    return new Mistakes(wrong.size(), pairs, wrong);
  }
}
