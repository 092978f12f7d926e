package io.waybill.ledger;

import java.time.Duration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Prices a run anew, perhaps as if some of its attempts had been others. */
final class Rerated {
  private final Waybill run;
  private final PriceBook prices;
  private final UnaryOperator<Posting> as;
  private final IdentityHashMap<Posting, Posting> anew = new IdentityHashMap<>();

  /** What machines would not have been used for. */
  private final Map<String, Duration> freed = new HashMap<>();

  private Rerated(Waybill run, PriceBook prices, UnaryOperator<Posting> as) {
    this.run = run;
    this.prices = prices;
    this.as = as;
  }

  static Waybill of(Waybill run, PriceBook prices, UnaryOperator<Posting> as) {
    return new Rerated(run, prices, as).waybill();
  }

  private Waybill waybill() {
    var postings = run.ledger().postings().stream().map(this::priced).toList();
    return new Waybill(
        run.run(),
        run.plan(),
        run.started(),
        run.wall(),
        run.status(),
        run.failure(),
        run.lines().stream().map(this::line).toList(),
        run.groups(),
        new Ledger(postings),
        run.scores(),
        prices.pricing(postings, run::began),
        run.pools().stream().flatMap(use -> pool(use).under(prices).stream()).toList(),
        run.outline());
  }

  private Waybill.Line line(Waybill.Line line) {
    return new Waybill.Line(
        line.path(),
        line.after(),
        line.attempts().stream().map(this::priced).toList(),
        line.decision(),
        line.kind(),
        line.sources());
  }

  private Posting priced(Posting posting) {
    return anew.computeIfAbsent(
        posting,
        old -> {
          var other = as.apply(old);
          var machine = old.work().pool();
          if (!other.work().pool().equals(machine)) {
            freed.merge(machine, old.billed().engine(), Duration::plus);
          }
          return other.costing(prices.price(other.work(), other.billed(), run.began(old)));
        });
  }

  /** What is done elsewhere leaves the machine idle. */
  private PoolUse pool(PoolUse use) {
    var free = freed.getOrDefault(use.pool().name(), Duration.ZERO);
    return new PoolUse(use.pool(), use.share().minus(free), use.elapsed(), use.idle().plus(free));
  }
}
