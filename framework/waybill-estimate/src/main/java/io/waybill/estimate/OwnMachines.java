package io.waybill.estimate;

import io.waybill.ledger.Fixed;
import io.waybill.ledger.Pool;
import io.waybill.ledger.PriceBook;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Machines of our own: how many, what they cost, and from when they are cheaper. */
final class OwnMachines {
  /** Of the time that a machine is there, the part that it may be at work: queues grow beyond. */
  private static final double BUSY = 0.7;

  private static final double SECONDS_A_DAY = 86_400;
  private static final BigDecimal HOURS_A_DAY = BigDecimal.valueOf(24);
  private static final BigDecimal DAYS_A_MONTH = new BigDecimal("30.4375");

  private final PriceBook prices;
  private final Optional<Volume> volume;
  private final Assumptions assumptions;
  private final Gathered gathered;

  OwnMachines(
      PriceBook prices, Optional<Volume> volume, Assumptions assumptions, Gathered gathered) {
    this.prices = prices;
    this.volume = volume;
    this.assumptions = assumptions;
    this.gathered = gathered;
  }

  List<Estimate.Machines> machines() {
    var all = new ArrayList<Estimate.Machines>();
    gathered
        .pools()
        .forEach(
            (name, at) -> {
              double seconds = at.seconds() / gathered.draws();
              double tokens = at.tokens() / gathered.draws();
              var load = volume.map(items -> load(name, items.perSecond(), seconds, tokens));
              all.add(new Estimate.Machines(name, seconds, tokens, load));
            });
    return all;
  }

  private Estimate.Load load(String name, double itemsPerSecond, double seconds, double tokens) {
    long machines = Math.max(1, (long) Math.ceil(itemsPerSecond * seconds / BUSY - 1e-9));
    var perMonth =
        prices
            .pool(name)
            .map(
                pool ->
                    pool.perHour()
                        .multiply(HOURS_A_DAY)
                        .multiply(DAYS_A_MONTH)
                        .multiply(BigDecimal.valueOf(machines)));
    return new Estimate.Load(itemsPerSecond * tokens, machines, perMonth);
  }

  /** For every pool that models run on, or of which somebody said how much it writes. */
  List<Estimate.MakeOrBuy> makeOrBuy(Sketch sketch) {
    double perItem = gathered.apiNano();
    if (perItem <= 0) {
      return List.of();
    }
    return prices.pools().stream()
        .filter(pool -> assumptions.pools().containsKey(pool.name()) || writes(sketch, pool))
        .map(pool -> makeOrBuy(pool, perItem))
        .toList();
  }

  private static boolean writes(Sketch sketch, Pool pool) {
    return sketch.stops().stream()
        .filter(stop -> stop.duty() != null)
        .map(sketch::duty)
        .anyMatch(duty -> duty.sent().writes() && duty.info().pool().equals(pool.name()));
  }

  private Estimate.MakeOrBuy makeOrBuy(Pool pool, double nanoPerItem) {
    var perItem = Summing.usd(nanoPerItem);
    var fixed =
        prices.fixed().stream()
            .map(Fixed::perMonth)
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .divide(DAYS_A_MONTH, MathContext.DECIMAL64);
    double machine = pool.perHour().multiply(HOURS_A_DAY).doubleValue();
    double price = perItem.doubleValue();
    var most = itemsPerDay(pool);
    return new Estimate.MakeOrBuy(
        pool.name(),
        perItem,
        pool.perHour().multiply(HOURS_A_DAY).add(fixed),
        most,
        from(machine, fixed.doubleValue(), price, most));
  }

  /** What one machine can do instead of whoever is paid by the token. */
  private OptionalDouble itemsPerDay(Pool pool) {
    double perSecond = tokensPerSecond(pool);
    return perSecond > 0 && gathered.apiTokens() > 0
        ? OptionalDouble.of(BUSY * SECONDS_A_DAY * perSecond / gathered.apiTokens())
        : OptionalDouble.empty();
  }

  private double tokensPerSecond(Pool pool) {
    var told = assumptions.pools().get(pool.name());
    if (told != null) {
      return told;
    }
    var at = gathered.pools().get(pool.name());
    return at == null || at.seconds() <= 0 ? 0 : at.tokens() / at.seconds();
  }

  /**
   * Items a day from which so many machines as are needed, and what is fixed, cost no more than the
   * items do elsewhere.
   */
  private static OptionalDouble from(
      double machine, double fixed, double price, OptionalDouble mostPerMachine) {
    double one = (machine + fixed) / price;
    if (mostPerMachine.isEmpty() || one <= mostPerMachine.getAsDouble()) {
      return OptionalDouble.of(one);
    }
    double saved = mostPerMachine.getAsDouble() * price - machine;
    if (saved <= 0) {
      return OptionalDouble.empty();
    }
    double machines = Math.ceil(fixed / saved);
    return OptionalDouble.of((machines * machine + fixed) / price);
  }
}
