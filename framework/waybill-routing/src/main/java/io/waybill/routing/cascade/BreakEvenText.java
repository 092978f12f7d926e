package io.waybill.routing.cascade;

import io.waybill.ledger.Figures;
import io.waybill.work.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A break-even as rows under a head, for whoever draws tables. */
public final class BreakEvenText {
  /** The head of {@link #rows}; the first column is words. */
  public static final List<String> HEAD =
      List.of(
          "accepts from", "escalated", "right", "sure of", "$ a call", "mean s", "p50 s", "p95 s");

  private static final int SHOWN = 12;

  private BreakEvenText() {}

  static String of(BreakEven report) {
    var lines = new ArrayList<String>();
    lines.add(row(HEAD));
    rows(report, SHOWN).forEach(cells -> lines.add(row(cells)));
    lines.addAll(sentences(report));
    return String.join("\n", lines);
  }

  /** The cheap work alone, so many bars at most, and the large work at once. */
  public static List<List<String>> rows(BreakEven report, int most) {
    var rows = new ArrayList<List<String>>();
    for (var point : BreakEven.spread(report.points(), most)) {
      rows.add(cells(number("%.3f", point.accept()), percent(point.share()), point.toll()));
    }
    rows.add(cells("cheap alone", Figures.NONE, report.cheap()));
    rows.add(cells("large at once", Figures.NONE, report.large()));
    return rows;
  }

  /** At which share of escalations nothing is saved any more. */
  public static List<String> sentences(BreakEven report) {
    return List.of(
        "dearer than the large work at once from " + share(report.dearerFrom(), "a price"),
        "slower than the large work at once from " + share(report.slowerFrom(), "a time"));
  }

  private static String share(Optional<Double> share, String missing) {
    return share
        .map(known -> percent(known) + " escalated")
        .orElse("a share that nobody can say: " + missing + " is not known");
  }

  private static List<String> cells(String name, String share, Toll toll) {
    var time = toll.time();
    return List.of(
        name,
        share,
        percent(toll.quality()),
        percent(toll.sureQuality()),
        toll.perCall().map(Money::nanoUsd).map(Figures::money).orElse(Figures.NONE),
        time.map(times -> Figures.seconds(times.mean().toNanos())).orElse(Figures.NONE),
        time.map(times -> Figures.seconds(times.p50().toNanos())).orElse(Figures.NONE),
        time.map(times -> Figures.seconds(times.p95().toNanos())).orElse(Figures.NONE));
  }

  private static String row(List<String> cells) {
    var line = new StringBuilder(number("%-14s", cells.get(0)));
    cells.subList(1, cells.size()).forEach(cell -> line.append(number("%11s", cell)));
    return line.toString().stripTrailing();
  }

  private static String percent(double share) {
    return number("%.1f %%", 100 * share);
  }

  private static String number(String layout, Object value) {
    return String.format(Locale.ROOT, layout, value);
  }
}
