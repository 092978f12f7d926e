package io.waybill.reports;

import io.waybill.ledger.Cost;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Statistics laid out as a page. */
public final class StatisticsPage {
  private static final int BARS = 16;

  private final Statistics of;
  private final List<Page.Block> blocks = new ArrayList<>();

  private StatisticsPage(Statistics of) {
    this.of = of;
  }

  public static Page of(Statistics statistics) {
    return new StatisticsPage(statistics).page();
  }

  private Page page() {
    runs();
    run();
    steps();
    bottlenecks();
    models();
    pools();
    blocks.addAll(RoutesPart.of(of.routes()));
    wasted();
    persons();
    qualities();
    var plans =
        of.runs().plans().size() == 1
            ? of.runs().plans().keySet().iterator().next()
            : Figures.counted(of.runs().plans().size(), "plan");
    return new Page(plans + ": " + Figures.counted(of.runs().all(), "run"), blocks);
  }

  private void runs() {
    var runs = of.runs();
    var shares = Figures.shares(List.of(runs.ok(), runs.failed(), runs.cancelled()));
    blocks.add(
        new Page.Table(
            "runs",
            List.of("", "runs", "share"),
            1,
            List.of(
                List.of("ok", Figures.count(runs.ok()), shares.get(0)),
                List.of("failed", Figures.count(runs.failed()), shares.get(1)),
                List.of("cancelled", Figures.count(runs.cancelled()), shares.get(2)))));
    var lines = new ArrayList<String>();
    if (runs.plans().size() > 1) {
      lines.add(
          runs.plans().entrySet().stream()
              .map(plan -> plan.getKey() + " " + Figures.count(plan.getValue()))
              .collect(Collectors.joining(", ", "runs by plan: ", "")));
    }
    var spending = of.spending();
    lines.add("cost " + Figures.cost(spending.total()));
    lines.add(
        "coverage %s: %s of %s that anybody bills have a price"
            .formatted(
                Figures.percent(spending.priced(), spending.attempts()),
                Figures.count(spending.priced()),
                Figures.counted(spending.attempts(), "attempt")));
    if (runs.all() > 0) {
      lines.add(
          "cost of 1,000 such runs %s%s"
              .formatted(
                  Figures.perThousand(spending.total().known(), runs.all()),
                  spending.total().unpriced() == 0 ? "" : ", and what is unpriced"));
    }
    of.books().forEach(book -> lines.add(book(book)));
    blocks.add(new Page.Prose(lines));
  }

  private String book(Statistics.Book book) {
    return "priced by %s%s%s"
        .formatted(
            Shown.brief(book.digest(), 19),
            book.checked().map(day -> ", checked " + day).orElse(""),
            of.books().size() == 1 ? "" : ": " + Figures.counted(book.runs(), "run"));
  }

  private void run() {
    var runs = of.runs();
    blocks.add(
        new Page.Table(
            "a run",
            List.of("", "runs", "p50", "p95", "p99", "max"),
            1,
            List.of(
                List.of(
                    "latency",
                    Figures.count(runs.wall().n()),
                    Figures.time(runs.wall().p50()),
                    Figures.time(runs.wall().p95()),
                    Figures.time(runs.wall().p99()),
                    Figures.time(runs.wall().max())),
                List.of(
                    "cost",
                    Figures.count(runs.cost().n()),
                    Figures.money(runs.cost().p50()),
                    Figures.money(runs.cost().p95()),
                    Figures.money(runs.cost().p99()),
                    Figures.money(runs.cost().max())))));
    if (runs.all() > 0) {
      blocks.add(
          new Page.Picture(
              "latency of a run", Plots.histogram(runs.wallShape(), runs.wall(), Figures::time)));
      blocks.add(
          new Page.Picture(
              "cost of a run", Plots.histogram(runs.costShape(), runs.cost(), Figures::money)));
    }
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
    var shares = shares(of.steps().stream().map(Statistics.OfStep::cost).toList());
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

  private static List<String> shares(List<Cost> costs) {
    return Figures.shares(costs.stream().map(cost -> cost.known().nanoUsd()).toList());
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

  private void models() {
    if (of.models().isEmpty()) {
      return;
    }
    var shares = shares(of.models().stream().map(Statistics.OfModel::cost).toList());
    var rows = new ArrayList<List<String>>();
    for (int i = 0; i < of.models().size(); i++) {
      var model = of.models().get(i);
      rows.add(
          List.of(
              model.name().isEmpty() ? "(unknown)" : model.name(),
              Figures.count(model.calls()),
              Figures.count(model.input()),
              Figures.percent(model.cached(), model.input()),
              Figures.count(model.output()),
              Figures.rate(model.streamed(), model.generation()),
              Figures.money(model.cost()),
              shares.get(i),
              Figures.count(model.cost().unpriced())));
    }
    blocks.add(
        new Page.Table(
            "models",
            List.of(
                "model",
                "calls",
                "input",
                "cached",
                "output",
                "tok/s",
                "cost",
                "share",
                "unpriced"),
            1,
            rows));
  }

  private void pools() {
    if (!of.pools().isEmpty()) {
      blocks.add(
          new Page.Table(
              "machines of our own, as each run saw them",
              List.of("pool", "runs", "under way", "used", "by other runs", "idle", "idle share"),
              1,
              of.pools().stream()
                  .map(
                      pool ->
                          List.of(
                              pool.name(),
                              Figures.count(pool.runs()),
                              Figures.time(pool.elapsed()),
                              Figures.time(pool.share()),
                              Figures.time(pool.elapsed() - pool.share() - pool.idle()),
                              Figures.time(pool.idle()),
                              Figures.percent(pool.idle(), pool.elapsed())))
                  .toList()));
    }
  }

  private void wasted() {
    var wasted = of.spending().wasted();
    if (!wasted.isEmpty()) {
      blocks.add(
          new Page.Table(
              "attempts that were for nothing",
              List.of("step", "came of it", "attempts", "cost", "of all"),
              2,
              wasted.stream()
                  .map(
                      waste ->
                          List.of(
                              waste.path(),
                              waste.loss().name().toLowerCase(Locale.ROOT),
                              Figures.count(waste.attempts()),
                              Figures.money(waste.cost()),
                              Figures.percent(
                                  waste.cost().known().nanoUsd(),
                                  of.spending().total().known().nanoUsd())))
                  .toList()));
    }
  }

  private void persons() {
    var persons = of.persons();
    if (persons.runs() > 0 || !persons.steps().isEmpty()) {
      blocks.add(
          new Page.Prose(
              List.of(
                  "went to a person %s, %s (%s)"
                      .formatted(
                          Figures.counted(persons.runs(), "run"),
                          Figures.percent(persons.runs(), of.runs().all()),
                          String.join(", ", persons.steps())),
                  "waiting for persons %s in all, p50 %s, p95 %s; on critical paths %s, %s of all time"
                      .formatted(
                          Figures.time(persons.waiting()),
                          Figures.time(persons.waited().p50()),
                          Figures.time(persons.waited().p95()),
                          Figures.time(persons.critical()),
                          Figures.percent(persons.critical(), of.runs().walls())))));
    }
  }

  private void qualities() {
    if (!of.qualities().isEmpty()) {
      blocks.add(
          new Page.Table(
              "scores: 95 % and 99 % are at least p5 and p1",
              List.of("step", "score", "times", "mean", "p1", "p5", "p50", "p95", "p99"),
              2,
              of.qualities().stream().map(StatisticsPage::quality).toList()));
    }
  }

  private static List<String> quality(Statistics.Quality one) {
    return List.of(
        one.path().isEmpty() ? "run" : one.path(),
        one.metric(),
        Figures.count(one.n()),
        score(one.mean()),
        score(one.p1()),
        score(one.p5()),
        score(one.p50()),
        score(one.p95()),
        score(one.p99()));
  }

  private static String score(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
