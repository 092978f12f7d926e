package io.waybill.reports;

import io.waybill.ledger.Cost;
import io.waybill.ledger.Figures;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Receipt;
import io.waybill.ledger.Row;
import io.waybill.ledger.Timing;
import io.waybill.ledger.Waybill;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** When what ran: a stripe for every row of the receipt; rows of many lines open. */
final class Waterfall {
  private static final int DEEPEST = 4;

  private final Markup page;
  private final long wall;
  private final Set<String> critical;

  private Waterfall(Markup page, Receipt receipt) {
    this.page = page;
    this.wall = receipt.timing().wall().toNanos();
    this.critical =
        receipt.timing().lines().stream()
            .filter(Timing.OfLine::critical)
            .map(Timing.OfLine::path)
            .collect(Collectors.toSet());
  }

  static void on(Markup page, Receipt receipt) {
    var fall = new Waterfall(page, receipt);
    page.open("section", "id", "waterfall", "aria-labelledby", "waterfall-title");
    page.element("h2", "When what ran", "id", "waterfall-title");
    fall.definitions();
    fall.legend();
    fall.axis();
    page.open("ol", "class", "fall");
    receipt.rows().forEach(fall::row);
    page.close("ol");
    page.close("section");
  }

  /** What all stripes share: how queues and waste are hatched, and where the ticks are. */
  private void definitions() {
    page.raw(
        """
        <svg class="defs" aria-hidden="true"><defs>
        <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="queue-line" x1="1" x2="1" y1="0" y2="5"/></pattern>
        <pattern id="cross" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="cross-ground" width="6" height="6"/><path class="cross" d="M0 3H6M3 0V6"/></pattern>
        <g id="ticks">""");
    for (long at = 0; wall > 0 && at <= wall; at += tick()) {
      page.raw(
          "<line class=\"tick\" x1=\"%1$s\" x2=\"%1$s\" y1=\"0\" y2=\"22\"/>"
              .formatted(Bar.share(at, wall)));
    }
    page.raw("</g></defs></svg>\n");
  }

  private void legend() {
    page.open("ul", "class", "legend");
    key("queued", "<rect class=\"queue\" width=\"100%\" height=\"100%\"/>");
    key("waiting for the first token", "<rect class=\"wait\" width=\"100%\" height=\"100%\"/>");
    key("first token", "<line class=\"first\" x1=\"50%\" x2=\"50%\" y1=\"0\" y2=\"100%\"/>");
    key("in service", "<rect class=\"serve\" width=\"100%\" height=\"100%\"/>");
    key("between attempts", "<line class=\"backoff\" x1=\"0\" x2=\"100%\" y1=\"50%\" y2=\"50%\"/>");
    key("failed, cancelled or lost", "<rect class=\"waste\" width=\"100%\" height=\"100%\"/>");
    key(
        "on the critical path",
        "<rect class=\"critical\" y=\"70%\" width=\"100%\" height=\"25%\"/>");
    page.close("ul");
  }

  private void key(String text, String picture) {
    page.open("li").raw("<svg aria-hidden=\"true\">" + picture + "</svg>").text(text).close("li");
  }

  private void axis() {
    page.open("div", "class", "axis", "aria-hidden", "true").element("span", "step").raw("<svg>");
    for (long at = 0; wall > 0 && at <= wall; at += tick()) {
      boolean end = at > wall - wall / 12;
      page.raw(
          "<text x=\"%s\" y=\"16\"%s>%s</text>"
              .formatted(Bar.share(at, wall), end ? " class=\"end\"" : "", label(at)));
    }
    page.raw("</svg>")
        .element("span", "wall s", "class", "n")
        .element("span", "cost", "class", "n");
    page.close("div");
  }

  /** A round time, four to eight of which are the run. */
  private long tick() {
    for (long power = 1; ; power *= 10) {
      for (long round : new long[] {1, 2, 5}) {
        if (round * power * 6 >= wall) {
          return round * power;
        }
      }
    }
  }

  private static String label(long nanos) {
    if (nanos == 0) {
      return "0";
    }
    boolean seconds = nanos >= 1_000_000_000;
    boolean millis = nanos >= 1_000_000;
    var number = BigDecimal.valueOf(nanos, seconds ? 9 : millis ? 6 : 3).stripTrailingZeros();
    return number.toPlainString() + (seconds ? " s" : millis ? " ms" : " µs");
  }

  private void row(Row row) {
    var lines = row.lines();
    boolean onPath = row.sums().critical() >= 0;
    var depth = row.depth() == 0 ? "" : "d" + Math.min(row.depth(), DEEPEST);
    page.open("li", "class", onPath ? depth + " on-path" : depth);
    if (lines.size() > 1) {
      page.open("details").open("summary");
      line(row.title(), row.model(), lines, row.sums().cost(), row.sums().wall());
      page.close("summary").open("ol", "class", "fall");
      lines.forEach(this::folded);
      page.close("ol").close("details");
    } else if (lines.isEmpty()) {
      page.open("div", "class", "line");
      name(row.title(), row.note(), false, false);
      page.close("div");
    } else {
      line(row.title(), row.model(), lines, row.sums().cost(), row.sums().wall());
    }
    page.close("li");
  }

  private void folded(Waybill.Line line) {
    var last = line.last();
    var cost = line.attempts().stream().map(Posting::cost).reduce(Cost.NOTHING, Cost::plus);
    long ready = line.attempts().stream().mapToLong(Posting::ready).min().orElse(0);
    long ended = line.attempts().stream().mapToLong(Posting::ended).max().orElse(0);
    page.open("li");
    line(line.path(), last.work().display(), List.of(line), cost, ended - ready);
    page.close("li");
  }

  private void line(String title, String who, List<Waybill.Line> lines, Cost cost, long wallNanos) {
    boolean onPath = lines.stream().anyMatch(line -> critical.contains(line.path()));
    page.open("div", "class", "line");
    name(title, who, onPath, lines.size() > 1);
    page.raw(Bar.of(lines, onPath, wall));
    page.element("span", Figures.seconds(wallNanos), "class", "t");
    page.element("span", Figures.money(cost), "class", "n");
    page.close("div");
  }

  private void name(String title, String who, boolean onPath, boolean folds) {
    page.open("span", "class", folds ? "name fold" : "name").text(title);
    if (onPath) {
      page.raw(" <span class=\"mark\" title=\"on the critical path\">◆</span>");
    }
    page.element("span", who, "class", "who").close("span");
  }
}
