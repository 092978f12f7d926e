package io.waybill.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.ledger.Match;
import io.waybill.ledger.Multiplier;
import io.waybill.ledger.Pool;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/**
 * What of a price book priced a run, as JSON. Rates are decimals in text: dollars per million
 * tokens, and per request.
 */
final class PricesJson {
  private PricesJson() {}

  static ObjectNode of(PriceBook book) {
    var object = Json.object();
    object.put("digest", book.digest());
    book.checked().ifPresent(day -> object.put("checked", day.toString()));
    var prices = object.putArray("prices");
    book.prices().forEach(price -> price(price, prices.addObject()));
    var multipliers = object.putArray("multipliers");
    book.multipliers().forEach(each -> multiplier(each, multipliers.addObject()));
    var pools = object.putArray("pools");
    book.pools().forEach(pool -> pools.add(of(pool)));
    return object;
  }

  private static void price(Price price, ObjectNode object) {
    object.put("id", price.id());
    match(price.match(), object);
    days(price.from(), price.to(), object);
    object.set("rate", rate(price.rate()));
    var tiers = object.putArray("tiers");
    price
        .tiers()
        .forEach(
            tier -> tiers.addObject().put("above", tier.above()).set("rate", rate(tier.rate())));
    var windows = object.putArray("windows");
    price
        .windows()
        .forEach(
            window ->
                windows
                    .addObject()
                    .put("from", window.from().toString())
                    .put("to", window.to().toString())
                    .set("rate", rate(window.rate())));
    object.put("source", price.source());
    price.checked().ifPresent(day -> object.put("checked", day.toString()));
  }

  private static void match(Match match, ObjectNode object) {
    object.put("provider", match.provider());
    ArrayNode models = object.putArray("models");
    match.models().forEach(models::add);
  }

  private static void days(Optional<LocalDate> from, Optional<LocalDate> to, ObjectNode object) {
    from.ifPresent(day -> object.put("from", day.toString()));
    to.ifPresent(day -> object.put("to", day.toString()));
  }

  private static ObjectNode rate(Price.Rate rate) {
    return Json.object()
        .put("input", rate.input().toPlainString())
        .put("cache_read", rate.cacheRead().toPlainString())
        .put("cache_write", rate.cacheWrite().toPlainString())
        .put("output", rate.output().toPlainString())
        .put("reasoning", rate.reasoning().toPlainString())
        .put("request", rate.request().toPlainString());
  }

  private static void multiplier(Multiplier each, ObjectNode object) {
    match(each.match(), object);
    days(each.from(), each.to(), object);
    object.put("times", each.times().toPlainString());
    object.put("why", each.why());
  }

  static ObjectNode of(Pool pool) {
    var object = Json.object();
    object.put("name", pool.name());
    object.put("per_hour", pool.perHour().toPlainString());
    pool.watts().ifPresent(watts -> object.put("watts", watts.toPlainString()));
    object.put("slots", pool.slots());
    object.put("source", pool.source());
    pool.checked().ifPresent(day -> object.put("checked", day.toString()));
    return object;
  }

  static PriceBook read(Field book) {
    return new PriceBook(
            book.items("prices").stream().map(PricesJson::price).toList(),
            book.items("multipliers").stream().map(PricesJson::multiplier).toList(),
            book.items("pools").stream().map(PricesJson::pool).toList(),
            List.of(),
            day(book, "checked"))
        .withDigest(book.text("digest"));
  }

  private static Price price(Field price) {
    return new Price(
        price.text("id"),
        match(price),
        day(price, "from"),
        day(price, "to"),
        rate(price.in("rate")),
        price.items("tiers").stream()
            .map(tier -> new Price.Tier(tier.whole("above"), rate(tier.in("rate"))))
            .toList(),
        price.items("windows").stream()
            .map(
                window ->
                    new Price.Window(
                        window.parsed("from", LocalTime::parse),
                        window.parsed("to", LocalTime::parse),
                        rate(window.in("rate"))))
            .toList(),
        price.text("source"),
        day(price, "checked"));
  }

  private static Match match(Field field) {
    return new Match(field.text("provider"), field.texts("models"));
  }

  private static Optional<LocalDate> day(Field field, String name) {
    return field.maybe(name).map(there -> field.parsed(name, LocalDate::parse));
  }

  private static Price.Rate rate(Field rate) {
    return new Price.Rate(
        decimal(rate, "input"),
        decimal(rate, "cache_read"),
        decimal(rate, "cache_write"),
        decimal(rate, "output"),
        decimal(rate, "reasoning"),
        decimal(rate, "request"));
  }

  private static Multiplier multiplier(Field each) {
    return new Multiplier(
        match(each), decimal(each, "times"), day(each, "from"), day(each, "to"), each.text("why"));
  }

  static Pool pool(Field pool) {
    return new Pool(
        pool.text("name"),
        decimal(pool, "per_hour"),
        pool.maybe("watts").map(there -> decimal(pool, "watts")),
        pool.small("slots"),
        pool.text("source"),
        day(pool, "checked"));
  }

  private static BigDecimal decimal(Field field, String name) {
    try {
      return new BigDecimal(field.text(name));
    } catch (NumberFormatException e) {
      throw field.in(name).shouldBe("a decimal number in quotes");
    }
  }
}
