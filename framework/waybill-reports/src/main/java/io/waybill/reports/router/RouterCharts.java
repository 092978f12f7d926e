package io.waybill.reports.router;

import io.waybill.reports.Chart;
import io.waybill.routing.judge.Evaluation;
import io.waybill.routing.judge.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Drawings of how good a router is, each an SVG element. */
final class RouterCharts {
  /** With less coverage there are too few rows to speak of their precision. */
  private static final double SOME = 0.02;

  private RouterCharts() {}

  /** How often it was right where it was how sure; on the diagonal it is as good as its word. */
  static String reliability(Evaluation evaluation) {
    double most = evaluation.reliability().stream().mapToInt(Evaluation.Bin::rows).max().orElse(1);
    var dots =
        evaluation.reliability().stream()
            .map(
                bin -> {
                  var range = Metric.share(bin.right(), bin.rows()).interval().orElseThrow();
                  return new Chart.Dot(
                      new Chart.Point(bin.confidence(), bin.share()),
                      bin.rows() / most,
                      range.low(),
                      range.high(),
                      "");
                })
            .toList();
    return new Chart(
            "reliability",
            Chart.Axis.shares("confidence", 0),
            Chart.Axis.shares("first label right", 0),
            List.of(
                new Chart.Dots("rows in scope, larger where there are more", dots),
                new Chart.Guide(
                    "as good as its word", new Chart.Point(0, 0), new Chart.Point(1, 1))))
        .svg();
  }

  /** Which precision goes with which coverage, and what came of promises. */
  static String curve(Evaluation evaluation) {
    var curve = evaluation.curve().stream().filter(point -> point.coverage() >= SOME).toList();
    var layers = new ArrayList<Chart.Layer>();
    layers.add(line("precision, rows in scope", curve, Evaluation.Point::precision));
    layers.add(new Chart.Dots("what came of a promise, rows in scope", promises(evaluation)));
    double least = curve.stream().mapToDouble(Evaluation.Point::precision).min().orElse(0);
    if (evaluation.rows().outOfScope() > 0) {
      layers.add(line("precision, all rows", curve, Evaluation.Point::precisionOfAll));
      least = curve.stream().mapToDouble(Evaluation.Point::precisionOfAll).min().orElse(0);
    }
    return new Chart(
            "coverage and precision",
            Chart.Axis.shares("coverage of rows in scope", 0),
            Chart.Axis.shares("precision", Math.min(0.9, Math.floor(least * 10) / 10)),
            layers)
        .svg();
  }

  private static Chart.Line line(
      String name, List<Evaluation.Point> curve, ToDoubleFunction<Evaluation.Point> precision) {
    return new Chart.Line(
        name,
        curve.stream()
            .map(point -> new Chart.Point(point.coverage(), precision.applyAsDouble(point)))
            .toList());
  }

  private static List<Chart.Dot> promises(Evaluation evaluation) {
    var dots = new ArrayList<Chart.Dot>();
    for (var each : evaluation.promises().each()) {
      var found = each.inScope();
      if (found.coverage().isPresent() && found.precision().isPresent()) {
        var at = new Chart.Point(found.coverage().get().value(), found.precision().get().value());
        dots.add(Chart.Dot.of(at, Written.percent(each.promise().precision())));
      }
    }
    return dots;
  }
}
