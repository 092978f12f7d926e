package io.waybill.ledger;

import io.waybill.work.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/**
 * How a machine of our own was used, as far as this process saw it: calls that others make on the
 * same machine are not seen, and look like idle time.
 *
 * @param share what the run was charged for; of a whole process, what all were
 * @param elapsed what passed from when its first call came until its last had gone
 * @param idle what of it nobody was charged for
 */
public record PoolUse(Pool pool, Duration share, Duration elapsed, Duration idle) {
  private static final BigDecimal NANOS_PER_HOUR = BigDecimal.valueOf(3_600_000_000_000L);

  /** The same machine at another price; nothing if that is not known. */
  Optional<PoolUse> under(PriceBook prices) {
    return prices.pool(pool.name()).map(other -> new PoolUse(other, share, elapsed, idle));
  }

  /** What calls of other runs had. */
  public Duration others() {
    return elapsed.minus(idle).minus(share);
  }

  /** What was paid for time that nobody was charged for, to the nearest nano-dollar. */
  public Money idleCost() {
    return new Money(
        pool.perHour()
            .movePointRight(9)
            .multiply(BigDecimal.valueOf(idle.toNanos()))
            .divide(NANOS_PER_HOUR, 0, RoundingMode.HALF_EVEN)
            .longValueExact());
  }

  /** Watt-hours of the share; unknown if nobody said what the machine draws. */
  public Optional<BigDecimal> wattHours() {
    return pool.watts()
        .map(
            watts ->
                watts
                    .multiply(BigDecimal.valueOf(share.toNanos()))
                    .divide(NANOS_PER_HOUR, java.math.MathContext.DECIMAL64));
  }
}
