package io.waybill.reports;

import io.waybill.ledger.Waybill;
import io.waybill.reports.Comparison.Difference;
import io.waybill.reports.Comparison.Measure;
import io.waybill.reports.Side.Measured;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Holds two sides against each other. What is missing in a run is not a number there. */
final class Contrast {
  private final Side a;
  private final Side b;
  private final Pairs pairs;

  Contrast(Side a, Side b) {
    this.a = a;
    this.b = b;
    this.pairs = Pairs.of(a.ids(), b.ids());
  }

  Comparison comparison() {
    var whole = new Two(at -> Optional.of(a.runs().get(at)), at -> Optional.of(b.runs().get(at)));
    var runs = new ArrayList<>(whole.differences());
    runs.add(
        2,
        whole.difference(Measure.SUCCESS, "ok", run -> run.status() == Waybill.Status.OK ? 1 : 0));
    return new Comparison(
        a.size(),
        b.size(),
        new Comparison.Pairing(pairs.size(), pairs.why()),
        runs,
        steps(),
        Changes.between(a, b),
        new Cautions(a, b, pairs.any()).about(runs));
  }

  private List<Comparison.OfStep> steps() {
    var both = new ArrayList<Comparison.OfStep>();
    var others = b.steps();
    a.steps()
        .forEach(
            (path, step) -> {
              var other = others.get(path);
              if (other != null) {
                var two =
                    new Two(
                        at -> Optional.ofNullable(step.byRun.get(at)),
                        at -> Optional.ofNullable(other.byRun.get(at)));
                both.add(new Comparison.OfStep(path, two.differences()));
              }
            });
    return both;
  }

  /** The same thing on both sides: whole runs, or a step where runs came to it. */
  private final class Two {
    private final List<Optional<Measured>> ofA;
    private final List<Optional<Measured>> ofB;

    private Two(IntFunction<Optional<Measured>> ofA, IntFunction<Optional<Measured>> ofB) {
      this.ofA = IntStream.range(0, a.size()).mapToObj(ofA).toList();
      this.ofB = IntStream.range(0, b.size()).mapToObj(ofB).toList();
    }

    private List<Difference> differences() {
      var all = new ArrayList<Difference>();
      all.add(difference(Measure.COST, "cost", run -> (double) run.cost().known().nanoUsd()));
      all.add(difference(Measure.LATENCY, "latency", Two::wall));
      var metrics = metrics(ofA);
      metrics.retainAll(metrics(ofB));
      for (var metric : metrics) {
        all.add(
            difference(
                Measure.SCORE, metric, run -> run.scores().getOrDefault(metric, Double.NaN)));
      }
      return all;
    }

    /** How long it would have taken, nobody knows of what was cancelled. */
    private static double wall(Measured run) {
      return run.status() == Waybill.Status.CANCELLED ? Double.NaN : (double) run.wall();
    }

    private static Set<String> metrics(List<Optional<Measured>> runs) {
      var metrics = new TreeSet<String>();
      runs.stream().flatMap(Optional::stream).forEach(run -> metrics.addAll(run.scores().keySet()));
      return metrics;
    }

    private Difference difference(Measure measure, String name, ToDoubleFunction<Measured> of) {
      var allOfA = values(ofA, of);
      var allOfB = values(ofB, of);
      var both =
          IntStream.range(0, pairs.size())
              .filter(
                  pair ->
                      !Double.isNaN(allOfA[pairs.ofA(pair)])
                          && !Double.isNaN(allOfB[pairs.ofB(pair)]))
              .toArray();
      var left =
          pairs.any()
              ? Arrays.stream(both).mapToDouble(pair -> allOfA[pairs.ofA(pair)]).toArray()
              : Arrays.stream(allOfA).filter(value -> !Double.isNaN(value)).toArray();
      var right =
          pairs.any()
              ? Arrays.stream(both).mapToDouble(pair -> allOfB[pairs.ofB(pair)]).toArray()
              : Arrays.stream(allOfB).filter(value -> !Double.isNaN(value)).toArray();
      boolean part = measure == Measure.COST || measure == Measure.LATENCY;
      return new Difference(
          measure,
          name,
          left.length,
          right.length,
          Interval.mean(left),
          Interval.mean(right),
          measure == Measure.COST ? unpriced(ofA) + unpriced(ofB) : 0,
          part
              ? Interval.ratio(left, right, pairs.any())
              : Interval.difference(left, right, pairs.any()));
    }

    private static double[] values(List<Optional<Measured>> runs, ToDoubleFunction<Measured> of) {
      return runs.stream()
          .mapToDouble(run -> run.isEmpty() ? Double.NaN : of.applyAsDouble(run.get()))
          .toArray();
    }

    private static int unpriced(List<Optional<Measured>> runs) {
      return runs.stream().flatMap(Optional::stream).mapToInt(run -> run.cost().unpriced()).sum();
    }
  }
}
