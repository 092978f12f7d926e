package io.waybill.ledger;

import io.waybill.work.Bound;
import io.waybill.work.Money;
import io.waybill.work.Usage;
import io.waybill.work.WorkInfo;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What things cost, in US dollars. Of the prices that match a call the one that says most of its
 * model's name counts, then of its provider's; that two say as much is an error of the book.
 */
public final class PriceBook {
  public static final PriceBook EMPTY =
      new PriceBook(List.of(), List.of(), List.of(), List.of(), Optional.empty());

  private static final BigDecimal NANO = BigDecimal.valueOf(1_000_000_000L);
  private static final BigDecimal NANOS_PER_HOUR = BigDecimal.valueOf(3_600_000_000_000L);

  private final List<Price> prices;
  private final List<Multiplier> multipliers;
  private final List<Pool> pools;
  private final List<Fixed> fixed;
  private final Optional<LocalDate> checked;
  private final String digest;
  private final Map<String, Pool> poolsByName;
  private final Quotes quotes;

  /**
   * A book.
   *
   * @param checked when somebody last looked; empty if nobody did
   * @throws IllegalArgumentException if two prices match a call equally well, naming all such pairs
   */
  public PriceBook(
      List<Price> prices,
      List<Multiplier> multipliers,
      List<Pool> pools,
      List<Fixed> fixed,
      Optional<LocalDate> checked) {
    this(prices, multipliers, pools, fixed, checked, "");
    var ties = Tie.in(prices);
    if (!ties.isEmpty()) {
      throw new IllegalArgumentException(
          ties.stream()
              .map(tie -> tie.in(prices.get(tie.one()).id(), prices.get(tie.other()).id()))
              .collect(Collectors.joining("; ")));
    }
  }

  private PriceBook(
      List<Price> prices,
      List<Multiplier> multipliers,
      List<Pool> pools,
      List<Fixed> fixed,
      Optional<LocalDate> checked,
      String digest) {
    this.prices = List.copyOf(prices);
    this.multipliers = List.copyOf(multipliers);
    this.pools = List.copyOf(pools);
    this.fixed = List.copyOf(fixed);
    this.checked = checked;
    this.poolsByName =
        pools.stream().collect(Collectors.toUnmodifiableMap(Pool::name, Function.identity()));
    this.quotes = new Quotes(this.prices, this.multipliers);
    this.digest = digest.isEmpty() ? Digest.of(this) : digest;
  }

  /**
   * Prices that hold at any time and whoever bills them.
   *
   * @param models a model → its rate
   * @param poolsPerHour a pool → dollars for an hour of its machine
   */
  public static PriceBook of(
      Map<String, Price.Rate> models,
      Map<String, BigDecimal> poolsPerHour,
      Optional<LocalDate> checked) {
    return new PriceBook(
        models.entrySet().stream()
            .map(model -> Price.of(model.getKey(), model.getValue()))
            .sorted(Comparator.comparing(Price::id))
            .toList(),
        List.of(),
        poolsPerHour.entrySet().stream()
            .map(pool -> Pool.of(pool.getKey(), pool.getValue().toPlainString()))
            .sorted(Comparator.comparing(Pool::name))
            .toList(),
        List.of(),
        checked);
  }

  public List<Price> prices() {
    return prices;
  }

  public List<Multiplier> multipliers() {
    return multipliers;
  }

  public List<Pool> pools() {
    return pools;
  }

  public List<Fixed> fixed() {
    return fixed;
  }

  /** When somebody last looked; empty if nobody did. */
  public Optional<LocalDate> checked() {
    return checked;
  }

  /**
   * {@code sha256:…} of all that it says; a part of a book that was made by {@link #pricing} keeps
   * that of the whole.
   */
  public String digest() {
    return digest;
  }

  /** The pool of that name. */
  public Optional<Pool> pool(String name) {
    return Optional.ofNullable(poolsByName.get(name));
  }

  /** What a request to a model costs that begins then; empty if the book does not know it. */
  public Optional<Quote> quote(String provider, String model, Instant at) {
    return quotes.of(provider, model, at);
  }

  /** Whether there is a price for a model of that name, whoever bills it. */
  public boolean knows(String model) {
    return prices.stream().anyMatch(price -> price.match().names(model));
  }

  /**
   * The price of what one attempt used or, on a machine that others were on too, its share of it,
   * rounded once, half to even, to the nearest nano-dollar.
   *
   * @param at when it began
   */
  public Cost price(WorkInfo work, Usage usage, Instant at) {
    return switch (usage.basis()) {
      case NOTHING -> Cost.NOTHING;
      case UNKNOWN -> Cost.UNPRICED;
      case REPORTED, INCONSISTENT, COUNTED ->
          usage.provider().isEmpty()
              ? engineTime(work, usage)
              : quotes
                  .of(usage.provider(), usage.model(), at)
                  .map(quote -> Cost.of(quote.price(usage, at)))
                  .orElse(Cost.UNPRICED);
    };
  }

  private Cost engineTime(WorkInfo work, Usage usage) {
    var pool = poolsByName.get(work.pool());
    return pool == null
        ? Cost.UNPRICED
        : Cost.of(new Money(hours(pool, usage.engine(), RoundingMode.HALF_EVEN)));
  }

  /** The same, divided among what it is for; nothing if it has no price. */
  public List<Charge> charges(WorkInfo work, Usage usage, Instant at) {
    return switch (usage.basis()) {
      case NOTHING, UNKNOWN -> List.of();
      case REPORTED, INCONSISTENT, COUNTED ->
          usage.provider().isEmpty()
              ? pool(work.pool()).map(pool -> List.of(engine(pool, usage))).orElse(List.of())
              : quote(usage.provider(), usage.model(), at)
                  .map(quote -> quote.charges(usage, at))
                  .orElse(List.of());
    };
  }

  private static Charge engine(Pool pool, Usage usage) {
    var money = new Money(hours(pool, usage.engine(), RoundingMode.HALF_EVEN));
    return new Charge(Charge.Kind.ENGINE, usage.engine().toNanos(), pool.perHour(), money);
  }

  private static long hours(Pool pool, Duration time, RoundingMode rounding) {
    return pool.perHour()
        .multiply(NANO)
        .multiply(BigDecimal.valueOf(nanos(time)))
        .divide(NANOS_PER_HOUR, 0, rounding)
        .longValueExact();
  }

  /**
   * The most that an attempt can cost, rounded up; empty if there is no price for it.
   *
   * @param time the most that it can take, for what is billed by time
   * @param at when it begins
   */
  public Optional<Money> most(WorkInfo work, Bound bound, Duration time, Instant at) {
    return switch (bound.kind()) {
      case NOTHING -> Optional.of(Money.ZERO);
      case UNKNOWN -> Optional.empty();
      case TIME ->
          pool(work.pool()).map(pool -> new Money(hours(pool, time, RoundingMode.CEILING)));
      case TOKENS ->
          quote(bound.provider(), bound.model(), at)
              .map(quote -> quote.most(bound.input(), Math.max(0, bound.output())));
    };
  }

  private static long nanos(Duration time) {
    return time.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0 ? time.toNanos() : Long.MAX_VALUE;
  }

  /**
   * The same book with no more than what prices these, and so the same prices for them.
   *
   * @param began when an attempt began
   */
  public PriceBook pricing(List<Posting> postings, Function<Posting, Instant> began) {
    Set<Price> used = Collections.newSetFromMap(new IdentityHashMap<>()); // those very entries
    var machines = new HashSet<String>();
    for (var posting : postings) {
      var usage = posting.usage();
      if (usage.provider().isEmpty()) {
        machines.add(posting.work().pool());
      } else {
        quote(usage.provider(), usage.model(), began.apply(posting))
            .ifPresent(quote -> used.add(quote.price()));
      }
    }
    var there = pools.stream().filter(pool -> machines.contains(pool.name())).toList();
    boolean all = used.size() == prices.size() && there.equals(pools) && fixed.isEmpty();
    return all
        ? this
        : new PriceBook(
            prices.stream().filter(used::contains).toList(),
            multipliers,
            there,
            List.of(),
            checked,
            digest);
  }

  /** A book that was read from a record, as what is left of the one with that digest. */
  public PriceBook withDigest(String digest) {
    return new PriceBook(prices, multipliers, pools, fixed, checked, digest);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PriceBook that
        && digest.equals(that.digest)
        && prices.equals(that.prices)
        && multipliers.equals(that.multipliers)
        && pools.equals(that.pools)
        && fixed.equals(that.fixed);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  /** {@code 12 prices, 2 pools, checked 2026-08-01}. */
  @Override
  public String toString() {
    return "%d prices, %d pools%s"
        .formatted(
            prices.size(), pools.size(), checked.map(date -> ", checked " + date).orElse(""));
  }
}
