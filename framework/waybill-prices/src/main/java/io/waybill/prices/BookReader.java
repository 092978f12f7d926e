package io.waybill.prices;

import io.waybill.ledger.Fixed;
import io.waybill.ledger.Match;
import io.waybill.ledger.Multiplier;
import io.waybill.ledger.Pool;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Tie;
import io.waybill.yaml.YamlKeys;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads one price book; what is wrong is noted at its place, and the rest read all the same. */
final class BookReader {
  private final YamlKeys keys;

  BookReader(YamlKeys keys) {
    this.keys = keys;
  }

  /** What is sound of the book. */
  PriceBook book() {
    keys.needs("price_book");
    keys.value("price_book", Values::first, "is a format that nobody knows here: write 1");
    var prices = all("prices", BookReader::price);
    var multipliers = all("multipliers", BookReader::multiplier);
    var pools = alone("name", all("pools", BookReader::pool), Pool::name);
    var fixed = alone("id", all("fixed", BookReader::fixed), Fixed::id);
    var checked = day(keys, "checked");
    try {
      return new PriceBook(values(prices), values(multipliers), pools, fixed, checked);
    } catch (IllegalArgumentException tied) {
      tellTies(prices);
      return PriceBook.EMPTY;
    }
  }

  /** Something that was read, and where it stands. */
  private record Entry<T>(T value, YamlKeys keys) {}

  private <T> List<Entry<T>> all(String key, Function<YamlKeys, Optional<T>> read) {
    var all = new ArrayList<Entry<T>>();
    for (var item : keys.items(key)) {
      read.apply(item).ifPresent(value -> all.add(new Entry<>(value, item)));
      item.refuseUnknown();
    }
    return all;
  }

  /** Those that no other is called like. */
  private static <T> List<T> alone(String key, List<Entry<T>> entries, Function<T, String> name) {
    var first = new HashMap<String, Entry<T>>();
    var alone = new ArrayList<T>();
    for (var entry : entries) {
      var called = name.apply(entry.value);
      var other = first.putIfAbsent(called, entry);
      if (other == null) {
        alone.add(entry.value);
      } else {
        entry.keys.problem(
            key, "is '%s', and so is that in line %d".formatted(called, other.keys.line()));
      }
    }
    return alone;
  }

  private static <T> List<T> values(List<Entry<T>> entries) {
    return entries.stream().map(Entry::value).toList();
  }

  private static void tellTies(List<Entry<Price>> entries) {
    for (var tie : Tie.in(values(entries))) {
      var one = entries.get(tie.one());
      var other = entries.get(tie.other());
      other.keys.problem(
          "match",
          "of '%s' is for the same calls as that of '%s' in line %d, as closely: make one say more, or end before the other begins"
              .formatted(other.value.id(), one.value.id(), one.keys.line()));
    }
  }

  private static Optional<Price> price(YamlKeys entry) {
    var id = entry.required("id");
    entry.needs("match");
    var match = entry.inner("match").flatMap(BookReader::match);
    var from = day(entry, "from");
    var to = day(entry, "to");
    var rates = new Rates(entry.value("per", Values::per, Values.NO_PER).orElse(0));
    var rate = rates.of(entry);
    var tiers = rates.tiers(entry);
    var windows = rates.windows(entry);
    var source = entry.text("source").orElse("");
    var checked = day(entry, "checked");
    return id.isPresent() && match.isPresent() && rate.isPresent()
        ? made(
            entry,
            "id",
            () ->
                new Price(
                    id.get(), match.get(), from, to, rate.get(), tiers, windows, source, checked))
        : Optional.empty();
  }

  private static Optional<Match> match(YamlKeys match) {
    if (match.has("model") == match.has("models")) {
      match.problem(
          "model",
          match.has("model")
              ? "stands beside 'models': write one of the two"
              : "is missing: write one, or several under 'models'; '*' for any");
    }
    return anyMatch(match);
  }

  /** For multipliers, which often hold for all models of somebody. */
  private static Optional<Match> anyMatch(YamlKeys match) {
    var provider = match.text("provider").orElse(Values.ANY);
    var models = new ArrayList<String>();
    match.text("model").ifPresent(models::add);
    models.addAll(match.texts("models"));
    match.refuseUnknown();
    if (!match.has("model") && !match.has("models")) {
      models.add(Values.ANY);
    }
    return made(match, match.has("models") ? "models" : "model", () -> new Match(provider, models));
  }

  private static Optional<Multiplier> multiplier(YamlKeys entry) {
    entry.needs("match");
    var match = entry.inner("match").flatMap(BookReader::anyMatch);
    entry.needs("times");
    var times = entry.value("times", Values::amount, "is no number from 0 up: write 0.85");
    var from = day(entry, "from");
    var to = day(entry, "to");
    var why = entry.text("why").orElse("");
    return match.isPresent() && times.isPresent()
        ? made(entry, "times", () -> new Multiplier(match.get(), times.get(), from, to, why))
        : Optional.empty();
  }

  private static Optional<Pool> pool(YamlKeys entry) {
    var name = entry.required("name");
    entry.needs("per_hour");
    var perHour = dollars(entry, "per_hour");
    var watts = entry.value("watts", Values::amount, "is no number from 0 up: write 350");
    int slots =
        entry.value("slots", Values::slots, "is no whole number from 1 up: write 4").orElse(1);
    var source = entry.text("source").orElse("");
    var checked = day(entry, "checked");
    return name.isPresent() && perHour.isPresent()
        ? made(
            entry, "name", () -> new Pool(name.get(), perHour.get(), watts, slots, source, checked))
        : Optional.empty();
  }

  private static Optional<Fixed> fixed(YamlKeys entry) {
    var id = entry.required("id");
    var oneOff = dollars(entry, "one_off").orElse(BigDecimal.ZERO);
    var monthly = dollars(entry, "per_month").orElse(BigDecimal.ZERO);
    var source = entry.text("source").orElse("");
    return id.isPresent()
        ? made(entry, "id", () -> new Fixed(id.get(), oneOff, monthly, source))
        : Optional.empty();
  }

  private static Optional<LocalDate> day(YamlKeys keys, String key) {
    return keys.value(key, Values::day, "is no day: write 2026-11-20");
  }

  private static Optional<BigDecimal> dollars(YamlKeys keys, String key) {
    return keys.value(key, Values::amount, Values.NO_DOLLARS);
  }

  /** What the ledger would not take is a problem like any other. */
  private static <T> Optional<T> made(YamlKeys keys, String key, Supplier<T> make) {
    try {
      return Optional.of(make.get());
    } catch (IllegalArgumentException e) {
      keys.problem(key, "is wrong: " + e.getMessage());
      return Optional.empty();
    }
  }
}
