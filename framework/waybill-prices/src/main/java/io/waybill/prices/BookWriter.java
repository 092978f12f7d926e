package io.waybill.prices;

import io.waybill.ledger.Fixed;
import io.waybill.ledger.Match;
import io.waybill.ledger.Multiplier;
import io.waybill.ledger.Pool;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.yaml.YamlKeys;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Writes a price book as people write one; what reading fills in is left out. */
final class BookWriter {
  private final StringBuilder out = new StringBuilder();

  private BookWriter() {}

  static String write(PriceBook book) {
    var writer = new BookWriter();
    writer.out.append(PriceBooks.BEGINS).append('\n');
    book.checked().ifPresent(day -> writer.out.append("checked: ").append(day).append('\n'));
    writer.section("prices", book.prices(), writer::price);
    writer.section("multipliers", book.multipliers(), writer::multiplier);
    writer.section("pools", book.pools(), writer::pool);
    writer.section("fixed", book.fixed(), writer::fixed);
    return writer.out.toString();
  }

  private <T> void section(String name, List<T> entries, Consumer<T> write) {
    if (!entries.isEmpty()) {
      out.append('\n').append(name).append(":\n");
      entries.forEach(write);
    }
  }

  private void price(Price price) {
    first("id", text(price.id()));
    next("match", match(price.match()));
    days(price.from(), price.to());
    next("rates", rate(price.rate()));
    if (!price.tiers().isEmpty()) {
      out.append("    tiers:\n");
      price.tiers().forEach(this::tier);
    }
    if (!price.windows().isEmpty()) {
      out.append("    windows:\n");
      price.windows().forEach(this::window);
    }
    origin(price.source(), price.checked());
  }

  private void tier(Price.Tier tier) {
    out.append("      - { above: %d, rates: %s }\n".formatted(tier.above(), rate(tier.rate())));
  }

  private void window(Price.Window window) {
    out.append(
        "      - { from: \"%s\", to: \"%s\", rates: %s }\n"
            .formatted(window.from(), window.to(), rate(window.rate())));
  }

  private void multiplier(Multiplier each) {
    first("match", match(each.match()));
    next("times", number(each.times()));
    days(each.from(), each.to());
    if (!each.why().isEmpty()) {
      next("why", text(each.why()));
    }
  }

  private void pool(Pool pool) {
    first("name", text(pool.name()));
    next("per_hour", number(pool.perHour()));
    pool.watts().ifPresent(watts -> next("watts", number(watts)));
    next("slots", String.valueOf(pool.slots()));
    origin(pool.source(), pool.checked());
  }

  private void fixed(Fixed cost) {
    first("id", text(cost.id()));
    next("one_off", number(cost.oneOff()));
    next("per_month", number(cost.perMonth()));
    origin(cost.source(), Optional.empty());
  }

  private void days(Optional<LocalDate> from, Optional<LocalDate> to) {
    from.ifPresent(day -> next("from", day.toString()));
    to.ifPresent(day -> next("to", day.toString()));
  }

  private void origin(String source, Optional<LocalDate> checked) {
    if (!source.isEmpty()) {
      next("source", text(source));
    }
    checked.ifPresent(day -> next("checked", day.toString()));
  }

  private void first(String key, String value) {
    out.append("  - ").append(key).append(": ").append(value).append('\n');
  }

  private void next(String key, String value) {
    out.append("    ").append(key).append(": ").append(value).append('\n');
  }

  private static String match(Match match) {
    var models =
        match.models().size() == 1
            ? "model: " + text(match.models().get(0))
            : match.models().stream()
                .map(BookWriter::text)
                .collect(Collectors.joining(", ", "models: [", "]"));
    return match.provider().equals(Values.ANY)
        ? "{ %s }".formatted(models)
        : "{ provider: %s, %s }".formatted(text(match.provider()), models);
  }

  private static String rate(Price.Rate rate) {
    var parts = new ArrayList<String>();
    parts.add("input: " + number(rate.input()));
    unless(rate.input(), "cache_read", rate.cacheRead(), parts);
    unless(rate.input(), "cache_write", rate.cacheWrite(), parts);
    parts.add("output: " + number(rate.output()));
    unless(rate.output(), "reasoning", rate.reasoning(), parts);
    unless(BigDecimal.ZERO, "request", rate.request(), parts);
    return "{ %s }".formatted(String.join(", ", parts));
  }

  private static void unless(BigDecimal usual, String name, BigDecimal rate, List<String> parts) {
    if (!number(rate).equals(number(usual))) {
      parts.add(name + ": " + number(rate));
    }
  }

  /** With as many digits as it has: 1.0 is not 1 to whoever compares records. */
  private static String number(BigDecimal number) {
    return number.scale() < 0 ? number.toString() : number.toPlainString();
  }

  private static String text(String text) {
    return YamlKeys.written(text);
  }
}
