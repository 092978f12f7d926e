package io.waybill.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.reports.Chart;
import io.waybill.reports.Figures;
import io.waybill.reports.Page;
import io.waybill.reports.Shown;
import io.waybill.routing.gain.Curve;
import io.waybill.routing.gain.GainEvaluation;
import io.waybill.routing.judge.Metric;
import io.waybill.routing.judge.Metrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** How well a router tells which model should be asked, as a page, as JSON and as figures. */
record GainPage(String router, GainEvaluation of, int leaked) {
  /** Figures that gates may name. */
  static final List<String> NAMES =
      List.of("apgr", "cpt50", "cpt80", "saving_at_95", "weak_accuracy", "strong_accuracy");

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int DRAWN = 101;

  ObjectNode json() {
    ObjectNode object = JSON.valueToTree(of.data());
    return object.put("leaked_rows", leaked);
  }

  Metrics metrics() {
    var known = new LinkedHashMap<String, Metric>();
    var unknown = new LinkedHashMap<String, String>();
    var data = of.data();
    for (var name : NAMES) {
      if (data.get(name) instanceof Double figure) {
        known.put(name, Metric.of(figure, of.n()));
      } else {
        unknown.put(name, "there is no gap between the models to recover");
      }
    }
    return new Metrics(known, unknown);
  }

  Page page() {
    var blocks = new ArrayList<Page.Block>();
    blocks.add(new Page.Prose(prose()));
    blocks.add(
        new Page.Table(
            "figures",
            List.of("", "APGR", "CPT50", "CPT80", "saved at 95 %"),
            1,
            of.curves().entrySet().stream()
                .map(rule -> row(rule.getKey(), rule.getValue()))
                .toList()));
    blocks.add(new Page.Picture("cost and quality", chart()));
    return new Page("%s: how well it chooses".formatted(Shown.brief(router, 60)), blocks);
  }

  private List<String> prose() {
    var lines = new ArrayList<String>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: '%s' is right on %.1f %%, '%s' on %.1f %%; left out, since the router was fitted on them: %,d",
            Figures.counted(of.n(), "row"),
            of.weak(),
            100 * of.weakAccuracy(),
            of.strong(),
            100 * of.strongAccuracy(),
            leaked));
    if (of.apgr().isEmpty()) {
      lines.add("the dear model is right no more often: there is no gap to recover");
    }
    lines.add(
        "APGR: the share of the gap between them that is recovered, on average over how often '%s' is asked; a lot drawn at random has 50 %%"
            .formatted(of.strong()));
    lines.add(
        "CPT50, CPT80: how often '%s' must be asked to recover so much of it; saved: of %s, at 95 %% of its accuracy"
            .formatted(of.strong(), of.unit()));
    return lines;
  }

  private static List<String> row(String rule, Curve curve) {
    return List.of(
        rule.replace('_', ' '),
        percent(curve.apgr()),
        percent(curve.share(0.5)),
        percent(curve.share(0.8)),
        percent(curve.saving(0.95)));
  }

  private static String percent(OptionalDouble share) {
    return share.isPresent() ? FittedLines.percent(share.getAsDouble()) : "–";
  }

  private String chart() {
    var layers = new ArrayList<Chart.Layer>();
    of.curves()
        .forEach(
            (rule, curve) ->
                layers.add(
                    new Chart.Line(
                        rule.replace('_', ' '),
                        curve.points(DRAWN).stream()
                            .map(point -> new Chart.Point(point.share(), point.quality()))
                            .toList())));
    double least = Math.floor(10 * Math.min(of.weakAccuracy(), of.strongAccuracy())) / 10;
    return new Chart(
            "how often the dear model is asked, and how many answers are right",
            Chart.Axis.shares("share asked of '%s'".formatted(of.strong()), 0),
            Chart.Axis.shares("answers right", Math.min(0.9, least)),
            layers)
        .svg();
  }
}
