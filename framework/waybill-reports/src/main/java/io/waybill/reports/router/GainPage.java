package io.waybill.reports.router;

import io.waybill.reports.Chart;
import io.waybill.reports.Figures;
import io.waybill.reports.Page;
import io.waybill.routing.gain.Curve;
import io.waybill.routing.gain.GainEvaluation;
import io.waybill.routing.gain.Spending;
import io.waybill.routing.judge.Evaluated;
import java.util.ArrayList;
import java.util.List;

/** The evaluation of a router between models, laid out as a page. */
public final class GainPage {
  private static final int DRAWN = 101;

  private GainPage() {}

  /** Without prices. */
  public static Page of(GainEvaluation evaluation, Evaluated evaluated) {
    return of(evaluation, evaluated, List.of());
  }

  /** With what it comes to in money, or why that is unknown. */
  public static Page of(GainEvaluation evaluation, Spending spending, Evaluated evaluated) {
    return of(evaluation, evaluated, SpendingPart.of(spending));
  }

  private static Page of(GainEvaluation evaluation, Evaluated evaluated, List<Page.Block> money) {
    var metrics = evaluation.metrics();
    var blocks = new ArrayList<Page.Block>();
    blocks.addAll(
        MeasuredPart.of(
            evaluated,
            "%s that '%s' and '%s' answered"
                .formatted(
                    Figures.counted(evaluation.n(), "row"),
                    Written.text(evaluation.weak()),
                    Written.text(evaluation.strong())),
            metrics));
    blocks.add(rules(evaluation));
    blocks.addAll(money);
    blocks.add(new Page.Picture("what quality costs", costAndQuality(evaluation)));
    if (!evaluation.tradeoffs().isEmpty()) {
      blocks.add(tradeoffs(evaluation));
    }
    blocks.add(MeasuredPart.meanings(metrics, GainEvaluation::meaning));
    var router = evaluated.part(Evaluated.ROUTER).map(Evaluated.Part::name);
    return new Page(
        "%s: whom it asks".formatted(router.map(Written::text).orElse("a router")), blocks);
  }

  private static Page.Table rules(GainEvaluation evaluation) {
    return new Page.Table(
        "rules, the strong model asked first where each ranks highest; saved in "
            + evaluation.unit(),
        List.of("", "APGR", "CPT50", "CPT80", "saved at 95 %"),
        1,
        evaluation.curves().entrySet().stream()
            .map(
                rule ->
                    List.of(
                        rule.getKey(),
                        Written.number(rule.getValue().apgr()),
                        Written.number(rule.getValue().share(0.5)),
                        Written.number(rule.getValue().share(0.8)),
                        Written.number(rule.getValue().saving(0.95))))
            .toList());
  }

  private static Page.Table tradeoffs(GainEvaluation evaluation) {
    return new Page.Table(
        "where each tradeoff ends up",
        List.of("", "to the strong model", evaluation.unit() + " a call", "right"),
        1,
        evaluation.tradeoffs().entrySet().stream()
            .map(
                end ->
                    List.of(
                        end.getKey(),
                        Written.number(end.getValue().share()),
                        Written.number(end.getValue().cost()),
                        Written.number(end.getValue().quality())))
            .toList());
  }

  /** An SVG element: how often answers are right at which share of what the dearest way costs. */
  static String costAndQuality(GainEvaluation evaluation) {
    double dearest =
        evaluation.curves().values().stream()
            .flatMap(curve -> curve.points(DRAWN).stream())
            .mapToDouble(Curve.Point::cost)
            .max()
            .orElse(0);
    var layers = new ArrayList<Chart.Layer>();
    double least = 1;
    for (var rule : evaluation.curves().entrySet()) {
      var points = rule.getValue().points(DRAWN);
      layers.add(
          new Chart.Line(rule.getKey(), points.stream().map(point -> at(point, dearest)).toList()));
      least = Math.min(least, points.stream().mapToDouble(Curve.Point::quality).min().orElse(1));
    }
    layers.add(
        new Chart.Dots(
            "tradeoffs",
            evaluation.tradeoffs().entrySet().stream()
                .map(end -> Chart.Dot.of(at(end.getValue(), dearest), end.getKey()))
                .toList()));
    return new Chart(
            "cost and quality",
            Chart.Axis.shares("cost, of the dearest", 0),
            Chart.Axis.shares("right answers", Math.min(0.9, Math.floor(least * 10) / 10)),
            layers)
        .svg();
  }

  private static Chart.Point at(Curve.Point point, double dearest) {
    return new Chart.Point(dearest > 0 ? point.cost() / dearest : 0, point.quality());
  }
}
