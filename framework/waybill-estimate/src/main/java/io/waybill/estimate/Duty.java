package io.waybill.estimate;

import io.waybill.plan.Policy;
import io.waybill.work.Bound;
import io.waybill.work.WorkInfo;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the work of a step, or of a rung of it, before a run.
 *
 * @param visits what the step did in runs that were recorded; none for a rung
 * @param overridden whether somebody said what counts for more than what was recorded
 * @param out tokens that it writes, and what that rests on
 * @param in tokens that it reads, if somebody said; else what it is given decides
 * @param speed of the model, if it is one
 * @param paced what its time rests on
 * @param seconds that it takes, if somebody said or it is no model
 * @param failing the share of its calls that fail
 * @param rungs other work that it falls back on
 * @param slots how many calls its machine serves at once
 */
record Duty(
    WorkInfo info,
    Policy policy,
    Sent sent,
    List<Visit> visits,
    boolean overridden,
    Told out,
    Optional<Spread> in,
    Speed speed,
    Grounds paced,
    Optional<Spread> seconds,
    double failing,
    List<Duty> rungs,
    int slots) {

  /**
   * Tokens that are written.
   *
   * @param said whether somebody said so, if it is no model
   */
  record Told(Spread spread, Grounds grounds, boolean said) {}

  Duty {
    visits = List.copyOf(visits);
    rungs = List.copyOf(rungs);
  }

  /** Whether somebody else does it now than did in the runs that were recorded. */
  boolean changed() {
    return !visits.isEmpty()
        && visits.stream().noneMatch(visit -> visit.display().equals(info.display()));
  }

  boolean asRecorded() {
    return !visits.isEmpty() && !overridden && !changed();
  }

  /** Whether the length of its answer is its own, and not that of what it is given. */
  boolean writes() {
    return sent.writes() || out.said();
  }

  /** Tokens of its request that are always the same. */
  double constant() {
    return sent.bytes() / Defaults.BYTES;
  }

  /** How many tokens it writes at most: what was declared, else what is assumed of all. */
  double most() {
    long declared = sent.bound().output();
    return sent.bound().kind() != Bound.Kind.TOKENS || declared == Bound.UNDECLARED
        ? Math.max(Defaults.MOST_OUT, out.spread().median())
        : declared;
  }

  /** What its figures rest on: the weaker of its tokens and its time. */
  Grounds grounds() {
    boolean time = paced.kind().compareTo(out.grounds().kind()) >= 0;
    return !sent.writes() || time ? paced : out.grounds();
  }
}
