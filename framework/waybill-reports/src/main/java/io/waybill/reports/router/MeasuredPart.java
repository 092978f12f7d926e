package io.waybill.reports.router;

import io.waybill.reports.Figures;
import io.waybill.reports.Page;
import io.waybill.routing.judge.Evaluated;
import io.waybill.routing.judge.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What every report of an evaluated router begins with, whatever kind of router it is: what was
 * judged and on what, and its figures, each with the rows it was taken over.
 */
public final class MeasuredPart {
  private MeasuredPart() {}

  /**
   * The blocks.
   *
   * @param rows in words: {@code 5,500 rows: 4,500 in scope, 1,000 out of scope}
   */
  public static List<Page.Block> of(Evaluated evaluated, String rows, Metrics metrics) {
    var blocks = new ArrayList<Page.Block>();
    blocks.add(new Page.Prose(lines(evaluated, rows)));
    blocks.add(
        new Page.Table(
            "figures",
            List.of("", "value", "95 % interval", "rows"),
            1,
            metrics.known().entrySet().stream()
                .map(
                    figure ->
                        List.of(
                            figure.getKey(),
                            Written.number(figure.getValue().value()),
                            Written.range(figure.getValue().interval()),
                            Figures.count(figure.getValue().rows())))
                .toList()));
    if (!metrics.unknown().isEmpty()) {
      blocks.add(
          new Page.Table(
              "figures that these rows cannot tell",
              List.of("", "why"),
              2,
              metrics.unknown().entrySet().stream()
                  .map(figure -> List.of(figure.getKey(), figure.getValue()))
                  .toList()));
    }
    return blocks;
  }

  /**
   * What its figures are.
   *
   * @param meaning of a figure by its name, in a few words
   */
  public static Page.Table meanings(Metrics metrics, UnaryOperator<String> meaning) {
    return new Page.Table(
        "what the figures are",
        List.of("", ""),
        2,
        metrics.known().keySet().stream().map(name -> List.of(name, meaning.apply(name))).toList());
  }

  private static List<String> lines(Evaluated evaluated, String rows) {
    var lines = new ArrayList<String>();
    for (var part : evaluated.parts()) {
      lines.add(
          "%s %s, %s"
              .formatted(part.role(), Written.text(part.name()), Written.digest(part.digest())));
    }
    var sample = evaluated.sample();
    lines.add(rows);
    lines.add("split %s, labels from %s".formatted(sample.split(), sample.labels()));
    lines.add(
        sample.leaked() == 0
            ? "no row stands in what the router was fitted on"
            : "left out %s, as the router was fitted on the same text"
                .formatted(Figures.counted(sample.leaked(), "more row")));
    return lines;
  }
}
