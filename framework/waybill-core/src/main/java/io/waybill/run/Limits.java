package io.waybill.run;

import io.waybill.work.Money;
import java.time.Duration;

/**
 * What no run of an engine goes beyond, whatever its plan says: every run ends. The operator raises
 * them, a workflow cannot.
 *
 * @param time in which a run must be done
 * @param spend that what is known to have been spent, and what is held for calls on their way, may
 *     come to; work without a price is not refused by it
 * @param attempts that a run may make, inner calls included
 * @param items that one {@code each} may go through
 * @param pause that a run waits at most before it tries again: whoever asks for a longer one is not
 *     asked again
 */
public record Limits(Duration time, Money spend, int attempts, int items, Duration pause) {
  /** An hour, 100 dollars, a million attempts, 100,000 items, a minute. */
  public static final Limits DEFAULT =
      new Limits(
          Duration.ofHours(1),
          new Money(100_000_000_000L),
          1_000_000,
          100_000,
          Duration.ofMinutes(1));

  public Limits {
    if (time.isNegative()
        || time.isZero()
        || spend.nanoUsd() < 0
        || attempts < 1
        || items < 1
        || pause.isNegative()) {
      throw new IllegalArgumentException(
          "limits leave room for something: %s, %s, %d, %d, %s"
              .formatted(time, spend, attempts, items, pause));
    }
  }

  public Limits withTime(Duration time) {
    return new Limits(time, spend, attempts, items, pause);
  }

  public Limits withSpend(Money spend) {
    return new Limits(time, spend, attempts, items, pause);
  }

  public Limits withAttempts(int attempts) {
    return new Limits(time, spend, attempts, items, pause);
  }

  public Limits withItems(int items) {
    return new Limits(time, spend, attempts, items, pause);
  }
}
