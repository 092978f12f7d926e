package io.waybill.examples.routing;

import io.waybill.ledger.Figures;
import io.waybill.reports.HtmlPage;
import io.waybill.reports.Page;
import io.waybill.reports.TextPage;
import io.waybill.routing.cascade.BreakEvenText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The triangle as a person reads it. */
final class Told {
  private static final int BARS = 10;

  private Told() {}

  static String text(Triangle triangle) {
    return TextPage.of(page(triangle));
  }

  static String html(Triangle triangle) {
    return HtmlPage.of(page(triangle));
  }

  static String svg(Triangle triangle) {
    return Drawing.of(triangle.all());
  }

  private static Page page(Triangle triangle) {
    var blocks = new ArrayList<Page.Block>();
    blocks.add(new Page.Prose(introduction(triangle)));
    blocks.add(
        new Page.Table(
            "Quality, money, time",
            List.of(
                "",
                "right",
                "by lot",
                "$ per 1,000",
                "p50 s",
                "p95 s",
                "asks strong",
                "deciding ms",
                "of that $"),
            1,
            triangle.all().stream().map(one -> row(triangle, one)).toList()));
    blocks.add(new Page.Picture("Quality over money", svg(triangle)));
    var learned = triangle.learned();
    blocks.add(
        new Page.Table(
            "The cascade, bar by bar, on %d other questions"
                .formatted(learned.breakEven().cheap().rows()),
            BreakEvenText.HEAD,
            1,
            BreakEvenText.rows(learned.breakEven(), BARS)));
    var said = new ArrayList<>(BreakEvenText.sentences(learned.breakEven()));
    said.add(bar(triangle));
    blocks.add(new Page.Prose(said));
    return new Page("Two models, and who is asked", blocks);
  }

  private static List<String> introduction(Triangle triangle) {
    var recorded = triangle.recorded();
    var lines = new ArrayList<String>();
    lines.add(
        "%d questions were answered in each way. The router was fitted on %d others, the scorer of the cascade on %d of these, its bar found on the other %d."
            .formatted(
                recorded.run().size(),
                recorded.fit().size() + recorded.bar().size(),
                recorded.fit().size(),
                recorded.bar().size()));
    lines.add("By lot is what drawing lots between the two models would give for the same money.");
    if (triangle.faster() > 1) {
      lines.add(
          "The models spoke %d times as fast as they would; times are given as if they had not."
              .formatted(triangle.faster()));
    }
    return lines;
  }

  private static String bar(Triangle triangle) {
    var threshold = triangle.learned().threshold();
    return number(
        "for %s the bar is %.3f: about %.0f %% escalated, %.0f %% right",
        threshold.goal(),
        threshold.point().accept(),
        100 * threshold.point().share(),
        100 * threshold.point().toll().quality());
  }

  private static List<String> row(Triangle triangle, Measured one) {
    return List.of(
        one.name(),
        number("%.0f %%", 100 * one.quality()),
        number("%.0f %%", 100 * triangle.lots(one)),
        number("%.3f", one.perThousand()),
        seconds(one.time(50)),
        seconds(one.time(95)),
        number("%.0f %%", 100 * one.strong()),
        one.deciding().isZero() ? Figures.NONE : number("%.2f", one.deciding().toNanos() / 1e6),
        one.deciding().isZero() ? Figures.NONE : number("%.6f", one.decidingPerThousand()));
  }

  private static String seconds(Duration time) {
    return number("%.2f", time.toNanos() / 1e9);
  }

  private static String number(String layout, Object... values) {
    return String.format(Locale.ROOT, layout, values);
  }
}
