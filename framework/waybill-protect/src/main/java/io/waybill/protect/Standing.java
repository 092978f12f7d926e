package io.waybill.protect;

import io.waybill.ledger.Posting;
import io.waybill.plan.Policy;
import io.waybill.run.EngineClock;
import io.waybill.run.Protection.Try;
import io.waybill.work.CallContext.Moment;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Quota;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** How things stand with one who is asked, for all who ask. */
final class Standing {
  private final Whom whom;
  private final EngineClock clock;
  private final Gate gate;
  private final Breaker breaker;
  private final RetryBudget retries;
  private final Hedges hedges = new Hedges();
  private final Speeds speeds = new Speeds();
  private final Map<Try, Asking> asking = new ConcurrentHashMap<>();
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong hits = new AtomicLong();

  Standing(Whom whom, EngineClock clock, Gate gate) {
    this.whom = whom;
    this.clock = clock;
    this.gate = gate;
    this.breaker = new Breaker(whom, clock, gate::gently);
    this.retries = new RetryBudget(clock.nanos());
  }

  /** The attempt: refused at once, or made when it has its turn. */
  Mono<Outcome<?>> around(Try one) {
    return Mono.defer(
        () -> breaker.refuses() ? Mono.error(breaker.refusal()) : new Asking(one).admitted());
  }

  /**
   * It asks in calls inside it: they have their turns, and it is they that say who is well and how
   * fast. If it kept its own turn, many such would wait for each other for ever.
   */
  void asksInside(Try one) {
    var itself = asking.get(one);
    if (itself != null) {
      itself.handOver();
    }
  }

  /** One attempt on its way through. */
  private final class Asking {
    private final Try one;
    private final Pass pass;
    private volatile boolean sent;
    private volatile boolean handedOver;
    private volatile Breaker.@Nullable Leave leave;

    Asking(Try one) {
      this.one = one;
      this.pass = gate.pass(one::bound);
    }

    Mono<Outcome<?>> admitted() {
      asking.put(one, this);
      return gate.turn(pass, timeOf(one)).then(Mono.defer(this::begin)).doFinally(end -> left());
    }

    private void left() {
      asking.remove(one);
      gate.left(pass, sent);
    }

    void handOver() {
      handedOver = true;
      gate.handOver(pass);
      var mine = leave;
      if (mine != null) {
        mine.returned();
      }
    }

    private Mono<Outcome<?>> begin() {
      if (pass.waited) {
        one.reached(Moment.ADMITTED);
      }
      var fastest = speeds.fastest();
      if (fastest.isPresent() && timeOf(one).compareTo(fastest.get()) < 0) {
        return Mono.error(inVain(fastest.get()));
      }
      return breaker.enter().map(this::ask).orElseGet(() -> Mono.error(breaker.refusal()));
    }

    private Mono<Outcome<?>> ask(Breaker.Leave leave) {
      this.leave = leave;
      Mono<Outcome<?>> answer;
      try {
        answer = one.send();
      } catch (Throwable error) {
        leave.returned();
        throw error;
      }
      sent = true;
      calls.incrementAndGet();
      return answer
          .doOnSuccess(outcome -> went(leave, outcome))
          .doOnError(error -> failed(leave, error))
          .doOnCancel(leave::returned);
    }

    private void went(Breaker.Leave leave, @Nullable Outcome<?> outcome) {
      if (handedOver) {
        return;
      }
      leave.went();
      gate.went(pass, outcome == null ? Usage.UNKNOWN : outcome.usage());
    }

    private void failed(Breaker.Leave leave, Throwable error) {
      if (handedOver) {
        return;
      }
      leave.failed(error);
      var known =
          error instanceof WorkException said ? Optional.of(said) : Optional.<WorkException>empty();
      gate.came(pass, known.map(WorkException::usage).orElse(Usage.UNKNOWN));
      if (ErrorKind.of(error) == ErrorKind.RATE_LIMITED) {
        gate.tooMany(pass, known.map(WorkException::retryAfter).orElse(Duration.ZERO));
      }
    }
  }

  private Duration timeOf(Try one) {
    return Duration.between(clock.now(), one.deadline());
  }

  private WorkException inVain(Duration fastest) {
    return new WorkException(
        ErrorKind.DEADLINE,
        Usage.NONE,
        "%s has never answered within the time that is left: its fastest answer took %s"
            .formatted(whom, Times.of(fastest)));
  }

  void hit() {
    hits.incrementAndGet();
  }

  void learned(Quota quota) {
    gate.learn(quota);
  }

  /**
   * Who has something else to make do with does not wait until it is well again. Who was one too
   * many is let in again by the gate, a few at a time: that makes nothing worse.
   */
  boolean mayRetry(Try failed, ErrorKind kind) {
    if (!failed.policy().instead().isEmpty() && breaker.refuses()) {
      return false;
    }
    return (kind == ErrorKind.RATE_LIMITED && gate.paces()) || retries.take(clock.nanos());
  }

  Optional<Duration> hedgeAfter(Policy.Hedge hedge) {
    return hedge.after().isZero() ? speeds.within(95) : Optional.of(hedge.after());
  }

  /** A second is of no use while the first waits for its turn. */
  boolean mayHedge() {
    return gate.waiting() == 0
        && breaker.state() == Health.Breaker.CLOSED
        && hedges.take(clock.nanos());
  }

  void ended(Try one, Posting posting) {
    long now = clock.nanos();
    var role = posting.how().role();
    if (role != Posting.Role.RETRY) {
      retries.asked(now);
    }
    if (role != Posting.Role.HEDGE) {
      hedges.asked(now);
    }
    boolean beaten = posting.fate() == Posting.Fate.DISCARDED && one.policy().hedge().isPresent();
    hedges.paid(now, posting.cost().known().nanoUsd(), beaten);
    if (posting.fate() == Posting.Fate.USED || beaten) {
      timed(posting);
    }
  }

  private void timed(Posting posting) {
    var marks = posting.marks();
    long began = Math.max(posting.began(), marks.admitted());
    speeds.first((marks.first() < 0 ? posting.ended() : marks.first()) - began);
    if (posting.fate() == Posting.Fate.USED) {
      speeds.whole(posting.ended() - began);
    }
  }

  Health.Of health() {
    return new Health.Of(
        whom.toString(),
        breaker.state(),
        breaker.why(),
        calls.get(),
        gate.inside(),
        gate.waiting(),
        gate.atOnce(),
        gate.limits(),
        speeds.within(50),
        speeds.within(95),
        retries.left(clock.nanos()),
        hedges.made(),
        hits.get());
  }
}
