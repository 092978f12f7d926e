package io.waybill.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Statistics laid out as a page. */
public final class StatisticsPage {
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
    blocks.addAll(StepsPart.of(of));
    blocks.addAll(MoneyPart.of(of));
    persons();
    blocks.addAll(ScoresPart.of(of.qualities()));
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
}
