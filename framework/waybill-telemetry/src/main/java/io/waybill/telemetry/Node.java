package io.waybill.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Timing;
import io.waybill.ledger.Waybill;
import io.waybill.work.WorkInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
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
    /** What all of them are in; null for the run. */
    final @Nullable Node around;

    /** What steps are put in, by path. */
    final Map<String, Node> inside = new HashMap<>();

    /** From the first on. */
    final List<Node> parts = new ArrayList<>(1);

    Shared(@Nullable Node around) {
      this.around = around;
    }
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
  private @Nullable String id;
  final int attempt;
  final long start;

  /** What it is drawn in; null for the root of a trace. */
  final @Nullable Node parent;

  final Part part;

  /** Counted through the run. */
  final int serial;

  /** How many spans were made inside it. */
  int spans;

  /** What is in it, in the order in which it began: this, and what is {@link #next} to it. */
  @Nullable Node first;

  private @Nullable Node last;

  /** What is in the same, and began after it. */
  @Nullable Node next;

  /** Not known before it is over. */
  long end = -1;

  /** Whether nothing can change its end any more. */
  boolean settled;

  /** Of something with steps: the number of the end it began after; 0 if nothing was before it. */
  int cause;

  /** Of something with steps, once there are any in it: what is true of all of its parts. */
  private @Nullable Shared shared;

  /** Of an attempt: from when on it could have begun, if it had not had to wait for anything. */
  long due;

  /**
   * Of an attempt: until when it was not to be made, since the one before had failed; 0 if none.
   */
  long again;

  @Nullable WorkInfo work;
  @Nullable Posting posting;

  /** Of a step, once the run has ended: what the waybill has of it. */
  Waybill.@Nullable Line line;

  Timing.@Nullable OfLine timed;

  /** Of an attempt: why it was made. */
  Posting.Role role = Posting.Role.FIRST;

  /** Its live span, if it has one. */
  @Nullable Span span;

  /** Of what is in it, the parent. */
  @Nullable Context inside;

  /** One in another. */
  Node(Kind kind, String path, int attempt, Node parent, long start, int serial) {
    this.kind = kind;
    this.path = path;
    this.attempt = attempt;
    this.parent = parent;
    this.part = parent.part;
    this.start = start;
    this.serial = serial;
    part.spans++;
    parent.add(this);
  }

  /** The root of a trace. */
  Node(Kind kind, String path, Part part, long start, int serial) {
    this.kind = kind;
    this.path = path;
    this.attempt = 0;
    this.parent = null;
    this.part = part;
    this.start = start;
    this.serial = serial;
    part.spans++;
  }

  /** The last name in its path; of a turn or an item, its number. */
  String id() {
    if (id == null) {
      if (parent != null && parent.path.equals(path)) {
        id = parent.id();
      } else {
        id = kind == Kind.ROUND ? Places.number(path) : Places.lastStep(path);
      }
    }
    return id;
  }

  private void add(Node child) {
    if (last == null) {
      first = child;
    } else {
      last.next = child;
    }
    last = child;
  }

  /** Leaves out of it what is not of some kind. */
  void keep(Predicate<Node> which) {
    var child = first;
    first = null;
    last = null;
    while (child != null) {
      var following = child.next;
      child.next = null;
      if (which.test(child)) {
        add(child);
      }
      child = following;
    }
  }

  /** The root of a further trace goes on from what was before it. */
  void goesOn(Shared from) {
    shared = from;
    from.parts.add(this);
  }

  Shared shared() {
    if (shared == null) {
      goesOn(new Shared(parent));
    }
    return Objects.requireNonNull(shared);
  }

  /** The parts after it, if it is the first of several. */
  List<Node> furtherParts() {
    return shared == null || shared.parts.get(0) != this
        ? List.of()
        : shared.parts.subList(1, shared.parts.size());
  }

  /** What it is in, which for the root of a further trace is in another one. */
  @Nullable Node around() {
    return parent == null ? shared().around : parent;
  }

  SpanKind spanKind() {
    return kind == Kind.ATTEMPT ? Operation.spanKind(this) : SpanKind.INTERNAL;
  }

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

  /** Of a step, the attempt that counts: the one that was used, else the last. */
  @Nullable Node counting() {
    Node counting = null;
    for (var child = first; child != null; child = child.next) {
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
    for (var child = first; child != null; child = child.next) {
      if (child.kind == Kind.ATTEMPT) {
        return true;
      }
    }
    return false;
  }

  /** Of a step, its attempt of this number; null if there is none. */
  @Nullable Node attempt(int number) {
    for (var child = first; child != null; child = child.next) {
      if (child.kind == Kind.ATTEMPT && child.attempt == number) {
        return child;
      }
    }
    return null;
  }
}
