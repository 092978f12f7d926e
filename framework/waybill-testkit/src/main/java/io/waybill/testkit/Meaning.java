package io.waybill.testkit;

import io.waybill.ledger.Cost;
import io.waybill.ledger.PriceBook;
import io.waybill.work.Failure;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a plan means for some inputs, in whatever order its steps run.
 *
 * @param value what it gives; empty if it fails
 * @param failures of which exactly one ends it; empty if it gives a value
 * @param certain attempts that are made in any order
 * @param possible attempts that are made in some order; others never are
 */
public record Meaning(
    Optional<Object> value, Set<Failure> failures, Set<Made> certain, Set<Made> possible) {
  public Meaning {
    failures = Set.copyOf(failures);
    certain = Set.copyOf(certain);
    possible = Set.copyOf(possible);
  }

  static Meaning undecided() {
    return new Meaning(Optional.empty(), Set.of(), Set.of(), Set.of());
  }

  /** False if it depends on who is faster whether the plan gives a value, or which. */
  public boolean decided() {
    return value.isPresent() || !failures.isEmpty();
  }

  /** Whether the same attempts are made in any order, so that there is only one cost. */
  public boolean exact() {
    return decided() && certain.equals(possible);
  }

  /**
   * What all the certain attempts cost at prices without dates; the cost of the run, if it is
   * {@link #exact()}.
   */
  public Cost cost(PriceBook prices) {
    return new LinkedHashSet<>(certain)
        .stream()
            .map(made -> prices.price(made.work(), made.usage(), Instant.EPOCH))
            .reduce(Cost.NOTHING, Cost::plus);
  }
}
