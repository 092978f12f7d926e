package io.waybill.testkit;

import io.waybill.ledger.PriceBook;
import io.waybill.plan.Plan;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One plan drawn from a seed, with what it is to be run with. Drawn again from the same seed it is
 * the same, and has a bill of its own: draw one for each run.
 *
 * @param shapes what it contains
 * @param cancelAfter cancel the run when so many events were recorded; empty to let it run
 * @param bill what its work counts while it runs
 */
public record RandomPlan(
    long seed,
    Plan<Long> plan,
    Map<String, Long> inputs,
    Set<Shape> shapes,
    OptionalInt cancelAfter,
    OwnBill bill) {
  /** What a plan can contain. */
  public enum Shape {
    ROUTE,
    NESTED_ROUTE,
    EACH,
    LOOP,
    EACH_IN_LOOP,
    CAPTURE,
    SUB,
    RESCUE,
    RETRY,
    FALLBACK
  }

  /** One millionth of a dollar per token read, two per token written; one model has no price. */
  public static final PriceBook PRICES =
      new PriceBook(
          Map.of("small", PriceBook.Rate.of("1", "2"), "large", PriceBook.Rate.of("10", "20")),
          Map.of(),
          Optional.empty());

  public RandomPlan {
    inputs = Map.copyOf(inputs);
    shapes = Set.copyOf(shapes);
  }
}
