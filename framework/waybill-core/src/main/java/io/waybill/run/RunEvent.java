package io.waybill.run;

import io.waybill.ledger.Posting;
import io.waybill.work.Failure;
import io.waybill.work.Outcome;
import io.waybill.work.Score;
import io.waybill.work.WorkInfo;
import java.time.Instant;
import java.util.Map;

/** A fact about a run. The stream of them is the run. Times are nanoseconds since it began. */
public sealed interface RunEvent {

  /** What a journal keeps and a bill counts. */
  sealed interface Recorded extends RunEvent {}

  /**
   * The first event: the only one with a wall-clock time, from which all the others are counted.
   */
  record RunStarted(
      String run, String plan, Map<String, Object> inputs, Map<String, String> caller, Instant at)
      implements Recorded {}

  /**
   * An attempt is about to be made: kept before the first byte is sent.
   *
   * @param ready when it could have been
   * @param role why it is made
   * @param since the failure that it is made after; empty without one
   * @param piece the piece that it was begun on of an answer that was still being given, as lines
   *     of a waybill name what they waited for: {@code draft~2}; empty if none
   */
  record Attempted(
      String path,
      int attempt,
      WorkInfo work,
      long ready,
      long at,
      Posting.Role role,
      String since,
      String piece)
      implements Recorded {
    /** The first at its step. */
    public Attempted(String path, int attempt, WorkInfo work, long ready, long at) {
      this(path, attempt, work, ready, at, Posting.Role.FIRST, "", "");
    }
  }

  /** An attempt ended, and was posted. */
  sealed interface Posted extends Recorded {
    Posting posting();
  }

  record Succeeded(Posting posting, Outcome<?> outcome) implements Posted {}

  record Failed(Posting posting, Failure failure) implements Posted {}

  record Cancelled(Posting posting) implements Posted {}

  /** Quality enters the books; an empty path for the run as a whole. */
  record Scored(String path, Score score, long at) implements Recorded {}

  /** Nothing comes after it. */
  sealed interface Ended extends Recorded {
    long at();
  }

  record RunSucceeded(Object value, long at) implements Ended {}

  record RunFailed(Failure failure, long at) implements Ended {}

  record RunCancelled(String reason, long at) implements Ended {}

  /**
   * Part of an answer, provisional until its attempt has succeeded; never journalled, and dropped
   * for slow followers.
   */
  record Token(String path, int attempt, String text) implements RunEvent {}
}
