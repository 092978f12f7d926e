package io.waybill.testkit;

import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.plan.Plan;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import reactor.core.scheduler.Scheduler;

/** One plan drawn from a seed, with what it is to be run with. For one run at a time. */
public final class RandomPlan {
  /** What a plan can contain. */
  public enum Shape {
    ROUTE,
    NESTED_ROUTE,
    EACH,
    LOOP,
    EACH_IN_LOOP,
    PIECES,
    CAPTURE,
    SUB,
    RACE,
    RESCUE,
    RETRY,
    FALLBACK
  }

  /**
   * Millionths of a dollar per token: 1 read and 2 written by the small model, 10 and 20 by the
   * large one. The third has no price.
   */
  public static final PriceBook PRICES =
      PriceBook.of(
          Map.of("small", Price.Rate.of("1", "2"), "large", Price.Rate.of("10", "20")),
          Map.of(),
          Optional.empty());

  private final long seed;
  private final Plan<Long> plan;
  private final Map<String, Long> inputs;
  private final Set<Shape> shapes;
  private final OptionalInt cancelAt;
  private final RandomWorld world;

  RandomPlan(
      long seed,
      Plan<Long> plan,
      long input,
      Set<Shape> shapes,
      OptionalInt cancelAt,
      RandomWorld world) {
    this.seed = seed;
    this.plan = plan;
    this.inputs = Map.of("n", input);
    this.shapes = Set.copyOf(shapes);
    this.cancelAt = cancelAt;
    this.world = world;
  }

  public long seed() {
    return seed;
  }

  public Plan<Long> plan() {
    return plan;
  }

  public Map<String, Long> inputs() {
    return inputs;
  }

  public Set<Shape> shapes() {
    return shapes;
  }

  /** Which recorded event, counted from 1, the run is to be cancelled at; empty to let it run. */
  public OptionalInt cancelAt() {
    return cancelAt;
  }

  /** Begins a new bill; some of the work of the run that follows answers on this scheduler. */
  public void nextRun(Scheduler elsewhere) {
    world.nextRun(elsewhere);
  }

  /** What the work has counted in the current run. */
  public OwnBill bill() {
    return world.calls().bill();
  }
}
