package io.waybill.run;

import io.waybill.ledger.Posting;
import io.waybill.ledger.Posting.Role;
import io.waybill.plan.Policy;
import io.waybill.plan.Wiring;
import io.waybill.work.Attempt;
import io.waybill.work.Bound;
import io.waybill.work.CallContext;
import io.waybill.work.Failure;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * A call that the work of a visit makes inside its own: kept and posted like an attempt, and then
 * handed back to it.
 */
final class InnerCall<T> extends Visit {
  private final Visit around;
  private final Attempt what;
  private final Function<? super CallContext, Mono<Outcome<T>>> call;
  private final MonoSink<Outcome<T>> sink;
  private final AtomicBoolean left;
  private int ordinal;

  InnerCall(
      Visit around,
      Attempt what,
      Function<? super CallContext, Mono<Outcome<T>>> call,
      MonoSink<Outcome<T>> sink) {
    this(around, what, call, sink, first(around), new AtomicBoolean());
  }

  private InnerCall(
      Visit around,
      Attempt what,
      Function<? super CallContext, Mono<Outcome<T>>> call,
      MonoSink<Outcome<T>> sink,
      Which which,
      AtomicBoolean left) {
    super(around.frame, around.node, which);
    this.around = around;
    this.what = what;
    this.call = call;
    this.sink = sink;
    this.left = left;
  }

  private static Which first(Visit around) {
    return new Which(around.attempt(), 0, 0, Role.FIRST, null, null, 0);
  }

  /** The same call once more: a call of its own inside the same attempt. */
  @Override
  Visit again(Failure why, long pause) {
    var next = new Which(around.attempt(), which.retries() + 1, 0, Role.RETRY, this, why, pause);
    return new InnerCall<>(around, what, call, sink, next, left);
  }

  /** Whether it is one of the tries of a call. */
  @SuppressWarnings("ReferenceEquality") // all tries of a call share this very flag
  boolean of(InnerCall<?> other) {
    return left == other.left;
  }

  @Override
  Mono<? extends Outcome<?>> perform() {
    return call.apply(this);
  }

  /** The call around it is timed, not each one inside. */
  @Override
  boolean timed() {
    return false;
  }

  /**
   * How often it is tried, and how long: whatever else is said, for the step or by the engine, is
   * done with the call around it.
   */
  @Override
  Policy effective() {
    var own = tried(Duration.ZERO, around.policy().retry());
    var known = frame.host.policy(own, what.info());
    return tried(known.timeout(), known.retry());
  }

  /** Nobody goes through what is said inside. */
  @Override
  Told telling() {
    return new Told(List.of(), false);
  }

  private static Policy tried(Duration timeout, Optional<Policy.Retry> retry) {
    return new Policy(timeout, retry, List.of(), Optional.empty(), Optional.empty());
  }

  @Override
  public Optional<Object> input() {
    return Optional.empty();
  }

  @Override
  public Optional<Protection.Try> around() {
    return Optional.of(around);
  }

  @Override
  boolean free() {
    return what.bound().kind() == Bound.Kind.NOTHING && Wiring.free(what.info());
  }

  @Override
  public Bound bound() {
    return what.bound();
  }

  @Override
  public WorkInfo info() {
    return what.info();
  }

  @Override
  String id() {
    return around.id() + "/" + what.name() + "#" + ordinal;
  }

  /** Its turn has come among the calls inside the same attempt. */
  void counted() {
    ordinal = ++around.inside().calls;
  }

  /** The work around it no longer waits for it. */
  void leave() {
    left.set(true);
  }

  @Override
  boolean wanted() {
    return !left.get() && around.wanted();
  }

  /** What the work around it paid for is lost with it. */
  @Override
  Posting.Fate unwanted() {
    return around.wanted() ? super.unwanted() : around.unwanted();
  }

  @Override
  @SuppressWarnings("unchecked") // the outcome is the one that the call gave
  void succeeded(RunState state, Outcome<?> outcome) {
    sink.success(((Outcome<T>) outcome).used(Usage.NONE));
  }

  @Override
  void failed(RunState state, Failure failure) {
    if (!state.retries(this, failure)) {
      var error = posted(Objects.requireNonNull(failure.cause()));
      around.inside().failure = error;
      refuse(error);
    }
  }

  /**
   * What it used is posted: passed on by the work around it, the same failure used nothing more.
   */
  private static Throwable posted(Throwable error) {
    return error instanceof WorkException known
        ? new WorkException(
            known.kind(),
            Usage.NONE,
            String.valueOf(known.getMessage()),
            known.getCause(),
            known.retryAfter())
        : error;
  }

  /** Gives it an error in the place of an answer. */
  void refuse(Throwable error) {
    sink.error(error);
  }
}
