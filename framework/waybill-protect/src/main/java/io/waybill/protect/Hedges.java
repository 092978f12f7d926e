package io.waybill.protect;

import java.time.Duration;

/** How many may be asked a second time: of calls and of what they cost, one in twenty. */
final class Hedges {
  static final String SAID =
      "only where a step asks for them; of calls and of spend at most 5 in 100";

  private static final double SHARE = 0.05;
  private static final Duration WHILE = Duration.ofMinutes(10);

  private final Lately calls = new Lately(WHILE);
  private final Lately hedges = new Lately(WHILE);
  private final Lately spend = new Lately(WHILE);
  private final Lately waste = new Lately(WHILE);
  private long made;

  synchronized void asked(long now) {
    calls.add(now, 1);
  }

  /**
   * @param cost in nano-dollars, as far as it is known
   * @param wasted whether the other of the two was faster
   */
  synchronized void paid(long now, long cost, boolean wasted) {
    (wasted ? waste : spend).add(now, cost);
  }

  /** Takes one, if that leaves both shares as small as they must be. */
  synchronized boolean take(long now) {
    long all = calls.sum(now);
    long paid = spend.sum(now);
    boolean few = hedges.sum(now) + 1 <= SHARE * all;
    boolean cheap = paid == 0 || waste.sum(now) + (double) paid / all <= SHARE * paid;
    if (few && cheap) {
      hedges.add(now, 1);
      made++;
    }
    return few && cheap;
  }

  synchronized long made() {
    return made;
  }
}
