package io.waybill.reports.router;

import io.waybill.reports.Figures;
import io.waybill.reports.Page;
import io.waybill.routing.judge.Evaluated;
import io.waybill.routing.judge.Evaluation;
import io.waybill.routing.judge.Judgement;
import io.waybill.routing.judge.Measure;
import io.waybill.routing.judge.Metric;
import io.waybill.routing.judge.Metrics;
import io.waybill.work.Choice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/** The evaluation of a router that picks one of several labels, laid out as a page. */
public final class EvaluationPage {
  private static final int PAIRS = 15;
  private static final int LABELS = 15;
  private static final int ROWS = 20;

  private final Evaluation of;
  private final List<Page.Block> blocks = new ArrayList<>();

  private EvaluationPage(Evaluation of) {
    this.of = of;
  }

  public static Page of(Evaluation evaluation) {
    return new EvaluationPage(evaluation).page();
  }

  private Page page() {
    var measures = measures();
    blocks.addAll(MeasuredPart.of(of.evaluated(), rows(), measures));
    blocks.addAll(PromisesPart.of(of.promises()));
    reliability();
    curve();
    mistakes();
    labels();
    blocks.add(MeasuredPart.meanings(measures, name -> Measure.named(name).meaning()));
    var router = of.evaluated().part(Evaluated.ROUTER).map(Evaluated.Part::name);
    return new Page(
        "%s: how good it is".formatted(router.map(Written::text).orElse("a router")), blocks);
  }

  private String rows() {
    return "%s: %s in scope, %s out of scope"
        .formatted(
            Figures.counted(of.rows().all(), "row"),
            Figures.count(of.rows().inScope()),
            Figures.count(of.rows().outOfScope()));
  }

  /** What a promise came to stands in a table of its own. */
  private Metrics measures() {
    var known = new LinkedHashMap<>(of.metrics().known());
    known.keySet().retainAll(Measure.titles());
    var unknown = new LinkedHashMap<>(of.metrics().unknown());
    unknown.keySet().retainAll(Measure.titles());
    return new Metrics(known, unknown);
  }

  private void reliability() {
    if (of.reliability().isEmpty()) {
      return;
    }
    blocks.add(
        new Page.Picture(
            "how often it is right where it is how sure", RouterCharts.reliability(of)));
    blocks.add(
        new Page.Table(
            "reliability, over rows in scope",
            List.of("confidence", "mean", "right", "95 % interval", "rows"),
            1,
            of.reliability().stream()
                .map(
                    bin ->
                        List.of(
                            String.format(Locale.ROOT, "%.3f to %.3f", bin.from(), bin.to()),
                            Written.number(bin.confidence()),
                            Written.number(bin.share()),
                            Written.range(Metric.share(bin.right(), bin.rows()).interval()),
                            Figures.count(bin.rows())))
                .toList()));
  }

  private void curve() {
    if (of.curve().size() > 1) {
      blocks.add(
          new Page.Picture(
              "what other thresholds would decide, and how well", RouterCharts.curve(of)));
    }
  }

  private void mistakes() {
    var pairs = of.mistakes().pairs();
    if (!pairs.isEmpty()) {
      blocks.add(
          new Page.Table(
              capped("confused", pairs.size(), PAIRS, "pair"),
              List.of("is", "was taken for", "rows"),
              2,
              pairs.stream()
                  .limit(PAIRS)
                  .map(
                      pair ->
                          List.of(
                              label(pair.truth()), label(pair.said()), Figures.count(pair.rows())))
                  .toList()));
      blocks.add(
          new Page.Table(
              capped("wrong, the surest first", of.mistakes().all(), ROWS, "row"),
              List.of("text", "is", "was taken for", "confidence", "line"),
              3,
              of.mistakes().rows().stream().limit(ROWS).map(EvaluationPage::row).toList()));
    }
  }

  private static List<String> row(Judgement row) {
    return List.of(
        Written.text(row.text()),
        label(row.truth()),
        label(row.said()),
        Written.number(row.confidence()),
        String.valueOf(row.line()));
  }

  private void labels() {
    var worst =
        of.labels().stream().sorted(Comparator.comparingDouble(Evaluation.OfLabel::f1)).toList();
    blocks.add(
        new Page.Table(
            capped("labels, the worst first", worst.size(), LABELS, "label"),
            List.of("", "recall", "precision", "F1", "rows", "taken for it"),
            1,
            worst.stream()
                .limit(LABELS)
                .map(
                    label ->
                        List.of(
                            label(label.label()),
                            Written.number(label.recall()),
                            Written.number(label.precision()),
                            Written.number(label.f1()),
                            Figures.count(label.rows()),
                            Figures.count(label.said())))
                .toList()));
  }

  /** {@code confused: 15 of 212 pairs}. */
  static String capped(String what, int all, int most, String noun) {
    return all <= most
        ? "%s: %s".formatted(what, Figures.counted(all, noun))
        : "%s: %d of %s".formatted(what, most, Figures.counted(all, noun));
  }

  static String label(String label) {
    return label.equals(Choice.OTHERWISE)
        ? "(out of scope)"
        : label.isEmpty() ? "(nothing)" : Written.text(label);
  }
}
