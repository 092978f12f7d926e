package io.waybill.ledger;

import io.waybill.work.Money;
import io.waybill.work.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** A price as it holds for requests of one day, with what contracts make of it. */
public final class Quote {
  private final Price price;
  private final BigDecimal times;
  private final Tariff base;
  private final List<Tariff> tiers;
  private final List<Tariff> windows;

  Quote(Price price, BigDecimal times) {
    this.price = price;
    this.times = times;
    this.base = new Tariff(price.rate().times(times));
    this.tiers = price.tiers().stream().map(tier -> new Tariff(tier.rate().times(times))).toList();
    this.windows =
        price.windows().stream().map(window -> new Tariff(window.rate().times(times))).toList();
  }

  /** The entry of the book. */
  public Price price() {
    return price;
  }

  /** What contracts multiply it with; 1 without any. */
  public BigDecimal times() {
    return times;
  }

  /** What holds, contracts included, for a request that begins then and reads so many tokens. */
  public Price.Rate rate(long input, Instant at) {
    return tariff(input, at).rate;
  }

  /** What a request costs, rounded once, half to even, to the nearest nano-dollar. */
  public Money price(Usage usage, Instant at) {
    return new Money(tariff(usage.input(), at).price(usage));
  }

  /** The same, divided among what it is for. */
  public List<Charge> charges(Usage usage, Instant at) {
    return Charges.of(tariff(usage.input(), at), usage);
  }

  private Tariff tariff(long input, Instant at) {
    if (!windows.isEmpty()) {
      var time = LocalTime.ofInstant(at, ZoneOffset.UTC);
      for (int i = 0; i < windows.size(); i++) {
        if (price.windows().get(i).holds(time)) {
          return windows.get(i);
        }
      }
    }
    var found = base;
    for (int i = 0; i < tiers.size() && input > price.tiers().get(i).above(); i++) {
      found = tiers.get(i);
    }
    return found;
  }

  /** The most that a request costs that reads and writes no more than this, rounded up. */
  Money most(long input, long output) {
    var exact =
        rates(input)
            .map(
                rate ->
                    Tariff.times(rate.dearestInput(), input)
                        .add(Tariff.times(rate.dearestOutput(), output))
                        .add(rate.request().movePointRight(9)))
            .max(Comparator.naturalOrder())
            .orElse(BigDecimal.ZERO);
    return new Money(exact.setScale(0, RoundingMode.CEILING).longValueExact());
  }

  /** How many tokens of output a sum buys, after so many of input; empty if they cost nothing. */
  public OptionalLong buys(Money sum, long input) {
    var each =
        rates(input)
            .map(Price.Rate::dearestOutput)
            .max(Comparator.naturalOrder())
            .map(rate -> Tariff.times(rate, 1))
            .orElse(BigDecimal.ZERO);
    if (each.signum() <= 0) {
      return OptionalLong.empty();
    }
    var tokens = BigDecimal.valueOf(sum.nanoUsd()).divide(each, 0, RoundingMode.FLOOR);
    return OptionalLong.of(tokens.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValueExact());
  }

  /** It may end up in a lower tier, or begin in any window. */
  private Stream<Price.Rate> rates(long input) {
    long reached = price.tiers().stream().filter(tier -> input > tier.above()).count();
    return Stream.of(Stream.of(base), tiers.stream().limit(reached), windows.stream())
        .flatMap(all -> all)
        .map(tariff -> tariff.rate);
  }
}
