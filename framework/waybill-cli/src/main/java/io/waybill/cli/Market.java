package io.waybill.cli;

import io.waybill.ledger.PriceBook;
import io.waybill.prices.PriceBooks;
import io.waybill.protect.Health;
import io.waybill.routing.gain.GainRouter;
import io.waybill.routing.gain.Target;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What models cost and how soon they begin to answer, as far as this process knows.
 *
 * @param prices read for whoever is to know them
 * @param health of those who were asked so far
 */
record Market(Supplier<PriceBook> prices, Supplier<Health> health) {
  /** The bundled prices, and nobody was asked yet. */
  static final Market BUNDLED = of(PriceBooks::bundled);

  /** Nobody was asked yet. */
  static Market of(Supplier<PriceBook> prices) {
    return new Market(prices, () -> new Health(List.of()));
  }

  /** The same router, knowing prices and, where waiting counts, how soon somebody answers. */
  GainRouter tell(GainRouter router, PriceBook book) {
    var priced = router.priced(book, Clock.systemUTC());
    return router.tradeoff().perSecond() > 0 ? priced.timed(this::firstToken) : priced;
  }

  private Optional<Duration> firstToken(Target target) {
    return health.get().all().stream()
        .filter(one -> one.whom().equals(target.whom()))
        .findFirst()
        .flatMap(Health.Of::half);
  }
}
