package io.waybill.plan;

import io.waybill.work.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a call is protected. Plain data. What it leaves open, an engine decides; the engine's limits
 * and the plan's budget hold whatever it says.
 *
 * @param timeout of one attempt, from when it has its turn; zero leaves it open
 * @param retry whether and how it is tried again; empty leaves it open
 * @param instead what the step makes do with, in order, when its work failed for good
 * @param hedge whether it may be asked a second time before it has failed
 * @param cache whether an answer given before will do
 */
public record Policy(
    Duration timeout,
    Optional<Retry> retry,
    List<Rung> instead,
    Optional<Hedge> hedge,
    Optional<Cache> cache) {
  /** For a retry, or for a hedge: an engine can count all that it may double to. */
  public static final Duration LONGEST_WAIT = Duration.ofDays(1);

  public static final Policy NONE =
      new Policy(Duration.ZERO, Optional.empty(), List.of(), Optional.empty(), Optional.empty());

  /**
   * Trying again, for failures that may go well later, never once part of an answer was shown.
   *
   * @param times after the first attempt
   * @param backoff the longest wait before the first; it doubles from one to the next, and each
   *     wait is a random part of it, but never less than whoever failed asked for
   */
  public record Retry(int times, Duration backoff) {
    /** Not at all. */
    public static final Retry NEVER = new Retry(0, Duration.ofMillis(100));

    public Retry {
      if (times < 0 || backoff.isNegative()) {
        throw new IllegalArgumentException(
            "a retry has no negative parts: %d, %s".formatted(times, backoff));
      }
      atMostADay("backoff", backoff);
    }

    /** The longest wait before the n-th retry of the same work, counted from 1. */
    public Duration before(int retry) {
      return backoff.multipliedBy(1L << Math.min(retry - 1, 16));
    }
  }

  /**
   * Asking a second time when the first part of an answer does not come: the one that speaks first
   * is heard, the other cut off; both are paid. Only for work that may be performed twice.
   *
   * @param after how long to wait for the first; zero for what 95 of 100 calls have lately taken
   */
  public record Hedge(Duration after) {
    /** After what 95 of 100 calls have lately taken. */
    public static final Hedge LIVE = new Hedge(Duration.ZERO);

    public Hedge {
      if (after.isNegative()) {
        throw new IllegalArgumentException("a hedge cannot come before its call: " + after);
      }
      atMostADay("hedge", after);
    }
  }

  /**
   * Giving the same answer to the same question: the same work, with the same configuration, asked
   * by the same caller. It costs nothing and says whose answer it is.
   *
   * @param ttl how old an answer may be
   * @param size how many answers are kept
   */
  public record Cache(Duration ttl, int size) {
    public Cache {
      if (ttl.isNegative() || ttl.isZero() || size < 1) {
        throw new IllegalArgumentException(
            "a cache keeps something for some time, not %d for %s".formatted(size, ttl));
      }
    }
  }

  public Policy {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("a policy has no negative timeout: " + timeout);
    }
    instead = List.copyOf(instead);
  }

  private static void atMostADay(String what, Duration wait) {
    if (wait.compareTo(LONGEST_WAIT) > 0) {
      throw new IllegalArgumentException(
          "a %s is a wait of a day at most: %s".formatted(what, wait));
    }
  }

  public Policy within(Duration timeout) {
    return new Policy(timeout, retry, instead, hedge, cache);
  }

  public Policy retry(int times) {
    return retrying(new Retry(times, retry.orElse(Retry.NEVER).backoff()));
  }

  public Policy backoff(Duration longest) {
    return retrying(new Retry(retry.orElse(Retry.NEVER).times(), longest));
  }

  private Policy retrying(Retry again) {
    return new Policy(timeout, Optional.of(again), instead, hedge, cache);
  }

  /** Other work to ask. */
  public Policy orElse(Work<?, ?> next) {
    return or(new Rung.Ask(next));
  }

  /** What it answered to the same before. */
  public Policy orCached(Duration age) {
    return or(new Rung.Cached(age));
  }

  /** A value in its place: plain data, as it stands in a plan. */
  public Policy orSkip(Object value) {
    return or(new Rung.Skip(value));
  }

  /** As much of the answer as had come. */
  public Policy orPartial() {
    return or(new Rung.Partial());
  }

  private Policy or(Rung rung) {
    var more = new ArrayList<>(instead);
    more.add(rung);
    return new Policy(timeout, retry, more, hedge, cache);
  }

  public Policy hedged(Hedge hedge) {
    return new Policy(timeout, retry, instead, Optional.of(hedge), cache);
  }

  public Policy cached(Duration ttl, int size) {
    return new Policy(timeout, retry, instead, hedge, Optional.of(new Cache(ttl, size)));
  }

  /** This, and where it leaves something open, that. */
  public Policy over(Policy defaults) {
    return new Policy(
        timeout.isZero() ? defaults.timeout : timeout,
        retry.or(() -> defaults.retry),
        instead.isEmpty() ? defaults.instead : instead,
        hedge.or(() -> defaults.hedge),
        cache.or(() -> defaults.cache));
  }
}
