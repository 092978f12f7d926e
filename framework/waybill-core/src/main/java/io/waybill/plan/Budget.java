package io.waybill.plan;

import io.waybill.work.Money;
import java.time.Duration;
import java.util.Optional;

/**
 * What a run of a plan may take; a plan inside it has its own within that. Nothing starts that does
 * not fit what is left.
 *
 * @param time in which it must be done; waiting for a person does not count
 * @param cost of all attempts together; work without a price is refused under one
 */
public record Budget(Optional<Duration> time, Optional<Money> cost) {
  public static final Budget NONE = new Budget(Optional.empty(), Optional.empty());

  public Budget {
    time.filter(limit -> limit.isNegative() || limit.isZero())
        .ifPresent(
            limit -> {
              throw new IllegalArgumentException("a budget of time is more than none: " + limit);
            });
    cost.filter(limit -> limit.nanoUsd() < 0)
        .ifPresent(
            limit -> {
              throw new IllegalArgumentException("a budget of money is not negative: " + limit);
            });
  }

  public Budget within(Duration time) {
    return new Budget(Optional.of(time), cost);
  }

  public Budget spending(Money cost) {
    return new Budget(time, Optional.of(cost));
  }

  /** What keeps to both. */
  public Budget and(Budget other) {
    return new Budget(least(time, other.time), least(cost, other.cost));
  }

  private static <T extends Comparable<T>> Optional<T> least(Optional<T> one, Optional<T> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.or(() -> other);
    }
    return one.get().compareTo(other.get()) <= 0 ? one : other;
  }
}
