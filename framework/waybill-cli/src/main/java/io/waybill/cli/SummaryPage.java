package io.waybill.cli;

import io.waybill.ledger.PoolUse;
import io.waybill.ledger.Posting;
import io.waybill.reports.Figures;
import io.waybill.reports.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A summary laid out as a page. */
final class SummaryPage {
  private static final int CONFUSIONS = 10;

  private final Summary summary;
  private final List<Page.Block> blocks = new ArrayList<>();

  private SummaryPage(Summary summary) {
    this.summary = summary;
  }

  static Page of(Summary summary) {
    return new SummaryPage(summary).page();
  }

  private Page page() {
    totals();
    routes();
    confusions();
    latencies();
    qualities();
    notOk();
    summary
        .typical()
        .ifPresent(
            waybill ->
                blocks.add(
                    new Page.Verbatim("a typical run", "", waybill.toString().stripTrailing())));
    return new Page(title(), blocks);
  }

  private String title() {
    var counts = summary.counts();
    double seconds = Math.max(1, summary.took().toNanos()) / 1e9;
    return "%s: %s in %s, %s a second"
        .formatted(
            summary.plan(),
            Figures.counted(counts.runs(), "run"),
            Figures.time(summary.took().toNanos()),
            String.format(Locale.ROOT, "%.1f", counts.runs() / seconds));
  }

  private void totals() {
    var counts = summary.counts();
    var rows = new ArrayList<List<String>>();
    var shares = Figures.shares(List.of(counts.ok(), counts.failed(), counts.cancelled()));
    rows.add(List.of("ok", Figures.count(counts.ok()), shares.get(0)));
    rows.add(List.of("failed", Figures.count(counts.failed()), shares.get(1)));
    rows.add(List.of("cancelled", Figures.count(counts.cancelled()), shares.get(2)));
    if (counts.refused() > 0) {
      rows.add(List.of("not run", Figures.count(counts.refused()), ""));
    }
    blocks.add(new Page.Table("runs", List.of("", "runs", "share"), 1, rows));
    var lines = new ArrayList<String>();
    lines.add("went to a person " + told(counts.person()));
    lines.add("rescued " + told(counts.rescued()));
    lines.addAll(protection());
    lines.addAll(money(counts.runs()));
    blocks.add(new Page.Prose(lines));
  }

  /** Only what happened. */
  private List<String> protection() {
    var lines = new ArrayList<String>();
    var made = summary.protection();
    made.degraded()
        .forEach(
            (rung, runs) -> lines.add("made do with %s in %s".formatted(rung(rung), told(runs))));
    told("tried again in", made.retried(), lines);
    told("asked a second time in", made.hedged(), lines);
    told("refused by a budget in", made.refused(), lines);
    told("made shorter by a budget in", made.shortened(), lines);
    return lines;
  }

  private void told(String what, long runs, List<String> lines) {
    if (runs > 0) {
      lines.add(what + " " + told(runs));
    }
  }

  private static String rung(Posting.Role role) {
    return switch (role) {
      case FIRST, RETRY, HEDGE -> "an answer";
      case FALLBACK -> "other work";
      case CACHED -> "an earlier answer";
      case SKIPPED -> "a value in its place";
      case PARTIAL -> "part of an answer";
    };
  }

  private static String what(Posting.Fate fate) {
    return switch (fate) {
      case USED -> "were used";
      case FAILED -> "failed";
      case CANCELLED -> "were cancelled";
      case DISCARDED -> "lost to others";
    };
  }

  private String told(long runs) {
    return "%s, %s"
        .formatted(Figures.counted(runs, "run"), Figures.percent(runs, summary.counts().runs()));
  }

  private List<String> money(long runs) {
    var lines = new ArrayList<String>();
    var total = summary.spent().total();
    lines.add(
        "cost " + Figures.cost(total) + (total.unpriced() == 0 ? ", every attempt priced" : ""));
    summary
        .spent()
        .wasted()
        .forEach(
            (fate, cost) ->
                lines.add(
                    "of it for attempts that %s %s".formatted(what(fate), Figures.cost(cost))));
    if (runs > 0) {
      lines.add(
          "cost of 1,000 such runs %s%s"
              .formatted(
                  Figures.perThousand(total.known(), runs),
                  total.unpriced() == 0 ? "" : ", and what is unpriced"));
    }
    summary.spent().pools().stream()
        .filter(use -> !use.share().isZero())
        .forEach(use -> lines.add(pool(use)));
    return lines;
  }

  private static String pool(PoolUse use) {
    return "pool %s used %s of %s; idle, as far as this process saw, %s, which costs %s"
        .formatted(
            use.pool().name(),
            Figures.time(use.share().toNanos()),
            Figures.time(use.elapsed().toNanos()),
            Figures.time(use.idle().toNanos()),
            use.idleCost());
  }

  private void routes() {
    if (!summary.routes().isEmpty()) {
      blocks.add(
          new Page.Table(
              "routes against what was expected",
              List.of("route", "right", "of", "accuracy"),
              1,
              summary.routes().stream()
                  .map(
                      route ->
                          List.of(
                              route.route(),
                              Figures.count(route.right()),
                              Figures.count(route.expected()),
                              Figures.percent(route.right(), route.expected())))
                  .toList()));
    }
  }

  private void confusions() {
    var all = summary.confusions();
    if (!all.isEmpty()) {
      var more = all.size() > CONFUSIONS ? " (%d of %d)".formatted(CONFUSIONS, all.size()) : "";
      blocks.add(
          new Page.Table(
              "worst confusions" + more,
              List.of("route", "expected", "chosen", "for example", "times"),
              4,
              all.stream()
                  .limit(CONFUSIONS)
                  .map(
                      one ->
                          List.of(
                              one.route(),
                              one.expected(),
                              one.chosen(),
                              String.join(", ", one.ids()),
                              Figures.count(one.times())))
                  .toList()));
    }
  }

  private void latencies() {
    if (summary.latencies().get(0).n() > 0) {
      blocks.add(
          new Page.Table(
              "latency",
              List.of("", "times", "p50", "p95", "p99", "max"),
              1,
              summary.latencies().stream()
                  .map(
                      one ->
                          List.of(
                              one.what(),
                              Figures.count(one.n()),
                              Figures.time(one.p50()),
                              Figures.time(one.p95()),
                              Figures.time(one.p99()),
                              Figures.time(one.max())))
                  .toList()));
    }
  }

  private void qualities() {
    if (!summary.qualities().isEmpty()) {
      blocks.add(
          new Page.Table(
              "scores",
              List.of("step", "score", "times", "mean"),
              2,
              summary.qualities().stream()
                  .map(
                      one ->
                          List.of(
                              one.path().isEmpty() ? "run" : one.path(),
                              one.metric(),
                              Figures.count(one.n()),
                              String.format(Locale.ROOT, "%.3f", one.mean())))
                  .toList()));
    }
  }

  private void notOk() {
    var told = summary.notOk();
    if (!told.isEmpty()) {
      long all = summary.counts().notOk();
      var more =
          all > told.size()
              ? " (the first %d of %s)".formatted(told.size(), Figures.count(all))
              : "";
      blocks.add(
          new Page.Table(
              "not ok" + more,
              List.of("input", "status", "why"),
              3,
              told.stream().map(one -> List.of(one.id(), one.status(), one.why())).toList()));
    }
  }
}
