package io.waybill.estimate;

import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Says what runs of a plan will come to, before there is one: {@code
 * plan.estimate(Estimator.with(prices).items("100M/day").from(runs))}. It asks no model and reads
 * no input. A value; its methods give another one.
 */
public final class Estimator implements Function<Plan<?>, Estimate> {
  /** Enough that a p95 is off by about a hundredth of itself. */
  private static final int DRAWS = 10_000;

  private static final long SEED = 1;

  private final PriceBook prices;
  private final Optional<Volume> volume;
  private final List<Waybill> runs;
  private final Assumptions assumptions;
  private final long seed;
  private final int draws;
  private final Optional<Instant> at;

  private Estimator(
      PriceBook prices,
      Optional<Volume> volume,
      List<Waybill> runs,
      Assumptions assumptions,
      long seed,
      int draws,
      Optional<Instant> at) {
    this.prices = prices;
    this.volume = volume;
    this.runs = List.copyOf(runs);
    this.assumptions = assumptions;
    this.seed = seed;
    this.draws = draws;
    this.at = at;
  }

  /** By these prices; what they do not know stays unknown. */
  public static Estimator with(PriceBook prices) {
    return new Estimator(
        prices, Optional.empty(), List.of(), Assumptions.NONE, SEED, DRAWS, Optional.empty());
  }

  /**
   * For so many items: {@code 100M/day}, {@code 5/s}.
   *
   * @throws IllegalArgumentException if it is nothing of the kind, saying what to write
   */
  public Estimator items(String written) {
    return items(Volume.parse(written));
  }

  public Estimator items(Volume volume) {
    return new Estimator(prices, Optional.of(volume), runs, assumptions, seed, draws, at);
  }

  /**
   * From runs that were kept. Those of other plans only tell how fast models are; those that were
   * cancelled, nothing.
   */
  public Estimator from(Collection<Waybill> runs) {
    return new Estimator(prices, volume, List.copyOf(runs), assumptions, seed, draws, at);
  }

  public Estimator assuming(Assumptions assumptions) {
    return new Estimator(prices, volume, runs, assumptions, seed, draws, at);
  }

  /** The same dice for the same seed. */
  public Estimator seed(long seed) {
    return new Estimator(prices, volume, runs, assumptions, seed, draws, at);
  }

  /** How many runs are drawn: 100 to a million; 10,000 if nobody says. */
  public Estimator draws(int draws) {
    if (draws < 100 || draws > 1_000_000) {
      throw new IllegalArgumentException("100 to 1,000,000 runs are drawn, not " + draws);
    }
    return new Estimator(prices, volume, runs, assumptions, seed, draws, at);
  }

  /** By the prices of that moment; of now, if nobody says. */
  public Estimator at(Instant at) {
    return new Estimator(prices, volume, runs, assumptions, seed, draws, Optional.of(at));
  }

  /**
   * What runs of it will come to.
   *
   * @throws IllegalArgumentException if something is assumed of what the plan does not have, naming
   *     all of it
   */
  @Override
  public Estimate apply(Plan<?> plan) {
    var sketch = Survey.of(plan, Recorded.of(plan.name(), runs), assumptions, prices);
    var till = new Till(prices, at.orElseGet(Instant::now));
    var gathered = Gathered.of(sketch, till, Turned.NOTHING, seed, draws);
    var swings = Swings.of(sketch, till, gathered, seed);
    return new Summing(sketch, till, gathered, volume, assumptions).estimate(swings, seed);
  }
}
