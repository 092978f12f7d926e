package io.waybill.protect;

import io.waybill.plan.Policy;
import io.waybill.work.WorkInfo;
import java.time.Duration;

/**
 * How calls are protected that say nothing about it: everything in it is finite. It is for whatever
 * leaves the house or works on a pool; what runs here and is nobody's time needs nothing.
 *
 * @param timeout of one attempt, from when it has its turn
 * @param retry of what failed and may go well later; work that does something in the world is never
 *     tried again unasked
 * @param parallel calls at once to one model of a provider, or on one pool; others wait their turn
 * @param patience a turn that is known to come later than that is not waited for: the call fails at
 *     once
 * @param answers kept of one work for a step that makes do with earlier ones and says not how many
 */
public record Defaults(
    Duration timeout, Policy.Retry retry, int parallel, Duration patience, int answers) {
  /** Ten minutes; two retries, the first within 250 ms; 64 at once; a minute; 1,000 answers. */
  public static final Defaults STANDARD =
      new Defaults(
          Duration.ofMinutes(10),
          new Policy.Retry(2, Duration.ofMillis(250)),
          64,
          Duration.ofMinutes(1),
          1000);

  public Defaults {
    if (timeout.isNegative()
        || timeout.isZero()
        || parallel < 1
        || patience.isNegative()
        || answers < 1) {
      throw new IllegalArgumentException(
          "defaults leave room for something: %s, %d at once, %s, %d answers"
              .formatted(timeout, parallel, patience, answers));
    }
  }

  public Defaults within(Duration timeout) {
    return new Defaults(timeout, retry, parallel, patience, answers);
  }

  public Defaults retrying(Policy.Retry retry) {
    return new Defaults(timeout, retry, parallel, patience, answers);
  }

  public Defaults parallel(int parallel) {
    return new Defaults(timeout, retry, parallel, patience, answers);
  }

  public Defaults waiting(Duration patience) {
    return new Defaults(timeout, retry, parallel, patience, answers);
  }

  /** What a policy leaves open. */
  Policy of(WorkInfo work) {
    if (Whom.of(work).isEmpty()) {
      return Policy.NONE;
    }
    var policy = Policy.NONE.within(timeout);
    return work.safety().effects() == WorkInfo.Effects.CONSEQUENTIAL
        ? policy
        : policy.retry(retry.times()).backoff(retry.backoff());
  }

  /** A line for each, as {@code run -v} prints them. */
  @Override
  public String toString() {
    return """
        timeout       %s an attempt
        retries       %d, the first within %s, each wait up to twice the one before; none for consequential work
        retry budget  %s
        at once       %d calls to one model or on one pool
        turn          waited for up to %s
        breaker       %s
        hedges        %s"""
        .formatted(
            Times.of(timeout),
            retry.times(),
            Times.of(retry.backoff()),
            RetryBudget.SAID,
            parallel,
            Times.of(patience),
            Breaker.SAID,
            Hedges.SAID);
  }
}
