package io.waybill.telemetry;

import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
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
   */
  record Moment(int number, Posting posting, long ended, long drawn) {}

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

  /** Takes an attempt in, in the order of the ledger; one that was dropped has no place in it. */
  long add(Posting posting) {
    long drawn = next(posting.ended());
    if (!posting.fate().dropped()) {
      last = drawn;
      ended = Math.max(ended, posting.ended());
      if (!posting.inner()) {
        causes.add(new Moment(causes.size() + 1, posting, ended, drawn));
      }
    }
    return drawn;
  }

  /** Takes in the piece of an answer that a step began on, if it did. */
  void piece(Begun begun) {
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
  From from(Begun begun, int told) {
    var piece = pieces.get(begun.piece());
    if (piece != null) {
      return piece;
    }
    var before = before(begun.ready(), told);
    long next = Math.max(begun.ready() / 1000, before == null ? 0 : before.drawn + 1);
    var cause = cause(begun.path(), begun.ready(), told);
    return cause == null
        ? new From(0, "", next, null)
        : new From(
            cause.number, cause.posting.path(), next, cause.ended == begun.ready() ? cause : null);
  }

  /**
   * The last end that a step may have waited for; null if nothing had ended when it became ready.
   *
   * @param told how many ends may be looked at
   */
  private @Nullable Moment before(long ready, int told) {
    int at = latest(ready, told);
    return at < 0 ? null : causes.get(at);
  }

  /**
   * What made a step ready: the end at that very nanosecond. Where there are several, or none,
   * since a record takes its time to become durable, it is the one of the last ones that is nearest
   * to the step in the plan.
   */
  private @Nullable Moment cause(String path, long ready, int told) {
    int at = latest(ready, told);
    if (at < 0) {
      return null;
    }
    boolean exact = causes.get(at).ended == ready;
    var best = causes.get(at);
    int nearest = common(path, best.posting.scope());
    for (int i = at - 1; i >= Math.max(0, at - LOOKED_AT); i--) {
      var moment = causes.get(i);
      if (exact && moment.ended != ready) {
        return best;
      }
      int near = common(path, moment.posting.scope());
      if (near > nearest) {
        best = moment;
        nearest = near;
      }
    }
    return best;
  }

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
