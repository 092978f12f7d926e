package io.waybill.cli;

import io.waybill.reports.Figures;
import io.waybill.routing.data.Rows;
import io.waybill.routing.fit.HeadRouter;
import io.waybill.routing.fit.Provenance;
import io.waybill.routing.judge.Promise;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What is said of a router that was just fitted. */
record FittedLines(Path file, HeadRouter router, int labels, Rows train, long nanos) {
  private static final String ROWS = "rows";

  List<String> lines() {
    var lines = new ArrayList<String>();
    var artefact = router.artefact();
    lines.add(
        "%s: %s, %s, %s"
            .formatted(
                file,
                Figures.counted(labels, "label"),
                size(artefact.text().getBytes(StandardCharsets.UTF_8).length),
                artefact.digest()));
    router.provenance().sources().forEach(source -> lines.add(line(source.role(), of(source))));
    lines.add(line("encoder", router.provenance().encoder().name()));
    lines.add(line("reached", reached(router.figures())));
    lines.add(line("promise", promise()));
    lines.add(line("took", Figures.time(nanos)));
    lines.add("next: waybill router evaluate %s --test TEST.jsonl".formatted(file));
    return lines;
  }

  static String line(String what, String said) {
    return "  %-11s %s".formatted(what, said);
  }

  static String of(Provenance.Source source) {
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
            .filter(figure -> !figure.getKey().equals(ROWS))
            .map(figure -> "%s %s".formatted(figure.getKey(), percent(figure.getValue())))
            .collect(Collectors.joining(", "));
    var rows = Math.round(figures.getOrDefault(ROWS, 0.0));
    return "%s, on the %s that it was settled on: a little more than on new ones"
        .formatted(shares, Figures.counted(rows, "row"));
  }

  private String promise() {
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
