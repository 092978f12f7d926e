package io.waybill.reports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Steps on a page: how long they took, what they cost, and how long runs waited for each. */
final class StepsPart {
  private static final int BARS = 16;

  private final Statistics of;
  private final List<Page.Block> blocks = new ArrayList<>();

  private StepsPart(Statistics of) {
    this.of = of;
  }

  static List<Page.Block> of(Statistics statistics) {
    var part = new StepsPart(statistics);
    part.steps();
    part.bottlenecks();
    return part.blocks;
  }

  private void steps() {
    blocks.add(
        new Page.Table(
            "latency of a step",
            List.of("step", "by", "times", "p50", "p95", "p99", "max"),
            2,
            of.steps().stream()
                .map(
                    step ->
                        List.of(
                            step.path(),
                            step.who(),
                            Figures.count(step.times()),
                            Figures.time(step.wall().p50()),
                            Figures.time(step.wall().p95()),
                            Figures.time(step.wall().p99()),
                            Figures.time(step.wall().max())))
                .toList()));
    var shares = MoneyPart.shares(of.steps().stream().map(Statistics.OfStep::cost).toList());
    blocks.add(
        new Page.Table(
            "cost of a step",
            List.of("step", "cost", "share", "unpriced", "p50", "p95", "p99", "max"),
            1,
            IntStream.range(0, of.steps().size())
                .mapToObj(i -> cost(of.steps().get(i), shares.get(i)))
                .toList()));
  }

  private static List<String> cost(Statistics.OfStep step, String share) {
    return List.of(
        step.path(),
        Figures.money(step.cost()),
        share,
        Figures.count(step.cost().unpriced()),
        Figures.money(step.costs().p50()),
        Figures.money(step.costs().p95()),
        Figures.money(step.costs().p99()),
        Figures.money(step.costs().max()));
  }

  /** The rows add up to the walls of all runs. */
  private void bottlenecks() {
    var steps =
        of.steps().stream()
            .filter(step -> !step.inner())
            .sorted(Comparator.comparingLong(Statistics.OfStep::critical).reversed())
            .toList();
    var parts = new ArrayList<>(steps.stream().map(Statistics.OfStep::critical).toList());
    parts.add(of.runs().orchestration());
    var shares = Figures.shares(parts);
    var rows = new ArrayList<List<String>>();
    for (int i = 0; i < steps.size(); i++) {
      var step = steps.get(i);
      rows.add(
          List.of(
              step.path(),
              Figures.time(step.critical()),
              shares.get(i),
              Figures.count(step.bottleneck()),
              Figures.time(step.queued()),
              Figures.time(step.slack().p50()),
              Figures.time(step.slack().p95())));
    }
    rows.add(
        List.of(
            "orchestration",
            Figures.time(of.runs().orchestration()),
            shares.get(steps.size()),
            "",
            "",
            "",
            ""));
    blocks.add(
        new Page.Table(
            "where the time of all runs went: %s on critical paths"
                .formatted(Figures.time(of.runs().walls())),
            List.of("step", "critical", "share", "longest in", "queued", "slack p50", "slack p95"),
            1,
            rows));
    blocks.add(new Page.Picture("time as the bottleneck", Plots.bars(bars(steps, shares))));
  }

  private static List<Plots.Bar> bars(List<Statistics.OfStep> steps, List<String> shares) {
    var bars = new ArrayList<Plots.Bar>();
    for (int i = 0; i < Math.min(BARS, steps.size()); i++) {
      var step = steps.get(i);
      bars.add(
          new Plots.Bar(
              step.path(),
              step.critical(),
              "%s, %s".formatted(Figures.time(step.critical()), shares.get(i))));
    }
    return bars;
  }
}
