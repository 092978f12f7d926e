package io.waybill.ledger;

import io.waybill.work.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A receipt on a terminal. */
final class ReceiptText {
  private static final int WIDEST_FAILURE = 240;
  private static final int FASTER = 2;

  private final Waybill waybill;
  private final Receipt receipt;
  private final Timing timing;
  private final Table table;
  private final List<String> text = new ArrayList<>();

  private ReceiptText(Waybill waybill) {
    this.waybill = waybill;
    this.receipt = Receipt.of(waybill);
    this.timing = receipt.timing();
    this.table =
        Table.of(
            receipt.rows().stream()
                .mapToInt(row -> row.title(Integer.MAX_VALUE).length())
                .max()
                .orElse(0));
  }

  static String of(Waybill waybill) {
    var receipt = new ReceiptText(waybill);
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
    if (receipt.rows().isEmpty()) {
      return;
    }
    var timeline = new Timeline(timing.wall().toNanos(), table.timeline());
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
    receipt.rows().forEach(row -> text.add(line(row, timeline)));
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
            Figures.percent(receipt.orchestration()),
            ""));
    timing.best(FASTER).ifPresent(this::whatIf);
  }

  private String line(Row row, Timeline timeline) {
    var sums = row.sums();
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
        sums.ttft() < 0 ? Figures.NONE : Figures.narrow(sums.ttft()),
        Figures.rate(sums.tokens(), sums.generation()),
        Figures.money(sums.cost()),
        sums.critical() < 0 ? Figures.NONE : Figures.percent(row.share()),
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
    return receipt.rows().stream()
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
    titled("weighed", Notes.weighed(waybill.lines()));
    titled("pools", Notes.pools(waybill.pools()));
    titled("engines", Notes.engines(waybill.ledger().postings()));
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
