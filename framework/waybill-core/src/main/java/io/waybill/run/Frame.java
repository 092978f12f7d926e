package io.waybill.run;

import io.waybill.plan.Wiring;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One plan being run: the run itself, or one body of a step that has bodies. */
@SuppressWarnings("ReferenceEquality") // these very frames
final class Frame {
  final Host host;
  final Wiring wiring;
  final @Nullable Visit caller;

  /** The item or turn this body is for, or -1. */
  final int turn;

  final @Nullable Object[] values;
  final int[] waits;

  /** When each value was there, in nanoseconds since the run began. */
  final long[] since;

  /** Open bodies that still lack some of what they capture; mostly none. */
  @Nullable List<Frame> hungry;

  /** Steps that began before all of what they read was there; mostly none. */
  private @Nullable Map<Integer, Visit> early;

  /** Steps begun here and not finished. */
  int busy;

  boolean closed;

  /** Whether it was closed because another did better. */
  boolean beaten;

  /** What it may take of time and money. */
  final Means means;

  /** The piece of an answer that it is for, if that was still being given. */
  String piece = "";

  private @Nullable String scope;

  Frame(Host host, Wiring wiring, Means means) {
    this(host, wiring, null, -1, means);
  }

  Frame(Wiring wiring, Visit caller, int turn) {
    this(wiring, caller, turn, caller.frame.means);
  }

  Frame(Wiring wiring, Visit caller, int turn, Means means) {
    this(caller.frame.host, wiring, caller, turn, means);
  }

  private Frame(Host host, Wiring wiring, @Nullable Visit caller, int turn, Means means) {
    this.means = means;
    this.host = host;
    this.wiring = wiring;
    this.caller = caller;
    this.turn = turn;
    this.values = new Object[wiring.slots()];
    this.waits = wiring.waits().clone();
    this.since = new long[wiring.slots()];
  }

  /** False once nobody waits for what happens here. */
  boolean live() {
    var frame = this;
    while (!frame.closed && frame.caller != null) {
      frame = frame.caller.frame;
    }
    return !frame.closed;
  }

  /** Whether nobody waits for it because another did better. */
  boolean lost() {
    var frame = this;
    while (!frame.beaten && frame.caller != null) {
      frame = frame.caller.frame;
    }
    return frame.beaten;
  }

  Object outcome() {
    return wiring.output(Objects.requireNonNull(values[wiring.outputSlot()]));
  }

  void feedLater(Frame body) {
    if (hungry == null) {
      hungry = new ArrayList<>();
    }
    if (hungry.isEmpty() || hungry.get(hungry.size() - 1) != body) {
      hungry.add(body);
    }
  }

  /** The piece that something was ready with in here, or in what this is in; empty if none. */
  String piece(long ready) {
    var frame = this;
    while (frame.piece.isEmpty() && frame.caller != null) {
      frame = frame.caller.frame;
    }
    return frame.piece.isEmpty() || frame.since[0] != ready ? "" : frame.piece;
  }

  void beganEarly(int step, Visit visit) {
    if (early == null) {
      early = new HashMap<>();
    }
    early.put(step, visit);
  }

  @Nullable Visit early(int step) {
    return early == null ? null : early.get(step);
  }

  Collection<Visit> early() {
    return early == null ? List.of() : early.values();
  }

  /**
   * Where this is: {@code intent:billing/}, {@code reviews[3]/}, {@code sub/}; empty at the top.
   */
  String scope() {
    if (scope == null) {
      scope =
          caller == null ? "" : caller.path() + (turn < 0 ? wiring.mark() : "[" + turn + "]") + "/";
    }
    return scope;
  }
}
