package io.waybill.telemetry;

import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
import io.waybill.run.RunEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When attempts end in the drawing. A ledger counts nanoseconds and a trace whole microseconds; so
 * that nobody can mistake what came first, no two ends share one, and between two of them there is
 * room for all that can begin there: a step 1 µs after what it waited for, a backoff, a retry.
 */
final class Moments {
  /**
   * An attempt that ended, and where that is drawn.
   *
   * @param number counted from 1
   * @param path of its step
   * @param scope the path of the body that this is in
   */
  record Moment(int number, String path, String scope, long ended, long drawn) {}

  /**
   * What a step is drawn after.
   *
   * @param number tells it from all others; 0 if it is nothing
   * @param path of the step that it was the doing of
   * @param next from when on the step is drawn
   * @param moment an end at the very nanosecond that the step was ready; null if it was none
   */
  record From(int number, String path, long next, @Nullable Moment moment) {}

  /** More than anything begins after a time of the ledger. */
  private static final long LATER = 2;

  /** More than anything begins after an end. */
  private static final long APART = 5;

  /** How many of the last ends are looked at, if none is the only one that it can be. */
  private static final int LOOKED_AT = 64;

  /** More pieces of answers are not drawn: each is the beginning of a box of its own. */
  private static final int MOST_PIECES = 200;

  private final List<Moment> causes = new ArrayList<>();

  /** Of answers that others went on from while they were being given. */
  private final Map<String, From> pieces = new HashMap<>();

  private long last = -APART;
  private long ended;

  /** How many attempts have ended that something can wait for. */
  int size() {
    return causes.size();
  }

  /** Where the next attempt that ends is drawn to end. */
  long next(long nanos) {
    return Math.max(nanos / 1000 + LATER, last + APART);
  }

  /**
   * Takes the end of an attempt in, in the order of the ledger; one that was dropped has no place
   * in it.
   */
  long add(Posting posting, String path) {
    long drawn = next(posting.ended());
    if (!posting.fate().dropped()) {
      last = drawn;
      ended = Math.max(ended, posting.ended());
      if (!posting.inner()) {
        causes.add(new Moment(causes.size() + 1, path, posting.scope(), ended, drawn));
      }
    }
    return drawn;
  }

  /** Takes in the piece of an answer that a step began on, if it did. */
  void piece(RunEvent.Attempted begun) {
    var piece = begun.piece();
    if (!piece.isEmpty() && !pieces.containsKey(piece) && pieces.size() < MOST_PIECES) {
      last = next(begun.ready());
      var path = Waybill.Line.line(piece);
      pieces.put(piece, new From(-1 - pieces.size(), path, last + 1, null));
    }
  }

  /**
   * What a step is drawn after.
   *
   * @param told how many ends may be looked at
   */
  From from(RunEvent.Attempted begun, int told) {
    var piece = begun.piece().isEmpty() ? null : pieces.get(begun.piece());
    if (piece != null) {
      return piece;
    }
    int last = latest(begun.ready(), told);
    if (last < 0) {
      return new From(0, "", begun.ready() / 1000, null);
    }
    long next = Math.max(begun.ready() / 1000, causes.get(last).drawn + 1);
    var cause = cause(begun.path(), begun.ready(), last);
    return new From(cause.number, cause.path, next, cause.ended == begun.ready() ? cause : null);
  }

  /**
   * What made a step ready: the end at that very nanosecond. Where there are several, or none,
   * since a record takes its time to become durable, it is the one of the last ones that is nearest
   * to the step in the plan.
   *
   * @param at the last end that it may have waited for
   */
  private Moment cause(String path, long ready, int at) {
    var best = causes.get(at);
    boolean exact = best.ended == ready;
    int nearest = common(path, best.scope);
    for (int i = at - 1; i >= Math.max(0, at - LOOKED_AT); i--) {
      var moment = causes.get(i);
      if (exact && moment.ended != ready) {
        return best;
      }
      int near = common(path, moment.scope);
      if (near > nearest) {
        best = moment;
        nearest = near;
      }
    }
    return best;
  }

  /** The last end that a step may have waited for; -1 if nothing had ended when it was ready. */
  private int latest(long ready, int told) {
    int from = 0;
    int to = told;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (causes.get(middle).ended <= ready) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from - 1;
  }

  /** How much of a path, in whole names, is the beginning of a scope too. */
  private static int common(String path, String scope) {
    int common = 0;
    for (int i = 0; i < Math.min(path.length(), scope.length()); i++) {
      if (path.charAt(i) != scope.charAt(i)) {
        return common;
      }
      if (path.charAt(i) == '/') {
        common = i + 1;
      }
    }
    return common;
  }
}
