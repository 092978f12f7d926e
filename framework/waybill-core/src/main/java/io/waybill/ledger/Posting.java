package io.waybill.ledger;

import io.waybill.work.EngineTimes;
import io.waybill.work.ErrorKind;
import io.waybill.work.Origin;
import io.waybill.work.Usage;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One attempt in the accounts: what it used, what that cost, and when it ran. Times are nanoseconds
 * since the run began.
 *
 * @param scope the path of the body that the step is in, with its slash; empty at the top
 * @param step the step's id; with {@code /name#ordinal} for a call inside a call
 * @param attempt 1 for the first
 * @param work what was performed
 * @param ready when the attempt could have begun
 * @param began when the work was asked
 * @param ended when its answer or failure was taken in
 * @param marks what the work itself said about the time between
 * @param how why it was made, and what there is to say of its end
 */
public record Posting(
    String scope,
    String step,
    int attempt,
    WorkInfo work,
    Fate fate,
    Usage usage,
    Cost cost,
    long ready,
    long began,
    long ended,
    Marks marks,
    How how) {

  /** How an attempt ended. */
  public enum Fate {
    USED,
    FAILED,
    CANCELLED,
    /** Another was faster or better: the other of a hedge, a runner that lost its race. */
    DISCARDED;

    /** Whether nobody waited for it any more when it ended. */
    public boolean dropped() {
      return this == CANCELLED || this == DISCARDED;
    }
  }

  /** Why an attempt was made. */
  public enum Role {
    FIRST,
    /** The same once more, after a failure. */
    RETRY,
    /** Other work, after its own had failed. */
    FALLBACK,
    /** The same a second time, beside the first. */
    HEDGE,
    /** An answer given before, after a failure. */
    CACHED,
    /** A value in its place, after a failure. */
    SKIPPED,
    /** What had come of the answer, after a failure. */
    PARTIAL;

    /** Whether what it gives stands in for an answer of the step's own work. */
    public boolean degrades() {
      return switch (this) {
        case FIRST, RETRY, HEDGE -> false;
        case FALLBACK, CACHED, SKIPPED, PARTIAL -> true;
      };
    }
  }

  /**
   * Why an attempt was made and what there is to say of its end.
   *
   * @param since the failure that it was made after; empty without one
   * @param error how it failed, if it did
   * @param origin whose answer it gave
   * @param mostOutput how many output tokens it was allowed, because more did not fit the budget; 0
   *     if nothing was taken away
   */
  public record How(
      Role role, String since, Optional<ErrorKind> error, Origin origin, long mostOutput) {
    public static final How FIRST = new How(Role.FIRST, "", Optional.empty(), Origin.OWN, 0);
  }

  /**
   * Moments that only the work can see, in nanoseconds since the run began; -1 where it did not
   * say.
   *
   * @param pieces when pieces of the answer were handed on to whoever goes through them, while the
   *     rest was still on its way; seen by the engine
   * @param exchanges how many requests left during the attempt; 0 if nobody counted. More than one
   *     is the doing of a library under the work: retries that it hides
   * @param engine where the engine that answered says its time went
   * @param share what of the time of a machine of ours it is charged for; -1 if all that it used
   */
  public record Marks(
      long admitted,
      long sent,
      long first,
      long last,
      int exchanges,
      List<Long> pieces,
      Optional<EngineTimes> engine,
      long share) {
    public static final Marks NONE = new Marks(-1, -1, -1, -1, 0);

    public Marks {
      pieces = List.copyOf(pieces);
    }

    public Marks(long admitted, long sent, long first, long last, int exchanges) {
      this(admitted, sent, first, last, exchanges, List.of(), Optional.empty(), -1);
    }

    public Marks(long admitted, long sent, long first, long last) {
      this(admitted, sent, first, last, 0);
    }

    /** The same with this share of a machine's time. */
    public Marks sharing(long nanos) {
      return new Marks(admitted, sent, first, last, exchanges, pieces, engine, nanos);
    }

    /** The same with these pieces. */
    public Marks handing(List<Long> handed) {
      return handed.isEmpty()
          ? this
          : new Marks(admitted, sent, first, last, exchanges, handed, engine, share);
    }
  }

  /** What it is charged for: of a machine that others were on too, its share. */
  public Usage billed() {
    return marks.share() < 0 ? usage : usage.taking(Duration.ofNanos(marks.share()));
  }

  /** The first attempt, of which there is nothing more to say. */
  public Posting(
      String scope,
      String step,
      int attempt,
      WorkInfo work,
      Fate fate,
      Usage usage,
      Cost cost,
      long ready,
      long began,
      long ended,
      Marks marks) {
    this(scope, step, attempt, work, fate, usage, cost, ready, began, ended, marks, How.FIRST);
  }

  /** The same at another cost. */
  Posting costing(Cost other) {
    return new Posting(
        scope, step, attempt, work, fate, usage, other, ready, began, ended, marks, how);
  }

  /** {@code intent:billing/answer}. */
  public String path() {
    return scope.isEmpty() ? step : scope + step;
  }

  /** Where its time went. */
  public Parts parts() {
    return Parts.of(this);
  }

  /** Whether it was a call inside the call of a step: its time is part of that step's. */
  public boolean inner() {
    return step.indexOf('/') >= 0;
  }
}
