package io.waybill.run;

import io.waybill.ledger.Posting;
import io.waybill.plan.Policy;
import io.waybill.work.Bound;
import io.waybill.work.CallContext;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Quota;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * What stands between the runs of an engine and whoever they ask, shared by all of them. Around an
 * attempt stand, from the outside in: the deadline of the run, this, the purse, the timers. The
 * first and the last two are the engine's own, so that nothing can be had past them.
 *
 * <p>Work that is pure, in house, on no pool and under no policy is not protected: nothing about it
 * can be. What a method answers here is no protection at all. Any thread may call.
 */
public interface Protection {
  /** Nothing. */
  Protection NONE = Try::send;

  /** One attempt on its way, a call inside a call included. */
  interface Try extends CallContext {
    /** What is asked. */
    WorkInfo info();

    /** The step's policy, and where that leaves something open, {@link Protection#defaults}. */
    Policy policy();

    /** What it is asked; an inner call's is not known. */
    Optional<Object> input();

    /** The call that it is made inside of; empty if it is a step's own. */
    default Optional<Try> around() {
      return Optional.empty();
    }

    /** The most that it can use. */
    Bound bound();

    /** Whether it has told a first part of its answer. */
    boolean spoke();

    /**
     * Holds the money and asks: once, when it has its turn, on any thread.
     *
     * @throws WorkException at once, if what it may cost does not fit what is left
     */
    Mono<Outcome<?>> send();
  }

  /**
   * The attempt, protected: an answer that is at hand, {@link Try#send} when it has its turn, or an
   * error.
   */
  Mono<Outcome<?>> around(Try one);

  /** What a policy leaves open. */
  default Policy defaults(WorkInfo work) {
    return Policy.NONE;
  }

  /** Whether an attempt that failed so may be made again: all runs share what there is of that. */
  default boolean mayRetry(Try failed, ErrorKind kind) {
    return true;
  }

  /** How long its first part may take before it is asked a second time; empty for never. */
  default Optional<Duration> hedgeAfter(Try one, Policy.Hedge hedge) {
    return hedge.after().isZero() ? Optional.empty() : Optional.of(hedge.after());
  }

  /** Whether it may be asked a second time now: all runs share what there is of that. */
  default boolean mayHedge(Try one) {
    return true;
  }

  /** What the same was answered before, at most so long ago; empty if nothing is left of it. */
  default Optional<Outcome<?>> remembered(Try one, Duration age) {
    return Optional.empty();
  }

  /** A provider said what is left of what it allows. */
  default void learned(Try one, Quota quota) {}

  /** What came of an attempt. */
  default void ended(Try one, Posting posting) {}
}
