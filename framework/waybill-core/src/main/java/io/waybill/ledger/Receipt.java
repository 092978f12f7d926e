package io.waybill.ledger;

import io.waybill.work.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A waybill as a table a person can read. */
final class Receipt {
  private static final int WIDEST_FAILURE = 240;
  private static final int FASTER = 2;

  private final Waybill waybill;
  private final Timing timing;
  private final Map<String, Timing.OfLine> timed;
  private final List<Row> rows;
  private final Table table;
  private final List<String> text = new ArrayList<>();

  private Receipt(Waybill waybill) {
    this.waybill = waybill;
    this.timing = waybill.timing();
    this.timed =
        timing.lines().stream()
            .collect(
                Collectors.toMap(Timing.OfLine::path, Function.identity(), (one, same) -> one));
    this.rows = Rows.of(waybill);
    this.table =
        Table.of(
            rows.stream().mapToInt(row -> row.title(Integer.MAX_VALUE).length()).max().orElse(0));
  }

  static String of(Waybill waybill) {
    var receipt = new Receipt(waybill);
    receipt.heading();
    receipt.table();
    receipt.notes();
    return String.join("\n", receipt.text) + "\n";
  }

  private void heading() {
    var parts = new ArrayList<String>();
    parts.add("run " + waybill.status().name().toLowerCase(Locale.ROOT));
    parts.add("wall " + Figures.seconds(timing.wall().toNanos()) + " s");
    parts.add("busy " + Figures.seconds(timing.busy().toNanos()));
    parts.add("queue " + Figures.seconds(timing.queue().toNanos()));
    var total = waybill.ledger().total();
    parts.add("cost " + Figures.sum(total) + (total.unpriced() == 0 ? " (all calls priced)" : ""));
    var wasted = waybill.ledger().wasted();
    if (!wasted.equals(Cost.NOTHING)) {
      parts.add("wasted " + Figures.sum(wasted));
    }
    waybill.prices().checked().ifPresent(date -> parts.add("prices checked " + date));
    text.add(String.join("   ", parts));
    waybill
        .failure()
        .map(Failure::toString)
        .map(Figures::plain)
        .ifPresent(why -> text.add(Figures.fit(why, "", WIDEST_FAILURE)));
  }

  private void table() {
    if (rows.isEmpty()) {
      return;
    }
    var timeline = new Timeline(timing.wall().toNanos(), table.timeline());
    var sums = rows.stream().map(row -> Sums.of(row, timed)).toList();
    var shares = new long[rows.size() + 1];
    for (int i = 0; i < rows.size(); i++) {
      shares[i] = Math.max(0, sums.get(i).critical());
    }
    shares[rows.size()] = Math.max(0, timing.orchestration().toNanos());
    var percent = Figures.tenthsOfPercent(shares);

    text.add("");
    text.add(
        table.line(
            "step",
            "model / engine",
            timeline.ticks(),
            "wall",
            "queue",
            "ttft",
            "tok/s",
            "cost",
            "path%",
            "slack"));
    for (int i = 0; i < rows.size(); i++) {
      text.add(line(rows.get(i), sums.get(i), timeline, percent[i]));
    }
    text.add(
        table.line(
            "orchestration",
            "",
            "",
            Figures.narrow(timing.orchestration().toNanos()),
            "",
            "",
            "",
            "",
            Figures.percent(percent[rows.size()]),
            ""));
    timing.best(FASTER).ifPresent(this::whatIf);
  }

  private String line(Row row, Sums sums, Timeline timeline, int percent) {
    var title = row.title(table.step());
    if (row.lines().isEmpty()) {
      return table.note(title, row.note());
    }
    return table.line(
        title,
        row.model(Table.MODEL),
        timeline.bar(row.attempts()),
        Figures.narrow(sums.wall()),
        Figures.ifAny(sums.queue()),
        sums.ttft(),
        sums.rate(),
        Figures.money(sums.cost()),
        sums.critical() < 0 ? Figures.NONE : Figures.percent(percent),
        sums.slack() < 0 ? Figures.NONE : Figures.narrow(sums.slack()));
  }

  private void whatIf(Timing.OfLine line) {
    var saved = line.saved(FASTER);
    text.add(
        table.note(
            "what-if",
            "%s %d× faster → %s s (−%s)"
                .formatted(
                    nameOf(line.path()),
                    FASTER,
                    Figures.seconds(timing.wall().minus(saved).toNanos()),
                    Figures.seconds(saved.toNanos()))));
  }

  /** As its row has it, if it has a row of its own that nothing stands over. */
  private String nameOf(String path) {
    return rows.stream()
        .filter(row -> row.depth() == 0 && row.lines().size() == 1)
        .filter(row -> row.lines().get(0).path().equals(path))
        .map(Row::name)
        .findFirst()
        .orElse(path);
  }

  private void notes() {
    titled("again", Tries.again(waybill.lines()));
    titled("instead", Tries.instead(waybill.lines()));
    titled("hedged", Tries.hedged(waybill.lines()));
    titled("flags", Notes.flags(waybill.ledger().postings()));
    titled("sources", Notes.sources(waybill.lines()));
    titled("scores", Notes.scores(waybill.scores()));
  }

  private void titled(String title, List<String> notes) {
    for (int i = 0; i < notes.size(); i++) {
      text.add(table.note(i == 0 ? title : "", notes.get(i)));
    }
  }
}
