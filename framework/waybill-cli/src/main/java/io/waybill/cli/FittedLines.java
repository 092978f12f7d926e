package io.waybill.cli;

import io.waybill.reports.Figures;
import io.waybill.routing.fit.Artefact;
import io.waybill.routing.fit.HeadRouter;
import io.waybill.routing.fit.Provenance;
import io.waybill.routing.gain.GainRouter;
import io.waybill.routing.gain.Target;
import io.waybill.routing.judge.Promise;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is said of a router that was just fitted.
 *
 * @param choices how many labels it picks from, or models
 * @param more a line of its kind
 */
record FittedLines(
    Artefact artefact,
    Provenance provenance,
    String choices,
    Map<String, Double> figures,
    String more) {
  private static final String ROWS = "rows";
  private static final Pattern COUNTS = Pattern.compile(ROWS + "|unlabelled|labelled_.*");

  static FittedLines of(HeadRouter router) {
    return new FittedLines(
        router.artefact(),
        router.provenance(),
        Figures.counted(router.info().labels().size(), "label"),
        router.figures(),
        line("promise", promise(router)));
  }

  static FittedLines of(GainRouter router) {
    var targets = router.targets().stream().map(FittedLines::told);
    return new FittedLines(
        router.artefact(),
        router.provenance(),
        Figures.counted(router.targets().size(), "model"),
        router.figures(),
        line("between", targets.collect(Collectors.joining(", "))));
  }

  /** {@code strong (openai/gpt-4.1, 200 tokens an answer)}. */
  static String told(Target target) {
    long writes = target.habits().output();
    return writes == 0
        ? "%s (%s)".formatted(target.label(), target.whom())
        : "%s (%s, %s an answer)"
            .formatted(target.label(), target.whom(), Figures.counted(writes, "token"));
  }

  List<String> lines(Path file, long nanos) {
    var lines = new ArrayList<String>();
    lines.add(
        "%s: %s, %s, %s"
            .formatted(
                file,
                choices,
                size(artefact.text().getBytes(StandardCharsets.UTF_8).length),
                artefact.digest()));
    provenance.sources().forEach(source -> lines.add(line(source.role(), told(source))));
    lines.add(line("encoder", provenance.encoder().name()));
    lines.add(line("reached", reached(figures)));
    lines.add(more);
    lines.add(line("took", Figures.time(nanos)));
    lines.add("next: waybill router evaluate %s --test TEST.jsonl".formatted(file));
    return lines;
  }

  static String line(String what, String said) {
    return "  %-11s %s".formatted(what, said);
  }

  static String told(Provenance.Source source) {
    return "%s of %s%s"
        .formatted(
            Figures.counted(source.rows(), "row"),
            source.name(),
            source.leftOut() == 0
                ? ""
                : "; %s left out that stand in the training too"
                    .formatted(Figures.count(source.leftOut())));
  }

  /** {@code 612 kB}. */
  static String size(long bytes) {
    return bytes < 1000
        ? Figures.counted(bytes, "byte")
        : String.format(Locale.ROOT, "%,d kB", Math.round(bytes / 1000.0));
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** {@code in_scope_accuracy 96.1 %, on 3,197 rows that it was settled on}. */
  static String reached(Map<String, Double> figures) {
    var shares =
        figures.entrySet().stream()
            .filter(figure -> !COUNTS.matcher(figure.getKey()).matches())
            .map(figure -> "%s %s".formatted(figure.getKey(), percent(figure.getValue())))
            .collect(Collectors.joining(", "));
    var rows = Math.round(figures.getOrDefault(ROWS, 0.0));
    if (shares.isEmpty()) {
      return "unknown: no row was left to settle it on. Give more rows a label, or --val";
    }
    return "%s, on the %s that it was settled on: a little more than on new ones"
        .formatted(shares, Figures.counted(rows, "row"));
  }

  private static String promise(HeadRouter router) {
    if (router.promised().isPresent()) {
      return router.promised().map(FittedLines::kept).orElseThrow();
    }
    var could =
        router.promises().stream()
            .map(promise -> "--promise " + promise.precision())
            .collect(Collectors.joining(", "));
    return could.isEmpty()
        ? "none, and with so few rows, or such ones, none could be kept"
        : "none; it could keep " + could;
  }

  static String kept(Promise promise) {
    return "%s of what it decides is right: it decides if it is %s sure, which of %s in scope were %s"
        .formatted(
            percent(promise.precision()),
            percent(promise.threshold()),
            Figures.counted(promise.rows(), "row"),
            percent(promise.coverage()));
  }
}
