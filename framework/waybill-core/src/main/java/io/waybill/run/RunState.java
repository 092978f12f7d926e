package io.waybill.run;

import io.waybill.plan.Step;
import io.waybill.plan.Wiring;
import io.waybill.work.Choice;
import io.waybill.work.ErrorKind;
import io.waybill.work.Failure;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides what happens next in one run. Tell it what happened ({@link #start}, {@link #succeeded},
 * {@link #failed}, {@link #cancel}); then do what it says: make each attempt that is {@link #next},
 * and drop what is {@link #abandoned}. It knows no clock, thread, store or provider, and only one
 * caller at a time may use it.
 */
final class RunState extends ReadyQueue {
  private final Frame top;
  private final GoOn goOn = new GoOn(this);
  private final ComeBack comeBack = new ComeBack();
  private final Recovery recovery = new Recovery(this);
  final Overlap overlap = new Overlap(this);

  /** The time of what it is told, kept only to stamp what becomes ready by it. */
  private long now;

  private @Nullable End end;
  private boolean abandoned;

  RunState(Host host, Wiring wiring, Means means) {
    this.top = new Frame(host, wiring, means);
  }

  /** The time, in nanoseconds since the run began, of what is told next. */
  void at(long now) {
    this.now = now;
  }

  long now() {
    return now;
  }

  void start(Object[] inputs) {
    open(top, inputs);
  }

  /** An answer that nobody waits for any more changes nothing, nor does a failure. */
  void succeeded(Visit visit, Object value) {
    try {
      if (visit.wanted()) {
        spoke(visit);
        answered(visit, value);
      }
    } catch (RuntimeException e) {
      giveUp(visit, Failure.at(visit.path(), e));
    }
  }

  /** Of two attempts beside each other one is heard, and nobody waits for the other any more. */
  void spoke(Visit visit) {
    var other = visit.wanted() ? visit.parted() : null;
    if (other != null) {
      other.loses();
      abandoned = true;
    }
  }

  /** Asks a second time, beside an attempt that says nothing. */
  void hedge(Visit visit) {
    if (visit.wanted()) {
      queue(visit.beside());
    }
  }

  void failed(Visit visit, Failure failure) {
    recovery.failed(visit, failure);
  }

  /** Whether it is tried again. */
  boolean retries(Visit visit, Failure failure) {
    return recovery.retries(visit, failure);
  }

  private void giveUp(Visit visit, Failure failure) {
    recovery.giveUp(visit, failure);
  }

  /** The run as a whole cannot go on. */
  void fail(Failure failure) {
    end(new End.Failed(failure));
  }

  /**
   * Nothing is in flight and nothing is next: a checked plan does not come to this, but every run
   * ends.
   */
  void stuck() {
    fail(new Failure("", ErrorKind.DIVERGED, "nothing is left to do and there is no output", null));
  }

  void cancel(String reason) {
    end(new End.Cancelled(reason));
  }

  /** The next attempt to make; null when there is nothing to do but wait, or the run has ended. */
  @Nullable Visit next() {
    while (end == null) {
      var visit = take();
      if (visit == null || (visit.wanted() && begins(visit))) {
        return visit;
      }
    }
    return null;
  }

  @Nullable End end() {
    return end;
  }

  /**
   * True if, since it was last asked, a body closed while some of its steps were still going on.
   */
  boolean abandoned() {
    var was = abandoned;
    abandoned = false;
    return was;
  }

  /** Nobody waits for what happens in a body any more. */
  void abandon(Frame frame) {
    frame.closed = true;
    abandoned = true;
  }

  private void end(End how) {
    if (end == null) {
      end = how;
      top.closed = true;
    }
  }

  /** Whether going on with a visit takes an attempt, which is for the engine to make. */
  private boolean begins(Visit visit) {
    long told = now;
    now = visit.ready; // what its bodies begin with was ready when it was, not when its turn came
    try {
      return visit.step() instanceof Step.Working || visit.step().match(goOn, visit);
    } catch (RuntimeException e) {
      giveUp(visit, Failure.at(visit.path(), e));
      return false;
    } finally {
      now = told;
    }
  }

  private void answered(Visit visit, Object value) {
    if (visit.step() instanceof Step.Route) {
      if (!(value instanceof Choice choice)) {
        throw new WorkException(
            ErrorKind.INVALID,
            Usage.NONE,
            "a router answers a Choice, and this one a " + value.getClass().getSimpleName());
      }
      declared(visit, choice.label());
      fill(visit.frame, visit.node.decisionSlot(), choice);
      open(new Frame(visit.node.branch(choice.label()), visit, -1));
    } else {
      finish(visit, value);
    }
  }

  /** Begins a body with what was there no earlier than that. */
  void open(long since, Frame body, Object... given) {
    long begun = now;
    now = Math.max(begun, since);
    open(body, given);
    now = begun;
  }

  /**
   * Begins a body with what it is given and what there is to capture; the rest is fed to it when it
   * comes to be.
   */
  void open(Frame body, Object... given) {
    for (int step : body.wiring.roots()) {
      begin(body, step);
    }
    for (int slot = 0; slot < given.length; slot++) {
      fill(body, slot, given[slot]);
    }
    for (int slot = given.length; slot < body.wiring.inputs() && !body.closed; slot++) {
      var around = Objects.requireNonNull(body.caller).frame;
      var value = around.values[body.wiring.capturedFrom(slot)];
      if (value == null) {
        around.feedLater(body);
      } else {
        long begun = now; // the body's beginning may lie before the value's
        now = Math.max(begun, around.since[body.wiring.capturedFrom(slot)]);
        fill(body, slot, value);
        now = begun;
      }
    }
  }

  /** A label that a router declares none of may be anything; of those that it does, it is one. */
  private static void declared(Visit visit, String label) {
    var labels = visit.info().labels();
    if (!labels.isEmpty() && !labels.contains(label) && !label.equals(Choice.OTHERWISE)) {
      throw new WorkException(
          ErrorKind.INVALID, Usage.NONE, "its router chose what it does not declare: " + labels);
    }
  }

  void finish(Visit visit, Object value) {
    visit.frame.busy--;
    fill(visit.frame, visit.node.slot(), value);
  }

  private void begin(Frame frame, int step) {
    var early = frame.early(step);
    if (early != null) {
      queue(early);
      return;
    }
    frame.busy++;
    var visit = new Visit(frame, frame.wiring.node(step));
    queue(visit);
    for (int slot : visit.node.reads()) { // the last to be taken in need not be the last there was
      visit.ready = Math.max(visit.ready, frame.since[slot]);
    }
  }

  void queue(Visit visit) {
    if (add(visit)) {
      visit.ready = now;
    }
  }

  void fill(Frame frame, int slot, Object value) {
    if (frame.closed) {
      return;
    }
    frame.values[slot] = value;
    frame.since[slot] = now;
    for (int step : frame.wiring.dependents(slot)) {
      if (--frame.waits[step] == 0) {
        begin(frame, step);
      }
    }
    if (frame.hungry != null) {
      feed(frame, slot, value);
    }
    if (slot == frame.wiring.outputSlot()) {
      close(frame);
    }
  }

  private void feed(Frame frame, int slot, Object value) {
    for (var body : List.copyOf(Objects.requireNonNull(frame.hungry))) {
      for (int own = body.wiring.given(); own < body.wiring.inputs() && !body.closed; own++) {
        if (body.wiring.capturedFrom(own) == slot && body.values[own] == null) {
          fill(body, own, value);
        }
      }
    }
  }

  private void close(Frame frame) {
    frame.closed = true;
    abandoned |= frame.busy > 0;
    var caller = frame.caller;
    if (caller == null) {
      end(new End.Success(frame.outcome()));
      return;
    }
    Object done;
    try {
      done = caller.rescued() ? frame.outcome() : caller.step().match(comeBack, frame);
    } catch (RuntimeException e) {
      giveUp(caller, Failure.at(caller.path(), e));
      return;
    }
    if (done.equals(ComeBack.GOES_ON)) {
      queue(caller);
    } else {
      finish(caller, done);
    }
  }
}
