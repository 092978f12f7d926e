package io.waybill.run;

import io.waybill.ledger.Pool;
import io.waybill.ledger.PoolUse;
import io.waybill.ledger.PriceBook;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The machines that the runs of an engine share, as far as this process sees them. */
final class Pools {
  private final Map<String, PoolMeter> meters = new LinkedHashMap<>();
  private final PriceBook prices;
  private final EngineClock clock;

  Pools(PriceBook prices, EngineClock clock) {
    this.prices = prices;
    this.clock = clock;
    for (var pool : prices.pools()) {
      meters.put(pool.name(), new PoolMeter(pool.slots(), clock.nanos()));
    }
  }

  /** A call comes; null if nobody knows what the machine costs. */
  PoolMeter.@Nullable Stay enter(String pool) {
    var meter = pool.isEmpty() ? null : meters.get(pool);
    return meter == null ? null : meter.enter(clock.nanos());
  }

  /** How each was used since the engine was made. */
  List<PoolUse> uses() {
    return prices.pools().stream().map(this::use).toList();
  }

  private PoolUse use(Pool pool) {
    var meter = java.util.Objects.requireNonNull(meters.get(pool.name()));
    var standing = meter.standing(clock.nanos());
    var busy = Duration.ofNanos(standing.elapsed() - standing.idle());
    return new PoolUse(
        pool, busy, Duration.ofNanos(standing.elapsed()), Duration.ofNanos(standing.idle()));
  }
}
