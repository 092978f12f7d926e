package io.waybill.ledger;

import io.waybill.work.Usage;
import io.waybill.work.WorkInfo;

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
    Marks marks) {

  /** How an attempt ended. */
  public enum Fate {
    USED,
    FAILED,
    CANCELLED
  }

  /**
   * Moments that only the work can see, in nanoseconds since the run began; -1 where it did not
   * say.
   *
   * @param exchanges how many requests left during the attempt; 0 if nobody counted. More than one
   *     is the doing of a library under the work: retries that it hides
   */
  public record Marks(long admitted, long sent, long first, long last, int exchanges) {
    public static final Marks NONE = new Marks(-1, -1, -1, -1, 0);

    public Marks(long admitted, long sent, long first, long last) {
      this(admitted, sent, first, last, 0);
    }
  }

  /** {@code intent:billing/answer}. */
  public String path() {
    return scope + step;
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
