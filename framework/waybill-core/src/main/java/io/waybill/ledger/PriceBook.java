package io.waybill.ledger;

import io.waybill.work.Bound;
import io.waybill.work.Money;
import io.waybill.work.Usage;
import io.waybill.work.WorkInfo;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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

    private BigDecimal dearestInput() {
      return input.max(cacheRead).max(cacheWrite);
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

  /**
   * The most that an attempt can cost, rounded up; empty if there is no price for it.
   *
   * @param time the most that it can take, for what is billed by time
   */
  public Optional<Money> most(WorkInfo work, Bound bound, Duration time) {
    return switch (bound.kind()) {
      case NOTHING -> Optional.of(Money.ZERO);
      case UNKNOWN -> Optional.empty();
      case TIME ->
          Optional.ofNullable(poolsPerHour.get(work.pool()))
              .map(perHour -> perHour.multiply(NANO).multiply(BigDecimal.valueOf(nanos(time))))
              .map(price -> atMost(price.divide(NANOS_PER_HOUR, 0, RoundingMode.CEILING)));
      case TOKENS ->
          Optional.ofNullable(models.get(bound.model()))
              .map(
                  rate ->
                      atMost(
                          times(rate.dearestInput(), bound.input())
                              .add(times(rate.output(), Math.max(0, bound.output())))));
    };
  }

  /** How many tokens of output a sum buys; empty if the model has no price for them. */
  public OptionalLong buys(String model, Money sum) {
    @Nullable Rate rate = models.get(model);
    if (rate == null || rate.output().signum() <= 0) {
      return OptionalLong.empty();
    }
    var each = rate.output().multiply(NANO_USD_PER_MILLIONTH);
    var tokens = BigDecimal.valueOf(sum.nanoUsd()).divide(each, 0, RoundingMode.FLOOR);
    return OptionalLong.of(tokens.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValueExact());
  }

  private static long nanos(Duration time) {
    return time.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0 ? time.toNanos() : Long.MAX_VALUE;
  }

  private static Money atMost(BigDecimal price) {
    return new Money(price.setScale(0, RoundingMode.CEILING).longValueExact());
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
