package io.waybill.reports;

import io.waybill.ledger.Price;
import io.waybill.ledger.Waybill;
import io.waybill.work.Choice;
import io.waybill.work.Source;
import java.util.List;
import java.util.Locale;

/** What the figures of a receipt rest on: prices, scores, and what answers were taken from. */
final class PricesSection {
  private final Markup page;
  private final Waybill waybill;

  private PricesSection(Markup page, Waybill waybill) {
    this.page = page;
    this.waybill = waybill;
  }

  static void on(Markup page, Waybill waybill) {
    var section = new PricesSection(page, waybill);
    page.open("section", "id", "prices", "aria-labelledby", "prices-title");
    page.element("h2", "What it rests on", "id", "prices-title");
    section.book();
    section.weighed();
    section.scores();
    section.sources();
    page.close("section");
  }

  private void book() {
    var book = waybill.prices();
    page.open("dl", "class", "facts").element("dt", "price book");
    page.open("dd").element("code", book.digest(), "id", "digest").close("dd");
    page.element("dt", "prices checked");
    page.element("dd", book.checked().map(Object::toString).orElse("nobody said when"));
    page.close("dl");
    if (!book.prices().isEmpty()) {
      prices(book.prices());
    }
    if (!book.multipliers().isEmpty()) {
      contracts();
    }
  }

  private void prices(List<Price> prices) {
    var table =
        Columns.open(
            page,
            "Prices that were used: dollars per million tokens, and per request",
            List.of(
                Columns.words("price"),
                Columns.words("provider"),
                Columns.words("models"),
                Columns.words("holds"),
                Columns.words("input"),
                Columns.words("cache read / write"),
                Columns.words("output"),
                Columns.words("request"),
                Columns.words("source")));
    for (var price : prices) {
      var rate = price.rate();
      table.row("").head(price.id());
      table.texts(price.match().provider(), String.join(", ", price.match().models()));
      table.texts(days(price), plain(rate.input()));
      table.texts(plain(rate.cacheRead()) + " / " + plain(rate.cacheWrite()), plain(rate.output()));
      table.texts(rate.request().signum() == 0 ? "" : plain(rate.request()));
      table.texts(LedgerTable.source(price.source(), price.checked())).end();
    }
    table.close("tbody");
  }

  private static String plain(java.math.BigDecimal rate) {
    return rate.stripTrailingZeros().toPlainString();
  }

  private static String days(Price price) {
    var from = price.from().map(day -> "from " + day).orElse("");
    var to = price.to().map(day -> " until " + day).orElse("");
    var more = price.tiers().isEmpty() ? "" : ", by length of input";
    var hours = price.windows().isEmpty() ? "" : ", by hour";
    var days = (from + to).strip();
    return (days.isEmpty() ? "always" : days) + more + hours;
  }

  private void contracts() {
    page.element("h3", "Contracts");
    var table =
        Columns.open(
            page,
            "What prices are multiplied with",
            List.of(Columns.words("models"), Columns.words("times"), Columns.words("why")));
    for (var each : waybill.prices().multipliers()) {
      table
          .row("")
          .head(each.match().provider() + " / " + String.join(", ", each.match().models()));
      table.texts(each.times().toPlainString(), each.why()).end();
    }
    table.close("tbody");
  }

  /** What routers between models held against each other. */
  private void weighed() {
    var decided =
        waybill.lines().stream()
            .filter(line -> line.decision().filter(PricesSection::weighs).isPresent())
            .toList();
    if (decided.isEmpty()) {
      return;
    }
    page.element("h3", "How models were chosen");
    var table =
        Columns.open(
            page,
            "Choices between models",
            List.of(
                Columns.words("step"),
                Columns.words("chosen"),
                Columns.words("policy"),
                Columns.number("expected cost"),
                Columns.words("weighed")));
    for (var line : decided) {
      var choice = line.decision().orElseThrow();
      table.row("").head(line.path()).texts(choice.label(), choice.grounds().policy());
      choice
          .grounds()
          .expected()
          .ifPresentOrElse(
              money -> table.number(money.toString(), money.nanoUsd()), () -> table.none());
      table.texts(choice.reason()).end();
    }
    table.close("tbody");
  }

  private static boolean weighs(Choice choice) {
    return !choice.grounds().policy().isEmpty();
  }

  private void scores() {
    if (waybill.scores().isEmpty()) {
      return;
    }
    page.element("h3", "How good it was");
    var table =
        Columns.open(
            page,
            "Scores",
            List.of(
                Columns.words("step"),
                Columns.words("metric"),
                Columns.number("value"),
                Columns.words("label"),
                Columns.words("given by")));
    for (var scored : waybill.scores()) {
      var score = scored.score();
      table.row("").head(scored.path().isEmpty() ? "run" : scored.path()).texts(score.metric());
      table.number(StepsTable.decimals(score.value()), Math.round(score.value() * 1e6));
      table.texts(score.label(), score.origin().name().toLowerCase(Locale.ROOT)).end();
    }
    table.close("tbody");
  }

  private void sources() {
    if (waybill.lines().stream().allMatch(line -> line.sources().isEmpty())) {
      return;
    }
    page.element("h3", "Sources");
    var table =
        Columns.open(
            page,
            "What answers were taken from",
            List.of(
                Columns.words("step"),
                Columns.words("document"),
                Columns.number("from letter"),
                Columns.number("to"),
                Columns.words("digest")));
    for (var line : waybill.lines()) {
      line.sources().forEach(source -> source(table, line.path(), source));
    }
    table.close("tbody");
  }

  private static void source(Columns table, String path, Source source) {
    table.row("").head(path).texts(source.document());
    table.number("" + source.from(), source.from()).number("" + source.to(), source.to());
    table.texts(source.digest()).end();
  }
}
