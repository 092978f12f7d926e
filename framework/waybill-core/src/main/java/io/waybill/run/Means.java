package io.waybill.run;

import io.waybill.plan.Budget;
import java.time.Duration;

/**
 * What a body may take of time and money.
 *
 * @param until nanoseconds since the run began
 */
record Means(Wallet wallet, long until) {
  /** What a run has. */
  static Means of(Limits limits, Budget budget) {
    var all = new Means(new Wallet(null, limits.spend(), false), after(0, limits.time()));
    return all.within(budget, 0);
  }

  /** What a plan inside has, which begins at some time. */
  Means within(Budget budget, long now) {
    if (budget.equals(Budget.NONE)) {
      return this;
    }
    var purse = budget.cost().map(limit -> new Wallet(wallet, limit, true)).orElse(wallet);
    long end = budget.time().map(time -> after(now, time)).orElse(until);
    return new Means(purse, Math.min(until, end));
  }

  /** A moment some time after another; what is further away than can be counted is never. */
  static long after(long now, Duration time) {
    boolean countable = time.compareTo(Duration.ofNanos(Long.MAX_VALUE - now)) < 0;
    return countable ? now + time.toNanos() : Long.MAX_VALUE;
  }
}
