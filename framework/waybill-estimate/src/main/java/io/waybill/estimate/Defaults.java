package io.waybill.estimate;

import io.waybill.plan.Step;
import io.waybill.plan.Wiring;
import io.waybill.work.WorkInfo;

/** What is taken to be so where nobody said anything and nothing was recorded. */
final class Defaults {
  /** Tokens, the longest answer of a model that has no limit. */
  static final long MOST_OUT = 4096;

  /** Bytes of a text for each of its tokens. */
  static final double BYTES = 4;

  /** Bytes that a budget holds for what stands around the texts of a request. */
  static final long AROUND = 160;

  /** Tokens of an input of the plan. */
  static final Spread INPUT = Spread.of(250, 750);

  /** Tokens of an answer. */
  static final Spread OUT = Spread.of(300, 900);

  /** Tokens of a decision. */
  static final Spread DECISION = Spread.of(8, 16);

  /** Tokens of what is said of a failure. */
  static final double FAILURE = 20;

  static final Speed SPEED = new Speed(Spread.of(0.6, 1.5), Spread.of(1 / 60.0, 1 / 35.0), 0);

  /** Items of a list. */
  static final Spread ITEMS = Spread.of(5, 15);

  /** How often work asks that asks by itself, as agents do. */
  static final int TURNS = 3;

  private static final Spread HERE = Spread.of(0.005, 0.02);
  private static final Spread ELSEWHERE = Spread.of(0.5, 2);

  private Defaults() {}

  static Spread turns(int most) {
    return most == 1 ? Spread.exactly(1) : Spread.of((1 + most) / 2.0, most);
  }

  /** Seconds of work that is no model. */
  static Spread seconds(WorkInfo info) {
    if (Wiring.free(info)) {
      return Spread.exactly(0);
    }
    return info.safety().location() == WorkInfo.Location.EXTERNAL ? ELSEWHERE : HERE;
  }

  /** Tokens that a model writes at a step, of at most so many. */
  static Spread out(Step step, long most) {
    var usual = step instanceof Step.Route ? DECISION : OUT;
    return usual.median() <= most / 2.0
        ? usual
        : new Spread(Math.max(1, most / 2.0), usual.sigma());
  }
}
