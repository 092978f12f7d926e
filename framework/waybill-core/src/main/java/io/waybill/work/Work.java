package io.waybill.work;

import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Something a step can do: ask a model, run a tool, compute. It may answer at once or later, on any
 * thread, but it never holds the thread it was called on; work that must is made with {@link
 * #blocking}. Work keeps no state between calls.
 *
 * @param <I> what it is given
 * @param <O> what it produces
 */
@FunctionalInterface
public interface Work<I, O> {
  /**
   * One attempt. The mono ends with exactly one outcome or with an error; ending empty is an error.
   * Cancelling its subscription stops whatever was begun. A {@link WorkException} says of which
   * kind a failure is and what it had used.
   */
  Mono<Outcome<O>> perform(I input, CallContext call);

  /** What there is to know without running it; the same each time it is asked. */
  default WorkInfo info() {
    return WorkInfo.ANONYMOUS;
  }

  /**
   * The most that one attempt at this input can use, before it is made. It runs wherever it is
   * asked, waits for nothing and never says less than the attempt may come to.
   */
  default Bound bound(I input) {
    return Bound.of(info());
  }

  /** The same work with a description. */
  static <I, O> Work<I, O> described(WorkInfo info, Work<I, O> body) {
    var bound = Bound.of(info);
    return new Described<>(info, input -> bound, body);
  }

  /** The same work with a description, and the most that one attempt at an input can use. */
  static <I, O> Work<I, O> described(
      WorkInfo info, Function<? super I, Bound> bound, Work<I, O> body) {
    return new Described<>(info, bound, body);
  }

  /**
   * Work that is pure, quick and free: it runs on the thread that asks, and must not wait for
   * anything.
   */
  static <I, O> Work<I, O> instant(String name, Function<? super I, ? extends O> body) {
    return new Instantly<>(
        WorkInfo.named(name).model("instant").effects(WorkInfo.Effects.PURE).build(), body);
  }

  /**
   * {@link #instant(String, Function)} with nothing to tell it by: a plan that holds one runs, but
   * has no hash.
   */
  static <I, O> Work<I, O> instant(Function<? super I, ? extends O> body) {
    return new Instantly<>(WorkInfo.ANONYMOUS, body);
  }

  /**
   * Work that holds its thread: it gets one of its own, which is interrupted when the call is
   * cancelled.
   */
  static <I, O> Work<I, O> blocking(String name, Function<? super I, ? extends O> body) {
    return described(
        WorkInfo.named(name).model("blocking").build(),
        (input, call) -> Blocking.of(() -> Outcome.<O>of(body.apply(input))));
  }
}
