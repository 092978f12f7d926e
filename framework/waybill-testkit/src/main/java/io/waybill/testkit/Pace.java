package io.waybill.testkit;

import java.time.Duration;

/**
 * How fast a scripted model is.
 *
 * @param queue until it is its turn
 * @param first from then to the first token
 * @param each from one token to the next
 */
public record Pace(Duration queue, Duration first, Duration each) {
  /** No time at all. */
  public static final Pace AT_ONCE = new Pace(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  public Pace {
    if (queue.isNegative() || first.isNegative() || each.isNegative()) {
      throw new IllegalArgumentException(
          "a pace has no negative parts: %s, %s, %s".formatted(queue, first, each));
    }
  }

  /** From the moment it is its turn to the last of so many tokens. */
  Duration speaking(int tokens) {
    return first.plus(each.multipliedBy(Math.max(0, tokens - 1)));
  }
}
