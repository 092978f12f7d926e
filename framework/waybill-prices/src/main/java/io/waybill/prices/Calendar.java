package io.waybill.prices;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.ledger.Price;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * When a model takes what. In the list the last price counts whose day has come and whose hours it
 * is, and if there is none the first; here each stretch of days has its own, with its hours.
 *
 * @param stretches one after another
 * @param beside what it takes for what a usage here does not count
 */
record Calendar(List<Stretch> stretches, Set<String> beside) {
  /** What holds from a day until another begins. */
  record Stretch(
      Optional<LocalDate> from,
      Optional<LocalDate> to,
      Price.Rate rate,
      List<Price.Tier> tiers,
      List<Price.Window> windows) {
    private boolean sameAs(Stretch other) {
      return rate.equals(other.rate) && tiers.equals(other.tiers) && windows.equals(other.windows);
    }
  }

  /** A price of the list and its condition. */
  private record Conditional(
      Optional<LocalDate> day, Optional<LocalTime> from, Optional<LocalTime> to, Tariffs tariffs) {
    boolean hours() {
      return from.isPresent();
    }

    boolean hasCome(Optional<LocalDate> today) {
      return day.isEmpty() || today.filter(now -> !now.isBefore(day.get())).isPresent();
    }
  }

  static Calendar of(JsonNode prices) throws Tariffs.Inexact {
    var all = new ArrayList<Conditional>();
    if (prices.isArray()) {
      for (var each : prices) {
        all.add(conditional(each));
      }
    } else {
      all.add(
          new Conditional(
              Optional.empty(), Optional.empty(), Optional.empty(), Tariffs.of(prices)));
    }
    if (all.isEmpty()) {
      throw new Tariffs.Inexact("has no price");
    }
    var beside = new TreeSet<String>();
    all.forEach(each -> beside.addAll(each.tariffs.beside()));
    return new Calendar(stretches(all), beside);
  }

  private static Conditional conditional(JsonNode each) throws Tariffs.Inexact {
    var when = each.path("constraint");
    var tariffs = Tariffs.of(each.path("prices"));
    try {
      if (when.isMissingNode() || when.isNull()) {
        return new Conditional(Optional.empty(), Optional.empty(), Optional.empty(), tariffs);
      }
      if (when.hasNonNull("start_date")) {
        var day = LocalDate.parse(when.path("start_date").asText());
        return new Conditional(Optional.of(day), Optional.empty(), Optional.empty(), tariffs);
      }
      return new Conditional(
          Optional.empty(),
          Optional.of(utc(when.path("start_time").asText())),
          Optional.of(utc(when.path("end_time").asText())),
          tariffs);
    } catch (DateTimeException e) {
      throw new Tariffs.Inexact("has a price for %s, which is no time".formatted(when));
    }
  }

  private static LocalTime utc(String time) {
    return time.matches(".*(?:Z|[+-][0-9:]+)")
        ? OffsetTime.parse(time).withOffsetSameInstant(ZoneOffset.UTC).toLocalTime()
        : LocalTime.parse(time);
  }

  private static List<Stretch> stretches(List<Conditional> all) throws Tariffs.Inexact {
    var begins = new ArrayList<Optional<LocalDate>>();
    begins.add(Optional.empty());
    all.stream()
        .flatMap(each -> each.day.stream())
        .distinct()
        .sorted()
        .forEach(day -> begins.add(Optional.of(day)));
    var stretches = new ArrayList<Stretch>();
    for (int i = 0; i < begins.size(); i++) {
      var to = i + 1 < begins.size() ? begins.get(i + 1) : Optional.<LocalDate>empty();
      var next = stretch(all, begins.get(i), to);
      int last = stretches.size() - 1;
      if (last >= 0 && stretches.get(last).sameAs(next)) {
        next = new Stretch(stretches.get(last).from, to, next.rate, next.tiers, next.windows);
        stretches.remove(last);
      }
      stretches.add(next);
    }
    return stretches;
  }

  private static Stretch stretch(
      List<Conditional> all, Optional<LocalDate> from, Optional<LocalDate> to)
      throws Tariffs.Inexact {
    var windows = new ArrayList<Price.Window>();
    var base = all.get(0).tariffs;
    for (int i = all.size() - 1; i >= 0; i--) {
      var each = all.get(i);
      if (each.hours()) {
        window(each).ifPresent(windows::add);
        if (!each.tariffs.tiers().isEmpty()) {
          throw new Tariffs.Inexact("has tiers at some hours, which no book here has");
        }
      } else if (each.hasCome(from)) {
        base = each.tariffs;
        break;
      }
    }
    return new Stretch(from, to, base.rate(), base.tiers(), windows);
  }

  /** From an hour to the same is never, in the list. */
  private static Optional<Price.Window> window(Conditional each) {
    return each.from.flatMap(
        from ->
            each.to
                .filter(to -> !to.equals(from))
                .map(to -> new Price.Window(from, to, each.tariffs.rate())));
  }
}
