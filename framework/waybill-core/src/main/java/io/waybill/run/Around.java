package io.waybill.run;

import io.waybill.plan.Policy;
import io.waybill.plan.Step;
import io.waybill.work.ErrorKind;
import io.waybill.work.Failure;
import io.waybill.work.Outcome;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import reactor.core.Fuseable;
import reactor.core.publisher.Mono;

/**
 * What stands around one attempt, in this order: the deadline; the engine's protection; the purse;
 * the timers; the work itself. What was held is settled when the attempt is posted.
 */
final class Around {
  private final RunLoop loop;

  Around(RunLoop loop) {
    this.loop = loop;
  }

  /** What comes of an attempt that begins now. */
  Mono<? extends Outcome<?>> begin(Visit visit) {
    return visit.which.choice() == 0
        ? protect(visit)
        : visit.policy().instead().get(visit.which.choice() - 1).match(new Rungs(this, visit));
  }

  Mono<Outcome<?>> protect(Visit visit) {
    visit.terms().hold = new Hold(visit.frame.means.wallet());
    return visit.frame.means.until() > visit.began
        ? loop.engine.protection.around(visit)
        : Mono.error(late(visit));
  }

  Optional<Outcome<?>> remembered(Visit visit, Duration age) {
    return loop.engine.protection.remembered(visit, age);
  }

  /** How long to wait before an attempt that is about to begin is made a second time. */
  Optional<Duration> hedge(Visit visit) {
    if (visit.which.choice() > 0 || visit.policy().hedge().isEmpty()) {
      return Optional.empty();
    }
    boolean twice = visit.info().safety().effects() != WorkInfo.Effects.CONSEQUENTIAL;
    var after =
        twice
            ? loop.engine.protection.hedgeAfter(visit, visit.policy().hedge().get())
            : Optional.<Duration>empty();
    after.ifPresent(wait -> visit.terms().hedged = new Hedged());
    return after;
  }

  /** Asks, once what it may cost is held. */
  @SuppressWarnings("unchecked") // an outcome of something is an outcome
  Mono<Outcome<?>> send(Visit visit) {
    long now = loop.engine.protection.equals(Protection.NONE) ? visit.began : loop.elapsed();
    var timeout = visit.policy().timeout();
    long end = visit.frame.means.until();
    var terms = visit.terms();
    if (visit.timed() && !timeout.isZero()) {
      terms.until = Math.min(end, Means.after(now, timeout));
    }
    if (terms.until <= now) {
      return Mono.error(late(visit));
    }
    long most = terms.until - now;
    var hold = Objects.requireNonNull(terms.hold);
    var book = new Hold.Book(loop.engine.prices, loop.story.accounts.at(now));
    long time = hold.reserve(book, visit.info(), visit.bound(), most, limited(visit));
    terms.until = Math.min(terms.until, now + time);
    if (visit.info().safety().location() == WorkInfo.Location.LOCAL) {
      hold.enters(loop.engine.pools.enter(visit.info().pool()));
    }
    var answer = (Mono<Outcome<?>>) visit.perform();
    if (answer instanceof Fuseable.ScalarCallable || terms.until >= loop.until) {
      return answer; // there, or watched with the run
    }
    Supplier<Throwable> over =
        () ->
            time < most
                ? spent(visit, Duration.ofNanos(time))
                : terms.until < end ? stalled(timeout) : late(visit);
    return answer.timeout(
        Mono.delay(Duration.ofNanos(time), loop.engine.clock.timer()), Mono.error(over));
  }

  /** Whether the plan says how long it may take. */
  private static boolean limited(Visit visit) {
    return visit.timed()
        && visit.step() instanceof Step.Working working
        && !working.policy().timeout().isZero();
  }

  private WorkException spent(Visit visit, Duration time) {
    return new WorkException(
        ErrorKind.BUDGET,
        Accounts.soFar(visit, ErrorKind.DEADLINE, loop.elapsed()),
        "the %d ms of %s that were held for it are over. Allow more money, or say how long it may take"
            .formatted(time.toMillis(), visit.info().display()));
  }

  private static TimeoutException stalled(Duration timeout) {
    return new TimeoutException("no answer within " + timeout.toMillis() + " ms");
  }

  /** What to say of an attempt for which it is too late. */
  WorkException late(Visit visit) {
    long now = loop.elapsed();
    return new WorkException(
        ErrorKind.DEADLINE,
        Accounts.soFar(visit, ErrorKind.DEADLINE, now),
        "the time for it is over, %d ms after the run began"
            .formatted(Duration.ofNanos(visit.frame.means.until()).toMillis()));
  }

  Policy policy(Policy written, WorkInfo work) {
    var defaults = loop.engine.protection.defaults(work);
    return defaults.equals(Policy.NONE) ? written : written.over(defaults);
  }

  /**
   * How long to wait before a failed attempt is made again, in nanoseconds: a random part of the
   * backoff, so that those who failed together do not come back together, and no less than whoever
   * failed asked for. Negative if it must not be.
   */
  long pause(Visit failed, Failure failure) {
    var longest =
        failed.policy().retry().orElse(Policy.Retry.NEVER).before(failed.which.retries() + 1);
    long pause = (long) (loop.engine.clock.chance() * longest.toNanos());
    if (failure.cause() instanceof WorkException known) {
      var floor = known.retryAfter();
      if (floor.compareTo(loop.engine.limits.pause()) > 0) {
        return -1;
      }
      pause = Math.max(pause, floor.toNanos());
    }
    boolean inTime = loop.elapsed() + pause < failed.frame.means.until();
    return inTime && loop.engine.protection.mayRetry(failed, failure.kind()) ? pause : -1;
  }
}
