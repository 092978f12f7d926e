package io.waybill.run;

import io.waybill.work.Attempt;
import io.waybill.work.CallContext;
import io.waybill.work.Failure;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import java.util.Objects;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/**
 * A call that the work of a visit makes inside its own: kept and posted like an attempt, and then
 * handed back to it.
 */
final class InnerCall<T> extends Visit {
  private final Visit around;
  private final Attempt what;
  private final Function<? super CallContext, Mono<Outcome<T>>> call;
  private final MonoSink<Outcome<T>> sink;
  private int ordinal;
  private boolean left;

  InnerCall(
      Visit around,
      Attempt what,
      Function<? super CallContext, Mono<Outcome<T>>> call,
      MonoSink<Outcome<T>> sink) {
    super(around.frame, around.node, around.attempt, 0, 0);
    this.around = around;
    this.what = what;
    this.call = call;
    this.sink = sink;
  }

  @Override
  Mono<? extends Outcome<?>> perform() {
    return call.apply(this);
  }

  /** The call around it is timed, not each one inside. */
  @Override
  Mono<?> limited(Mono<?> answer, Scheduler timer) {
    return answer;
  }

  @Override
  WorkInfo info() {
    return what.info();
  }

  @Override
  String id() {
    return around.id() + "/" + what.name() + "#" + ordinal;
  }

  /** Its turn has come among the calls inside the same attempt. */
  void counted() {
    ordinal = ++around.innerCalls;
  }

  /** The work around it no longer waits for it. */
  void leave() {
    left = true;
  }

  @Override
  boolean wanted() {
    return !left && super.wanted();
  }

  @Override
  @SuppressWarnings("unchecked") // the outcome is the one that the call gave
  void succeeded(RunState state, Outcome<?> outcome) {
    sink.success(((Outcome<T>) outcome).used(Usage.NONE));
  }

  @Override
  void failed(RunState state, Failure failure) {
    refuse(posted(Objects.requireNonNull(failure.cause())));
  }

  /**
   * What it used is posted: passed on by the work around it, the same failure used nothing more.
   */
  private static Throwable posted(Throwable error) {
    return error instanceof WorkException known
        ? new WorkException(
            known.kind(), Usage.NONE, String.valueOf(known.getMessage()), known.getCause())
        : error;
  }

  /** Gives it an error in the place of an answer. */
  void refuse(Throwable error) {
    sink.error(error);
  }
}
