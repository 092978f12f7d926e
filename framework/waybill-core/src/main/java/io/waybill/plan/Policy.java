package io.waybill.plan;

import io.waybill.work.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How a call is protected. Plain data.
 *
 * @param timeout of one attempt; zero means none
 * @param retries after the first attempt, for failures that may go well later
 * @param backoff before the first retry; it doubles from one to the next
 * @param fallback what is asked instead, in order, each with the same timeout and retries
 */
public record Policy(Duration timeout, int retries, Duration backoff, List<Work<?, ?>> fallback) {
  public static final Policy NONE = new Policy(Duration.ZERO, 0, Duration.ofMillis(100), List.of());

  public Policy {
    if (timeout.isNegative() || backoff.isNegative() || retries < 0) {
      throw new IllegalArgumentException(
          "a policy has no negative parts: %s, %d, %s".formatted(timeout, retries, backoff));
    }
    fallback = List.copyOf(fallback);
  }

  public Policy within(Duration timeout) {
    return new Policy(timeout, retries, backoff, fallback);
  }

  public Policy retry(int times) {
    return new Policy(timeout, times, backoff, fallback);
  }

  public Policy backoff(Duration first) {
    return new Policy(timeout, retries, first, fallback);
  }

  public Policy orElse(Work<?, ?> next) {
    var more = new ArrayList<>(fallback);
    more.add(next);
    return new Policy(timeout, retries, backoff, more);
  }

  /** How long to wait before the n-th retry of the same work, counted from 1. */
  public Duration delayBefore(int retry) {
    return backoff.multipliedBy(1L << Math.min(retry - 1, 16));
  }
}
