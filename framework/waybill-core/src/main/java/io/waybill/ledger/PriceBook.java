package io.waybill.ledger;

import io.waybill.work.Money;
import io.waybill.work.Usage;
import io.waybill.work.WorkInfo;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What things cost, in US dollars.
 *
 * @param models a provider's model → its rate
 * @param poolsPerHour a pool of our own machines → dollars for an hour of its engine
 * @param checked when somebody last looked; empty if nobody did
 */
public record PriceBook(
    Map<String, Rate> models, Map<String, BigDecimal> poolsPerHour, Optional<LocalDate> checked) {
  public static final PriceBook EMPTY = new PriceBook(Map.of(), Map.of(), Optional.empty());

  /**
   * US dollars per million tokens; the input that was neither read from nor written to a cache has
   * the first.
   */
  public record Rate(
      BigDecimal input, BigDecimal cacheRead, BigDecimal cacheWrite, BigDecimal output) {
    /** A model that prices cached input like any other. */
    public static Rate of(String input, String output) {
      var in = new BigDecimal(input);
      return new Rate(in, in, in, new BigDecimal(output));
    }
  }

  private static final BigDecimal NANO = BigDecimal.valueOf(1_000_000_000L);
  private static final BigDecimal NANO_USD_PER_MILLIONTH = BigDecimal.valueOf(1000);
  private static final BigDecimal NANOS_PER_HOUR = BigDecimal.valueOf(3_600_000_000_000L);

  public PriceBook {
    models = Map.copyOf(models);
    poolsPerHour = Map.copyOf(poolsPerHour);
  }

  /** The price of one attempt, rounded once, half to even, to the nearest nano-dollar. */
  public Cost price(WorkInfo work, Usage usage) {
    return switch (usage.basis()) {
      case NOTHING -> Cost.NOTHING;
      case UNKNOWN -> Cost.UNPRICED;
      case REPORTED, INCONSISTENT, COUNTED ->
          usage.provider().isEmpty() ? engineTime(work, usage) : tokens(usage);
    };
  }

  private Cost engineTime(WorkInfo work, Usage usage) {
    var perHour = poolsPerHour.get(work.pool());
    if (perHour == null) {
      return Cost.UNPRICED;
    }
    var nanos = BigDecimal.valueOf(usage.engine().toNanos());
    var price =
        perHour.multiply(NANO).multiply(nanos).divide(NANOS_PER_HOUR, 0, RoundingMode.HALF_EVEN);
    return Cost.of(new Money(price.longValueExact()));
  }

  private Cost tokens(Usage usage) {
    @Nullable Rate rate = models.get(usage.model());
    if (rate == null) {
      return Cost.UNPRICED;
    }
    var plain = usage.input() - usage.cacheRead() - usage.cacheWrite();
    var price =
        times(rate.input(), plain)
            .add(times(rate.cacheRead(), usage.cacheRead()))
            .add(times(rate.cacheWrite(), usage.cacheWrite()))
            .add(times(rate.output(), usage.output()))
            .setScale(0, RoundingMode.HALF_EVEN);
    return Cost.of(new Money(price.longValueExact()));
  }

  private static BigDecimal times(BigDecimal perMillion, long tokens) {
    return perMillion.multiply(NANO_USD_PER_MILLIONTH).multiply(BigDecimal.valueOf(tokens));
  }
}
