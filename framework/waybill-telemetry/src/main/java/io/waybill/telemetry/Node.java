package io.waybill.telemetry;

import io.opentelemetry.api.trace.Span;
import io.waybill.ledger.Posting;
import io.waybill.work.WorkInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A span in the making. Times are microseconds since the run began. */
final class Node {
  /** What it stands for. */
  enum Kind {
    RUN,
    STEP,
    /** All turns of a loop, or all items of a map: which of the two is known at the end. */
    ROUNDS,
    /** One of them. */
    ROUND,
    /** A plan in the plan. */
    PLAN,
    /** A step up to the first piece of its answer that others went on from. */
    BEGINNING,
    /** Several branches at once, for one value. */
    RACE,
    ATTEMPT,
    WAIT,
    BACKOFF;

    boolean holdsSteps() {
      return this == RUN || this == ROUNDS || this == ROUND || this == PLAN || this == RACE;
    }

    /** Whether there is something to tell of it only once the run has ended. */
    boolean endsWithTheRun() {
      return holdsSteps() || this == STEP || this == BEGINNING;
    }
  }

  /** What the parts of one loop or map, each in a trace of its own, have in common. */
  static final class Shared {
    /** What steps are put in, by path. */
    final Map<String, Node> inside = new HashMap<>();

    /** From the first on. */
    final List<Node> parts = new ArrayList<>(1);
  }

  /** One trace of a run. */
  static final class Part {
    /** From 1. */
    final int number;

    int spans;

    Part(int number) {
      this.number = number;
    }
  }

  final Kind kind;
  final String path;
  final int attempt;
  final long start;

  /** What it is drawn in; null for the root of a trace. */
  final @Nullable Node parent;

  /** What it is in, which for the root of a further trace is in another one. */
  final @Nullable Node around;

  final Part part;

  /** Counted through the run. */
  final int serial;

  final List<Node> children = new ArrayList<>();

  /** Not known before it is over. */
  long end = -1;

  /** Whether nothing can change its end any more. */
  boolean settled;

  /** Of something with steps: the number of the end it began after; 0 if nothing was before it. */
  int cause;

  /** Of something with steps: what is true of all of its parts. */
  final Shared shared;

  /** Of an attempt: from when on it could have begun, if it had not had to wait for anything. */
  long due;

  /**
   * Of an attempt: until when it was not to be made, since the one before had failed; 0 if none.
   */
  long again;

  @Nullable WorkInfo work;
  @Nullable Posting posting;

  /** Of an attempt: why it was made. */
  Posting.Role role = Posting.Role.FIRST;

  /** Its live span, if it has one. */
  @Nullable Span span;

  Node(Kind kind, Where where, long start) {
    this.kind = kind;
    this.path = where.path;
    this.attempt = where.attempt;
    this.parent = where.parent;
    this.around = where.around;
    this.part = where.part;
    this.serial = where.serial;
    this.start = start;
    this.shared = where.shared == null ? new Shared() : where.shared;
    shared.parts.add(this);
    part.spans++;
    if (parent != null) {
      parent.children.add(this);
    }
  }

  /**
   * Where a node is put.
   *
   * @param shared what it has in common with its other parts; null if there are none yet
   */
  record Where(
      String path,
      int attempt,
      @Nullable Node parent,
      @Nullable Node around,
      Part part,
      @Nullable Shared shared,
      int serial) {}

  boolean inner() {
    return kind == Kind.ATTEMPT && parent != null && parent.kind == Kind.ATTEMPT;
  }

  /** Whether nobody waited for it any more when it ended. */
  boolean dropped() {
    return posting != null && posting.fate().dropped();
  }

  /** Of an attempt: whether another beside it was heard in its place. */
  boolean beside() {
    return beaten() < Long.MAX_VALUE;
  }

  /** Of an attempt: where the one beside it ended that was heard in its place. */
  long beaten() {
    var heard = parent != null && parent.kind == Kind.STEP && dropped() ? parent.counting() : null;
    return heard == null || heard.dropped() ? Long.MAX_VALUE : heard.end;
  }

  /** The end of an attempt beside others: not where one of them begins, if there is room. */
  long apart(long end) {
    boolean touches =
        parent != null && parent.children.stream().anyMatch(beside -> beside.start == end);
    return touches && end - 1 > start ? end - 1 : end;
  }

  /** Of a step, the attempt that counts: the one that was used, else the last. */
  @Nullable Node counting() {
    Node counting = null;
    for (var child : children) {
      if (child.posting != null) {
        counting = child;
        if (child.posting.fate() == Posting.Fate.USED) {
          return child;
        }
      }
    }
    return counting;
  }

  /** Whether it made calls inside its own. */
  boolean asked() {
    return children.stream().anyMatch(child -> child.kind == Kind.ATTEMPT);
  }
}
