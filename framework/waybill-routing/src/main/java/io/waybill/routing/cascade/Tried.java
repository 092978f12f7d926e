package io.waybill.routing.cascade;

import io.waybill.ledger.Cost;
import io.waybill.ledger.Waybill;
import java.time.Duration;
import java.util.Optional;

/**
 * How one answer went.
 *
 * @param right whether it was right
 * @param cost what it cost; what is not known is not zero: {@link Cost#UNPRICED}
 * @param time how long it took, if that is known
 */
public record Tried(boolean right, Cost cost, Optional<Duration> time) {
  /** A run in which nothing else was done. */
  public static Tried of(Waybill run, boolean right) {
    return new Tried(right, run.ledger().total(), Optional.of(run.wall()));
  }

  /** One after the other: the last word is the other's. */
  Tried then(Tried other) {
    return new Tried(
        other.right, cost.plus(other.cost), time.flatMap(first -> other.time.map(first::plus)));
  }
}
