package io.waybill.reports;

import io.waybill.ledger.Figures;
import io.waybill.ledger.Receipt;
import io.waybill.ledger.Row;
import io.waybill.ledger.Waybill;
import io.waybill.work.Score;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The rows of the receipt with all their figures: time, money and how good it was. */
final class StepsTable {
  private final Markup page;
  private final Receipt receipt;
  private final Map<String, List<Score>> scores = new LinkedHashMap<>();

  private StepsTable(Markup page, Waybill waybill, Receipt receipt) {
    this.page = page;
    this.receipt = receipt;
    for (var scored : waybill.scores()) {
      scores.computeIfAbsent(scored.path(), path -> new ArrayList<>()).add(scored.score());
    }
  }

  static void on(Markup page, Waybill waybill, Receipt receipt) {
    page.open("section", "id", "steps", "aria-labelledby", "steps-title");
    page.element("h2", "Steps", "id", "steps-title");
    page.element(
        "p",
        "Time in seconds. The column path says what each step adds to the critical path; slack is"
            + " how much longer it could have taken for free.",
        "class",
        "note");
    new StepsTable(page, waybill, receipt).table(waybill);
    page.close("section");
  }

  private void table(Waybill waybill) {
    var costs = new long[receipt.rows().size()];
    for (int i = 0; i < costs.length; i++) {
      costs[i] = receipt.rows().get(i).sums().cost().known().nanoUsd();
    }
    var shares = Figures.tenthsOfPercent(costs);
    var table =
        Columns.open(
            page,
            "Steps: time, money and quality",
            List.of(
                Columns.words("step"),
                Columns.words("model / engine"),
                Columns.number("wall"),
                Columns.number("queue"),
                Columns.number("ttft"),
                Columns.number("tok/s"),
                Columns.number("cost"),
                Columns.number("cost %"),
                Columns.number("path %"),
                Columns.number("slack"),
                Columns.words("quality")));
    for (int i = 0; i < costs.length; i++) {
      row(table, receipt.rows().get(i), shares[i]);
    }
    table.row("").head("orchestration").texts("");
    table.nanos(receipt.timing().orchestration().toNanos()).none().none().none().none().none();
    table.number(Figures.percent(receipt.orchestration()), receipt.orchestration());
    table.none().texts("").end().foot();
    total(waybill, shares);
  }

  private void row(Columns table, Row row, int costShare) {
    var sums = row.sums();
    table.row("").head("\u00a0\u00a0".repeat(row.depth()) + row.title());
    if (row.lines().isEmpty()) {
      table.texts(row.note());
      for (int i = 0; i < 8; i++) {
        table.none();
      }
      table.texts("").end();
      return;
    }
    table.texts(row.model()).nanos(sums.wall());
    table.nanos(sums.queue() == 0 ? -1 : sums.queue()).nanos(sums.ttft());
    rate(table, sums.tokens(), sums.generation());
    table.number(Figures.money(sums.cost()), sums.cost().known().nanoUsd());
    table.number(Figures.percent(costShare), costShare);
    if (sums.critical() < 0) {
      table.none();
    } else {
      table.number(Figures.percent(row.share()), row.share());
    }
    table.nanos(sums.slack()).texts(quality(row)).end();
  }

  private static void rate(Columns table, long tokens, long nanos) {
    if (tokens <= 0 || nanos <= 0) {
      table.none();
    } else {
      table.number(Figures.rate(tokens, nanos), Math.round(1e12 * tokens / nanos));
    }
  }

  private String quality(Row row) {
    var all =
        row.lines().stream()
            .flatMap(line -> scores.getOrDefault(line.path(), List.of()).stream())
            .toList();
    if (all.size() <= 3) {
      return all.stream().map(StepsTable::shown).collect(Collectors.joining("; "));
    }
    return all.stream()
        .collect(
            Collectors.groupingBy(
                Score::metric, LinkedHashMap::new, Collectors.averagingDouble(Score::value)))
        .entrySet()
        .stream()
        .map(mean -> "%s %s on average".formatted(mean.getKey(), decimals(mean.getValue())))
        .collect(Collectors.joining("; "));
  }

  static String shown(Score score) {
    return "%s %s %s".formatted(score.metric(), decimals(score.value()), score.label()).strip();
  }

  static String decimals(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /** The column of walls has no sum: steps run beside each other. */
  private void total(Waybill waybill, int[] shares) {
    var total = waybill.ledger().total();
    int percent = java.util.Arrays.stream(shares).sum();
    int path = receipt.rows().stream().mapToInt(Row::share).sum() + receipt.orchestration();
    page.open("tr").element("th", "run", "scope", "row").element("td", "");
    cell(Figures.seconds(receipt.timing().wall().toNanos()), "steps-wall");
    page.element("td", "").element("td", "").element("td", "");
    cell(Figures.money(total), "steps-cost");
    cell(Figures.percent(percent), "steps-cost-share");
    cell(Figures.percent(path), "steps-path-share");
    var whole = scores.getOrDefault("", List.of());
    page.element("td", "");
    page.element("td", whole.stream().map(StepsTable::shown).collect(Collectors.joining("; ")));
    page.close("tr").close("tfoot").close("table").close("div");
  }

  private void cell(String text, String id) {
    page.element("td", text, "class", "n", "id", id);
  }
}
