package io.waybill.estimate;

import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Quote;
import io.waybill.work.Bound;
import io.waybill.work.Money;
import io.waybill.work.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** What things cost by a price book on one day, in nano-dollars that need not be whole. */
final class Till {
  private static final double NANO = 1e9;
  private static final double NANO_PER_MILLIONTH = 1000;
  private static final double SECONDS_PER_HOUR = 3600;

  /**
   * What one call cost.
   *
   * @param in for what it read, and for asking at all
   * @param out for what it wrote
   * @param time for the machine that it had
   * @param billed whether anybody bills it
   * @param priced whether there is a price for it
   */
  record Sum(double in, double out, double time, boolean billed, boolean priced) {
    static final Sum NOTHING = new Sum(0, 0, 0, false, true);
    static final Sum UNKNOWN = new Sum(0, 0, 0, true, false);

    double all() {
      return in + out + time;
    }
  }

  private final PriceBook prices;
  private final Instant at;
  private final IdentityHashMap<Use, Sum> recorded = new IdentityHashMap<>();
  private final Map<String, Optional<Quote>> quotes = new HashMap<>();
  private final IdentityHashMap<Price.Rate, double[]> rates = new IdentityHashMap<>();

  Till(PriceBook prices, Instant at) {
    this.prices = prices;
    this.at = at;
  }

  PriceBook prices() {
    return prices;
  }

  /** What was used in a run, at today's prices. */
  Sum of(Use use) {
    return recorded.computeIfAbsent(use, this::priced);
  }

  private Sum priced(Use use) {
    var work = use.posting().work();
    var usage = use.posting().billed();
    if (usage.basis() == Usage.Basis.NOTHING) {
      return Sum.NOTHING;
    }
    if (prices.price(work, usage, at).unpriced() > 0) {
      return Sum.UNKNOWN;
    }
    double in = 0;
    double out = 0;
    double time = 0;
    for (var charge : prices.charges(work, usage, at)) {
      double nano = charge.money().nanoUsd();
      switch (charge.kind()) {
        case INPUT, CACHE_READ, CACHE_WRITE, REQUEST -> in += nano;
        case OUTPUT, REASONING -> out += nano;
        case ENGINE -> time += nano;
      }
    }
    return new Sum(in, out, time, true, true);
  }

  /** What so many tokens cost, none of them cached. */
  Sum tokens(String provider, String model, double in, double out) {
    var quote =
        quotes.computeIfAbsent(provider + "\n" + model, name -> prices.quote(provider, model, at));
    return quote
        .map(known -> rates.computeIfAbsent(known.rate((long) in, at), Till::plain))
        .map(rate -> new Sum(in * rate[0] + rate[2], out * rate[1], 0, true, true))
        .orElse(Sum.UNKNOWN);
  }

  private static double[] plain(Price.Rate rate) {
    return new double[] {
      rate.input().doubleValue() * NANO_PER_MILLIONTH,
      rate.output().doubleValue() * NANO_PER_MILLIONTH,
      rate.request().doubleValue() * NANO
    };
  }

  /** What the machine of a pool costs for so many seconds. */
  Sum machine(String pool, double seconds) {
    return prices
        .pool(pool)
        .map(known -> known.perHour().doubleValue() * NANO / SECONDS_PER_HOUR * seconds)
        .map(nano -> new Sum(0, 0, nano, true, true))
        .orElse(Sum.UNKNOWN);
  }

  /** What a budget would hold for a call; empty if there is no price. */
  Optional<Money> most(Duty duty, double bytes, double out, double seconds) {
    var bound = duty.sent().bound();
    var filled =
        bound.kind() == Bound.Kind.TOKENS
            ? Bound.tokens(
                bound.provider(), bound.model(), (long) Math.ceil(bytes), (long) Math.ceil(out))
            : bound;
    return prices.most(duty.info(), filled, Duration.ofNanos((long) (seconds * NANO)), at);
  }
}
