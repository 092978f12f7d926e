package io.waybill.reports;

import io.waybill.reports.Comparison.Difference;
import io.waybill.reports.Comparison.Measure;
import java.util.ArrayList;
import java.util.List;

/** A comparison laid out as a page. */
public final class ComparisonPage {
  private ComparisonPage() {}

  public static Page of(Comparison comparison) {
    var blocks = new ArrayList<Page.Block>();
    var lines = new ArrayList<String>();
    lines.add(Verdict.of(comparison.runs()));
    lines.add(
        (comparison.pairing().paired() ? "paired: " : "unpaired, since ")
            + comparison.pairing().why());
    lines.add("in brackets, 95 % intervals by bootstrap; 'not sure' where one holds no difference");
    lines.addAll(comparison.notes());
    blocks.add(new Page.Prose(lines));
    blocks.add(new Page.Picture("cost, quality and latency", triangle(comparison)));
    blocks.add(
        new Page.Table(
            "runs",
            List.of("", "B is", "runs of A", "runs of B", "A", "B"),
            2,
            comparison.runs().stream().map(one -> row(one.name(), one)).toList()));
    if (!comparison.changed().isEmpty()) {
      blocks.add(
          new Page.Table(
              "what is other",
              List.of(""),
              1,
              comparison.changed().stream().map(List::of).toList()));
    }
    var steps = steps(comparison);
    if (!steps.rows().isEmpty()) {
      blocks.add(steps);
    }
    return new Page(
        "A, %s, against B, %s"
            .formatted(
                Figures.counted(comparison.a(), "run"), Figures.counted(comparison.b(), "run")),
        blocks);
  }

  private static Page.Table steps(Comparison comparison) {
    var rows = new ArrayList<List<String>>();
    for (var step : comparison.steps()) {
      for (var difference : step.differences()) {
        if (difference.a() != difference.b() || difference.unpriced() > 0) {
          rows.add(row(step.path(), difference));
        }
      }
    }
    return new Page.Table(
        "steps, in runs that came to them: of so many intervals one in twenty misses",
        List.of("step", "B is", "runs of A", "runs of B", "A", "B"),
        2,
        rows);
  }

  private static List<String> row(String what, Difference one) {
    return List.of(
        what,
        Verdict.of(one),
        Figures.count(one.n()),
        Figures.count(one.m()),
        Verdict.mean(one, one.a()),
        Verdict.mean(one, one.b()));
  }

  /** The score is the first there is; without one, how often runs went well. */
  private static String triangle(Comparison comparison) {
    var quality =
        comparison.runs().stream()
            .filter(one -> one.measure() == Measure.SCORE)
            .findFirst()
            .or(
                () ->
                    comparison.runs().stream()
                        .filter(one -> one.measure() == Measure.SUCCESS)
                        .findFirst());
    var corners = new ArrayList<Plots.Corner>();
    corner(comparison, Measure.COST, corners);
    quality.ifPresent(
        one -> corners.add(new Plots.Corner(label(one), times(one.b(), one.a()), Verdict.of(one))));
    corner(comparison, Measure.LATENCY, corners);
    return Plots.triangle(corners);
  }

  private static void corner(Comparison comparison, Measure measure, List<Plots.Corner> corners) {
    comparison.runs().stream()
        .filter(one -> one.measure() == measure)
        .findFirst()
        .ifPresent(
            one ->
                corners.add(
                    new Plots.Corner(label(one), times(one.a(), one.b()), Verdict.of(one))));
  }

  private static String label(Difference one) {
    return "%s %s → %s"
        .formatted(
            Shown.brief(one.name(), 20), Verdict.mean(one, one.a()), Verdict.mean(one, one.b()));
  }

  private static double times(double better, double than) {
    return better == than ? 1 : than <= 0 ? 2 : better / than;
  }
}
