package io.waybill.testkit;

import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.time.Duration;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * What scripted work says to one call: an answer, a failure or nothing at all; at once, or after a
 * while.
 */
public final class Reply<O> {
  private final Function<Usage, Mono<Outcome<O>>> ending;
  private final Usage usage;
  private final Duration after;

  private Reply(Function<Usage, Mono<Outcome<O>>> ending, Usage usage, Duration after) {
    this.ending = ending;
    this.usage = usage;
    this.after = after;
  }

  /** This value, which cost nothing. */
  public static <O> Reply<O> of(O value) {
    return of(Outcome.of(value));
  }

  public static <O> Reply<O> of(Outcome<O> outcome) {
    return new Reply<>(used -> Mono.just(outcome.used(used)), outcome.usage(), Duration.ZERO);
  }

  /** A failure of this kind. It does not say what the attempt used, unless {@link #using} does. */
  public static <O> Reply<O> failed(ErrorKind kind, String message) {
    return new Reply<>(
        used -> Mono.error(new WorkException(kind, used, message)), Usage.UNKNOWN, Duration.ZERO);
  }

  /** A failure after which whoever failed asks for a pause. */
  public static <O> Reply<O> failed(ErrorKind kind, String message, Duration retryAfter) {
    return new Reply<>(
        used -> Mono.error(new WorkException(kind, used, message, null, retryAfter)),
        Usage.UNKNOWN,
        Duration.ZERO);
  }

  /** An error as code throws it that knows nothing of Waybill. */
  public static <O> Reply<O> thrown(Throwable error) {
    return new Reply<>(used -> Mono.error(error), Usage.UNKNOWN, Duration.ZERO);
  }

  /** Nothing, ever: the call ends when somebody cancels it or loses patience. */
  public static <O> Reply<O> never() {
    return new Reply<>(used -> Mono.never(), Usage.UNKNOWN, Duration.ZERO);
  }

  /** The same so much later. */
  public Reply<O> after(Duration delay) {
    return new Reply<>(ending, usage, delay);
  }

  /** The same, having used this. What was {@link #thrown} cannot say so. */
  public Reply<O> using(Usage used) {
    return new Reply<>(ending, used, after);
  }

  Mono<Outcome<O>> play(Scheduler timer, Runnable ifCancelled) {
    var end = ending.apply(usage);
    var waited = after.isZero() ? end : Mono.delay(after, timer).then(end);
    return atHand(waited) ? waited : waited.doOnCancel(ifCancelled);
  }

  private static boolean atHand(Mono<?> answer) {
    return answer instanceof reactor.core.Fuseable.ScalarCallable;
  }
}
