package io.waybill.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the price of a call, and remembers where it found those of others like it. */
final class Quotes {
  private static final int REMEMBERED = 10_000;
  private static final int DAYS = 1000;

  private record Whom(String provider, String model) {}

  /** What may hold for a model on some day, the best match first. */
  private record Found(
      List<Price> prices, List<Multiplier> multipliers, Map<LocalDate, Optional<Quote>> byDay) {}

  /**
   * What there is for a model.
   *
   * @param dated whether what holds depends on the day
   * @param always what holds if it does not
   */
  private record Known(boolean dated, Optional<Quote> always, Found found) {}

  private final List<Price> prices;
  private final List<Multiplier> multipliers;
  private final Map<Whom, Known> known = new ConcurrentHashMap<>();

  Quotes(List<Price> prices, List<Multiplier> multipliers) {
    this.prices = prices;
    this.multipliers = multipliers;
  }

  Optional<Quote> of(String provider, String model, Instant at) {
    var whom = new Whom(provider, model);
    var there = known.get(whom);
    if (there == null) {
      there = search(whom);
      if (known.size() < REMEMBERED) {
        known.put(whom, there);
      }
    }
    if (!there.dated) {
      return there.always;
    }
    var found = there.found;
    var day = LocalDate.ofInstant(at, ZoneOffset.UTC);
    if (found.byDay.size() > DAYS) {
      found.byDay.clear();
    }
    return found.byDay.computeIfAbsent(day, any -> quote(found, day));
  }

  private Known search(Whom whom) {
    var matching =
        prices.stream()
            .filter(price -> fits(price.match(), whom))
            .sorted(
                Comparator.comparing((Price price) -> price.match().fit(whom.provider, whom.model))
                    .reversed())
            .toList();
    var multiplied = multipliers.stream().filter(each -> fits(each.match(), whom)).toList();
    var found = new Found(matching, multiplied, new ConcurrentHashMap<>());
    boolean dated =
        !matching.isEmpty()
            && !(matching.get(0).always() && multiplied.stream().allMatch(Multiplier::always));
    return new Known(dated, dated ? Optional.empty() : quote(found, LocalDate.EPOCH), found);
  }

  private static boolean fits(Match match, Whom whom) {
    return !match.fit(whom.provider, whom.model).equals(Match.Fit.NONE);
  }

  private static Optional<Quote> quote(Found found, LocalDate day) {
    return found.prices.stream()
        .filter(price -> price.holds(day))
        .findFirst()
        .map(
            price ->
                new Quote(
                    price,
                    found.multipliers.stream()
                        .filter(each -> each.holds(day))
                        .map(Multiplier::times)
                        .reduce(BigDecimal.ONE, BigDecimal::multiply)));
  }
}
