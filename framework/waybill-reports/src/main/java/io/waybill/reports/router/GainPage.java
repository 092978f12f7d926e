package io.waybill.reports.router;

import io.waybill.reports.Figures;
import io.waybill.reports.Page;
import io.waybill.routing.gain.Curve;
import io.waybill.routing.gain.GainEvaluation;
import io.waybill.routing.gain.GainMetrics;
import io.waybill.routing.judge.Evaluated;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The evaluation of a router that picks one of two models, laid out as a page. */
public final class GainPage {
  private GainPage() {}

  public static Page of(GainEvaluation evaluation, Evaluated evaluated) {
    var metrics = GainMetrics.of(evaluation);
    var rows =
        "%s; weak is %s, strong is %s"
            .formatted(
                Figures.counted(evaluation.n(), "question"),
                Written.text(evaluation.weak()),
                Written.text(evaluation.strong()));
    var blocks = new ArrayList<>(MeasuredPart.of(evaluated, rows, metrics));
    blocks.add(new Page.Picture("what quality costs", RouterCharts.costAndQuality(evaluation)));
    blocks.add(rules(evaluation.curves()));
    if (!evaluation.tradeoffs().isEmpty()) {
      blocks.add(tradeoffs(evaluation));
    }
    blocks.add(
        new Page.Table(
            "whether forecasts can be taken at their word",
            List.of("of", "ECE", "Brier"),
            1,
            evaluation.calibration().entrySet().stream()
                .map(
                    model ->
                        List.of(
                            Written.text(model.getKey()),
                            Written.number(model.getValue().ece()),
                            Written.number(model.getValue().brier())))
                .toList()));
    blocks.add(MeasuredPart.meanings(metrics, GainMetrics::meaning));
    var router = evaluated.part(Evaluated.ROUTER).map(Evaluated.Part::name);
    return new Page(
        "%s: how good it is".formatted(router.map(Written::text).orElse("a router")), blocks);
  }

  private static Page.Table rules(Map<String, Curve> curves) {
    return new Page.Table(
        "the router, and rules to hold it against",
        List.of("", "APGR", "CPT50", "CPT80", "saving at 95 %"),
        1,
        curves.entrySet().stream()
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
        "where tradeoffs end up",
        List.of("", "calls that are strong", evaluation.unit() + " a call", "quality"),
        1,
        evaluation.tradeoffs().entrySet().stream()
            .map(
                tradeoff ->
                    List.of(
                        tradeoff.getKey(),
                        Written.number(tradeoff.getValue().share()),
                        Written.number(tradeoff.getValue().cost()),
                        Written.number(tradeoff.getValue().quality())))
            .toList());
  }
}
