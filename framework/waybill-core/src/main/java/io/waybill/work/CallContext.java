package io.waybill.work;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Which attempt at which step a call is, and what it may spend. Cancellation arrives as a Reactor
 * signal. What a method answers here is what there is outside any run; an engine answers all of
 * them, and so must whoever stands between an engine and its work.
 */
public interface CallContext {
  /** Moments of an attempt that only the work itself can see, in this order. */
  enum Moment {
    /** It waited for its turn and may now go on. */
    ADMITTED,
    /**
     * A request has left. Said once for each: those after the first are exchanges that only a
     * library under the work decided on, retries of its own for instance, and are counted.
     */
    SENT,
    /**
     * The first part of the answer is here; the first {@link CallContext#emit} says so by itself.
     */
    FIRST,
    /** The last part of the answer is here. */
    LAST
  }

  /** The id of the run; empty outside any. */
  default String run() {
    return "";
  }

  /**
   * The step's place in the run, branches, turns and items included: {@code intent:billing/answer},
   * {@code reviews[3]/grade}.
   */
  String path();

  /** 1 for the first attempt. */
  default int attempt() {
    return 1;
  }

  /** When an answer comes too late to be of use; {@link Instant#MAX} if never. */
  default Instant deadline() {
    return Instant.MAX;
  }

  /** What is left to spend. */
  default Purse purse() {
    return Purse.UNLIMITED;
  }

  /** How many output tokens are held for it: it must ask for no more. Empty if nobody limits it. */
  default OptionalLong mostOutput() {
    return OptionalLong.empty();
  }

  /**
   * What calls have in common that an engine with their beginnings in its cache should be asked
   * for: which conversation, for instance. Empty if nothing; it tells nobody whose it is.
   */
  default String affinity() {
    return "";
  }

  /** Who asked for the run: tenant, user. Tools and retrievers pass it on. */
  default Map<String, String> caller() {
    return Map.of();
  }

  /**
   * What its requests carry so that whoever serves them can tell whose they are: {@code
   * traceparent}. Names in lower case; nothing secret.
   */
  default Map<String, String> headers() {
    return Map.of();
  }

  /**
   * A part of the answer, for whoever watches. Never waits, may be called from any thread, one at a
   * time.
   */
  default void emit(String token) {}

  /** Stamps a moment with the run's clock. */
  default void reached(Moment moment) {}

  /**
   * What the attempt has used so far, each time in place of what was said before: it is what the
   * bill says if the attempt ends without an outcome, cancelled or timed out, and without a {@link
   * WorkException} that knows better. Whoever is cancelled may say it then, in {@link
   * Line#onCancel}.
   */
  default void used(Usage soFar) {}

  /**
   * What whoever answers says beside the answer: what is left of what a provider allows, where the
   * time of an engine went.
   */
  default void learned(Learned what) {}

  /**
   * A paid or visible call inside this one: a turn of an agent, a rung of a cascade, a judge in a
   * guard. It is posted and journalled under this attempt with an ordinal of its own. What it used
   * is posted with it: what comes back, an outcome or a {@link WorkException}, has used nothing
   * more, and may be passed on as it is.
   *
   * @param call what to do, given a context of its own
   */
  default <T> Mono<Outcome<T>> inner(
      Attempt what, Function<? super CallContext, Mono<Outcome<T>>> call) {
    return Mono.defer(() -> call.apply(this));
  }

  /**
   * For work that is called on its own, outside any run: no deadline, no purse, nobody watching.
   */
  static CallContext detached(String path) {
    return () -> path;
  }
}
