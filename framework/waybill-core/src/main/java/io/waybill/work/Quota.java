package io.waybill.work;

import java.time.Duration;

/**
 * What a provider said is left until it counts anew: the {@code x-ratelimit-*} headers of an
 * answer.
 *
 * @param unit what is counted
 * @param limit how many there are in all
 * @param remaining how many are left
 * @param resetIn until all are there again
 */
public record Quota(Unit unit, long limit, long remaining, Duration resetIn) implements Learned {
  /** What a provider counts. */
  public enum Unit {
    REQUESTS,
    /** Tokens read and written. */
    TOKENS,
    INPUT_TOKENS,
    OUTPUT_TOKENS
  }

  public Quota {
    if (limit < 0 || remaining < 0 || resetIn.isNegative()) {
      throw new IllegalArgumentException(
          "a quota has no negative parts: %d of %d, %s".formatted(remaining, limit, resetIn));
    }
  }
}
