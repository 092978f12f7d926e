package io.waybill.protect;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.waybill.run.EngineClock;
import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody is asked at all: not for a while, once too many have failed in a way that says
 * that he is not well. Then a few are let through, and what comes of them decides. The others fail
 * at once and do not wait for that: who has something else to make do with has it at once.
 */
final class Breaker {
  static final String SAID =
      "half of the last 20 calls failed (10 at least): not asked for 2.5 to 20 s, then 3 at a time";

  private static final int LAST = 20;
  private static final int AT_LEAST = 10;
  private static final int PROBES = 3;
  private static final long SHORTEST_MILLIS = 5_000;
  private static final long LONGEST_MILLIS = 20_000;

  /** A few that say nothing for so long do not keep others from trying. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  /**
   * Why it is open.
   *
   * @param since when the first of the failures was counted that it is open for
   * @param last what kind the latest was of; never its words, which are another run's
   */
  private record Trouble(Instant since, int failed, int of, ErrorKind last) {}

  private final Whom whom;
  private final EngineClock clock;
  private final CircuitBreaker circuit;
  private final Runnable onRecovery;
  private volatile @Nullable Trouble trouble;
  private volatile ErrorKind latest = ErrorKind.TRANSIENT;

  /** When it is tried again, and when that last began, in the clock's nanoseconds. */
  private volatile long triedAt;

  /** Counts the times it changed: what began before says nothing about what is now. */
  private final AtomicInteger era = new AtomicInteger();

  Breaker(Whom whom, EngineClock clock, Runnable onRecovery) {
    this.whom = whom;
    this.clock = clock;
    this.onRecovery = onRecovery;
    this.circuit = CircuitBreaker.of(whom.toString(), config());
    circuit
        .getEventPublisher()
        .onStateTransition(
            event -> changed(event.getStateTransition().getToState(), circuit.getMetrics()));
  }

  private CircuitBreakerConfig config() {
    return CircuitBreakerConfig.custom()
        .clock(new Monotonic(clock))
        .currentTimestampFunction(wall -> clock.nanos(), TimeUnit.NANOSECONDS)
        .slidingWindowSize(LAST)
        .minimumNumberOfCalls(AT_LEAST)
        .permittedNumberOfCallsInHalfOpenState(PROBES)
        .waitIntervalFunctionInOpenState(this::waits)
        .build();
  }

  /** Twice as long each time, and a random half of it: not all engines come back together. */
  private long waits(int times) {
    long longest = Math.min(LONGEST_MILLIS, SHORTEST_MILLIS << Math.min(times - 1, 8));
    long wait = (long) (longest * (1 + clock.chance()) / 2);
    triedAt = clock.nanos() + TimeUnit.MILLISECONDS.toNanos(wait);
    return wait;
  }

  private void changed(State to, CircuitBreaker.Metrics seen) {
    era.incrementAndGet();
    if (to == State.OPEN) {
      var before = trouble;
      trouble =
          new Trouble(
              before == null ? clock.now() : before.since(),
              seen.getNumberOfFailedCalls(),
              seen.getNumberOfBufferedCalls(),
              latest);
    } else if (to == State.HALF_OPEN) {
      triedAt = clock.nanos();
    } else {
      trouble = null;
      onRecovery.run();
    }
  }

  Health.Breaker state() {
    return switch (circuit.getState()) {
      case OPEN -> Health.Breaker.OPEN;
      case HALF_OPEN -> Health.Breaker.HALF_OPEN;
      default -> Health.Breaker.CLOSED;
    };
  }

  /** Why it is not asked, and since when; empty while it is. */
  String why() {
    var open = trouble;
    return open == null
        ? ""
        : "%d of its last %d calls failed, the latest as %s, since %s"
            .formatted(open.failed(), open.of(), open.last(), TIME.format(open.since()));
  }

  /** Whether there is no need to wait for a turn: it would be refused now. */
  boolean refuses() {
    return circuit.getState() == State.OPEN && clock.nanos() < triedAt;
  }

  WorkException refusal() {
    boolean open = circuit.getState() == State.OPEN;
    long left = open ? Math.max(0, triedAt - clock.nanos()) : PATIENCE.toNanos() / 5;
    var later = Duration.ofNanos(left + (long) (clock.chance() * PATIENCE.toNanos() / 5));
    return new WorkException(
        ErrorKind.TRANSIENT,
        Usage.NONE,
        "%s is not asked for now: %s; %s"
            .formatted(
                whom,
                why(),
                open
                    ? "tried again in " + Times.of(Duration.ofNanos(left))
                    : "a few are trying whether it is well again"),
        null,
        later);
  }

  /** A leave to ask; empty if there is none. */
  Optional<Leave> enter() {
    return circuit.tryAcquirePermission() || another()
        ? Optional.of(new Leave())
        : Optional.empty();
  }

  /** Those who try it have not said anything for long: one more may. */
  private synchronized boolean another() {
    if (circuit.getState() != State.HALF_OPEN || clock.nanos() - triedAt < PATIENCE.toNanos()) {
      return false;
    }
    triedAt = clock.nanos();
    circuit.releasePermission();
    return circuit.tryAcquirePermission();
  }

  /** What came of one that asked counts once; what was cut off says nothing and gives it back. */
  final class Leave {
    private final int began = era.get();
    private final long at = clock.nanos();
    private final AtomicBoolean over = new AtomicBoolean();

    void went() {
      if (ends()) {
        circuit.onSuccess(clock.nanos() - at, TimeUnit.NANOSECONDS);
      }
    }

    void failed(Throwable error) {
      var kind = ErrorKind.of(error);
      if (!kind.unhealthy()) {
        returned();
      } else if (ends()) {
        latest = kind;
        circuit.onError(clock.nanos() - at, TimeUnit.NANOSECONDS, error);
      }
    }

    void returned() {
      if (ends()) {
        circuit.releasePermission();
      }
    }

    private boolean ends() {
      return over.compareAndSet(false, true) && began == era.get();
    }
  }
}
