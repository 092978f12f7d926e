package io.waybill.protect;

import java.time.Duration;

/**
 * How often those who ask the same may try again, all runs together: when everything fails, trying
 * again only adds to what is wrong. Where somebody asks every second, or more often, an hour of
 * failures takes at most 1.1 attempts a call; a run on its own has its retries all the same.
 */
final class RetryBudget {
  static final String SAID =
      "7 for 100 calls to the same, one a minute and 10 to begin with, shared by all runs";

  private static final double EACH = 0.07;
  private static final double SAVED = 10;
  private static final double MINUTE = 60e9;

  private final Lately calls = new Lately(Duration.ofMinutes(1));
  private double left = SAVED;
  private long at;

  RetryBudget(long now) {
    this.at = now;
  }

  /** Somebody asked, and not because he had failed. */
  synchronized void asked(long now) {
    calls.add(now, 1);
    left += EACH;
    grow(now);
  }

  synchronized boolean take(long now) {
    grow(now);
    boolean enough = left >= 1;
    left -= enough ? 1 : 0;
    return enough;
  }

  synchronized int left(long now) {
    grow(now);
    return (int) left;
  }

  private void grow(long now) {
    left = Math.min(left + (now - at) / MINUTE, SAVED + EACH * calls.sum(now));
    at = now;
  }
}
