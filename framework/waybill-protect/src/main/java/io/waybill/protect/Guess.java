package io.waybill.protect;

import io.waybill.work.Bound;
import io.waybill.work.Usage;

/**
 * How many tokens a call will come to. The most that it can come to is often ten times that, and
 * would leave most of a limit unused; so it is that times what calls have lately come to of theirs.
 * A guess that was too small is made good when the call has ended. For one caller at a time.
 */
final class Guess {
  /** How much the latest call weighs against all before. */
  private static final double LATEST = 0.1;

  private final Share input = new Share();
  private final Share output = new Share();

  /** What came of calls: of their bounds, and in tokens for those without one. */
  private static final class Share {
    private double ofBound = 1;
    private double tokens;

    private long of(long bound) {
      return Math.round(bound > 0 ? bound * ofBound : tokens);
    }

    private void learn(long bound, long used) {
      if (bound > 0) {
        ofBound += LATEST * ((double) used / bound - ofBound);
      }
      tokens = tokens == 0 ? used : tokens + LATEST * (used - tokens);
    }
  }

  Need of(Bound bound) {
    return new Need(1, input.of(bound.input()), output.of(bound.output()));
  }

  void learn(Bound bound, Usage usage) {
    input.learn(bound.input(), usage.input());
    output.learn(bound.output(), usage.output());
  }
}
