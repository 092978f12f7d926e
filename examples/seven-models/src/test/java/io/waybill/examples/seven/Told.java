package io.waybill.examples.seven;

import io.waybill.ledger.Cost;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The story as a person reads it: a table of changes, and two receipts side by side. */
final class Told {
  private static final int CELLS = 60;
  private static final String EIGHTHS = "▏▎▍▌▋▊▉█";

  private Told() {}

  /** Every change with what the waybill before it foresaw, what was measured, and what it costs. */
  static String table(List<Measured> all, Map<Stage, Duration> foreseen) {
    var lines = new ArrayList<String>();
    lines.add(row("", "change", "foreseen", "seconds", "saved", "dollars", "calls", "checks"));
    for (int i = 0; i < all.size(); i++) {
      var one = all.get(i);
      lines.add(
          row(
              String.valueOf(one.stage().ordinal()),
              one.stage().change(),
              foreseen(one.stage(), foreseen),
              number("%.2f", one.seconds()),
              i == 0 ? "" : number("%.2f", all.get(i - 1).seconds() - one.seconds()),
              number("%.6f", one.dollars()),
              String.valueOf(one.calls()),
              Quality.checks() - one.missing().size() + "/" + Quality.checks()));
    }
    return String.join("\n", lines);
  }

  private static String foreseen(Stage stage, Map<Stage, Duration> foreseen) {
    var time = foreseen.get(stage);
    var bound = stage == Stage.OVERLAPPED ? "≥ " : "";
    return time == null ? "" : bound + number("%.2f", time.toNanos() / 1e9);
  }

  private static String row(Object... cells) {
    return number("%-1s  %-46s  %9s  %7s  %6s  %9s  %5s  %6s", cells).stripTrailing();
  }

  /** Two receipts to one scale: a second is as long on the right as on the left. */
  static String beside(Measured left, Measured right) {
    var longest = Math.max(left.waybill().wall().toNanos(), right.waybill().wall().toNanos());
    var cell = Math.max(1, longest / CELLS);
    var one = receipt(left, cell);
    var other = receipt(right, cell);
    var width = one.stream().mapToInt(String::length).max().orElse(0);
    var text = new StringBuilder();
    for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
      var a = i < one.size() ? one.get(i) : "";
      var b = i < other.size() ? other.get(i) : "";
      text.append((a + " ".repeat(width - a.length()) + "  │  " + b).stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static List<String> receipt(Measured measured, long cell) {
    var waybill = measured.waybill();
    var cells = (int) (waybill.wall().toNanos() / cell) + 1;
    var lines = new ArrayList<String>();
    lines.add(
        number(
            "%s   wall %.2f s   cost $%.6f",
            measured.stage().file(), measured.seconds(), measured.dollars()));
    lines.add("");
    var layout = "%-10s %-8s %-" + cells + "s %6s  %-9s";
    lines.add(number(layout, "step", "model", "", "wall", "cost"));
    folded(waybill)
        .forEach(
            (name, rows) -> {
              var postings = rows.stream().flatMap(line -> line.attempts().stream()).toList();
              var times = rows.size() == 1 ? "" : " ×" + rows.size();
              lines.add(
                  number(
                      layout,
                      name + times,
                      postings.get(0).work().display(),
                      bar(postings, cell, cells),
                      number("%.2f", span(postings) / 1e9),
                      money(postings)));
            });
    return lines;
  }

  /** Lines of the same step under one name, however many items it had. */
  private static Map<String, List<Waybill.Line>> folded(Waybill waybill) {
    var rows = new LinkedHashMap<String, List<Waybill.Line>>();
    for (var line : waybill.lines()) {
      var name = line.path().replaceAll("[\\[/].*", "");
      rows.computeIfAbsent(name, none -> new ArrayList<>()).add(line);
    }
    return rows;
  }

  private static long span(List<Posting> postings) {
    return last(postings) - postings.stream().mapToLong(Posting::ready).min().orElse(0);
  }

  private static long last(List<Posting> postings) {
    return postings.stream().mapToLong(Posting::ended).max().orElse(0);
  }

  private static String money(List<Posting> postings) {
    var cost = postings.stream().map(Posting::cost).reduce(Cost.NOTHING, Cost::plus);
    return cost.known().nanoUsd() == 0 ? "$0" : number("$%.6f", cost.known().nanoUsd() / 1e9);
  }

  private static String bar(List<Posting> postings, long cell, int cells) {
    var drawn = new StringBuilder(" ".repeat(cells));
    for (var posting : postings) {
      var from = (int) Math.min(cells - 1, (posting.ended() - posting.parts().service()) / cell);
      var full = (int) Math.min(cells, posting.ended() / cell);
      for (int at = from; at < full; at++) {
        drawn.setCharAt(at, '█');
      }
      var rest = (int) (8 * (posting.ended() % cell) / cell);
      if (full < cells && drawn.charAt(full) == ' ' && (rest > 0 || full == from)) {
        drawn.setCharAt(full, EIGHTHS.charAt(Math.max(0, rest - 1)));
      }
    }
    return drawn.toString();
  }

  private static String number(String layout, Object... values) {
    return String.format(Locale.ROOT, layout, values);
  }
}
