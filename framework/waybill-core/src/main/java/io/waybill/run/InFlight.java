package io.waybill.run;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** One thing a run waits for. It arrives once, from any thread, unless it is cancelled. */
class InFlight implements CoreSubscriber<Object> {
  private static final AtomicReferenceFieldUpdater<InFlight, Subscription> SUBSCRIPTION =
      AtomicReferenceFieldUpdater.newUpdater(InFlight.class, Subscription.class, "subscription");

  /** What is waited for. */
  enum What {
    /** The time to try again. */
    BACKOFF,
    /** The answer of a call. */
    ANSWER,
    /** That an event is durable. */
    KEPT,
    /** The time to ask a second time. */
    HEDGE,
    /** Nothing: the time of the run is over. */
    OVER,
    /** Nothing: one of two attempts beside each other said its first word. */
    SPOKE,
    /** Nothing: a piece of what an attempt says has come to its end. */
    PIECE,
    /** Nothing: work asks for a call inside its own. */
    INNER_ASKED,
    /** Nothing: work no longer wants such a call. */
    INNER_LEFT;

    boolean awaited() {
      return switch (this) {
        case BACKOFF, ANSWER, KEPT, HEDGE -> true;
        case OVER, SPOKE, PIECE, INNER_ASKED, INNER_LEFT -> false;
      };
    }
  }

  final What what;

  /** Null for what concerns the run as a whole. */
  final @Nullable Visit visit;

  private final RunLoop run;

  @SuppressWarnings("UnusedVariable") // read and written through its updater
  private volatile @Nullable Subscription subscription;

  /** An outcome, a Throwable, or null if it ended without either. */
  @Nullable Object signal;

  /** Whether it is among what is waited for, and its neighbours there. */
  boolean awaited;

  @Nullable InFlight earlier;
  @Nullable InFlight later;

  /** Whether it was cancelled because nobody waits for it. */
  boolean dropped;

  /** What has arrived after it. */
  @Nullable InFlight next;

  InFlight(RunLoop run, What what, @Nullable Visit visit) {
    this.run = run;
    this.what = what;
    this.visit = visit;
  }

  /** The visit, where there is one. */
  Visit subject() {
    return Objects.requireNonNull(visit);
  }

  /** Arrives once more, after whatever has arrived in the meantime. */
  void again() {
    run.arrived(this);
  }

  void cancel() {
    if (visit != null && what == What.ANSWER) {
      visit.giveUp(); // before anybody asks what it has used
    }
    Operators.terminate(SUBSCRIPTION, this);
  }

  @Override
  public void onSubscribe(Subscription s) {
    if (Operators.setOnce(SUBSCRIPTION, this, s)) {
      s.request(Long.MAX_VALUE);
    }
  }

  @Override
  public void onNext(Object outcome) {
    signal = outcome;
  }

  @Override
  public void onError(Throwable error) {
    signal = error;
    run.arrived(this);
  }

  @Override
  public void onComplete() {
    run.arrived(this);
  }

  @Override
  public Context currentContext() {
    return run.context;
  }

  /** That an event becomes durable. */
  static final class Kept extends InFlight {
    final RunEvent.Recorded event;

    Kept(RunLoop run, @Nullable Visit visit, RunEvent.Recorded event) {
      super(run, What.KEPT, visit);
      this.event = event;
    }
  }
}
