package io.waybill.protect;

import io.waybill.run.EngineClock;
import io.waybill.work.Bound;
import io.waybill.work.Quota;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Where calls wait for their turn, in the order they came: so many at once, and so much a minute.
 * Nobody's thread is held; who is cancelled leaves the line; who would wait in vain does not join
 * it. Whoever waited goes on on the clock's scheduler, never on the thread of another call, and
 * never under the gate's lock.
 */
final class Gate {
  private static final long NEVER = Long.MAX_VALUE;

  private final String name;
  private final EngineClock clock;
  private final Duration longestWait;
  private final Window window;
  private final Rates rates;
  private final Set<Pass> waiting = new LinkedHashSet<>();
  private int inside;
  private long alarmAt = NEVER;

  Gate(String name, EngineClock clock, Duration longestWait, int most, List<Bucket> set) {
    this.name = name;
    this.clock = clock;
    this.longestWait = longestWait;
    this.window = new Window(most, clock.nanos());
    this.rates = new Rates(set);
  }

  /** For a call that may come to so much; it is only asked where that is counted. */
  Pass pass(Supplier<Bound> bound) {
    boolean counts;
    synchronized (this) {
      counts = rates.countsTokens();
    }
    var most = counts ? bound.get() : Bound.UNKNOWN;
    synchronized (this) {
      return new Pass(most, rates.need(most));
    }
  }

  /**
   * Ends when it has its turn, or with an error if there is none in time. Whoever asked for it says
   * when he {@link #left}, come what may.
   *
   * @param time that it has
   */
  Mono<Void> turn(Pass pass, Duration time) {
    return Mono.create(sink -> enter(pass, time, sink));
  }

  private void enter(Pass pass, Duration time, MonoSink<Void> sink) {
    long now = clock.nanos();
    WorkException refusal;
    boolean waits;
    synchronized (this) {
      if (pass.state == Pass.State.GONE) {
        return; // it was cancelled before it came
      }
      long wait = until(pass, now);
      refusal = refusal(wait, time);
      waits = !waiting.isEmpty() || wait > 0 || !window.open(inside);
      if (refusal == null && waits) {
        pass.state = Pass.State.WAITING;
        pass.waited = true;
        pass.sink = sink;
        waiting.add(pass);
      } else if (refusal == null) {
        take(pass);
      }
    }
    if (refusal != null) {
      sink.error(refusal);
    } else if (waits) {
      waitAtMost(time, pass);
      letIn();
    } else {
      sink.success();
    }
  }

  private @Nullable WorkException refusal(long wait, Duration time) {
    if (tooLong(wait)) {
      return NoTurn.full(name, wait);
    }
    return wait > nanos(time) ? NoTurn.late(name, wait) : null;
  }

  /** Who would wait longer than that, or for what may never be, has it now. */
  private boolean tooLong(long wait) {
    return wait > longestWait.toNanos() || (wait > 0 && window.hopeless());
  }

  private void waitAtMost(Duration time, Pass pass) {
    if (nanos(time) == NEVER) {
      return;
    }
    var patience = clock.timer().schedule(() -> tooLate(pass), nanos(time), TimeUnit.NANOSECONDS);
    synchronized (this) {
      if (pass.state == Pass.State.WAITING) {
        pass.patience = patience;
        return;
      }
    }
    patience.dispose();
  }

  private void tooLate(Pass pass) {
    boolean waits;
    synchronized (this) {
      waits = waiting.remove(pass);
    }
    if (waits) {
      pass.waiter().error(NoTurn.late(name, 0));
    }
  }

  /** Lets in who may go on, and comes back for who may later. */
  private void letIn() {
    var due = new ArrayList<Runnable>();
    long now = clock.nanos();
    long wait;
    synchronized (this) {
      wait = next(now, due);
      boolean sooner = wait > 0 && now + wait < alarmAt;
      alarmAt = sooner ? now + wait : alarmAt;
      wait = sooner ? wait : 0;
    }
    due.forEach(clock.timer()::schedule);
    if (wait > 0) {
      clock.timer().schedule(this::woken, wait, TimeUnit.NANOSECONDS);
    }
  }

  private void woken() {
    synchronized (this) {
      alarmAt = NEVER;
    }
    letIn();
  }

  /**
   * Who is due, and how long the first of those who are not has to wait at least; 0 if no time
   * helps.
   */
  private long next(long now, List<Runnable> due) {
    for (var all = waiting.iterator(); all.hasNext(); ) {
      var pass = all.next();
      long wait = until(pass, now);
      if (tooLong(wait)) {
        due.add(() -> pass.waiter().error(NoTurn.full(name, wait)));
      } else if (wait > 0 || !window.open(inside)) {
        return wait;
      } else {
        take(pass);
        due.add(pass.waiter()::success);
      }
      all.remove();
    }
    return 0;
  }

  private long until(Pass pass, long now) {
    return Math.max(window.until(now), rates.until(pass.need, now));
  }

  private void take(Pass pass) {
    pass.state = Pass.State.INSIDE;
    pass.era = window.era();
    inside++;
    rates.take(pass);
  }

  /**
   * It went well, and what was taken for it too much is given back: a little more may go at once.
   */
  void went(Pass pass, Usage usage) {
    synchronized (this) {
      window.went(pass.era);
    }
    came(pass, usage);
  }

  /** It failed, having come to this. */
  void came(Pass pass, Usage usage) {
    synchronized (this) {
      if (pass.state == Pass.State.INSIDE && !pass.settled) {
        pass.settled = true;
        rates.settle(pass, usage);
      }
    }
    letIn();
  }

  /**
   * It was one too many: nobody is let in for that long, and then only a few at once. All that had
   * been let in before count as one.
   *
   * @param pause that was asked for; zero if none was
   */
  void tooMany(Pass pass, Duration pause) {
    long now = clock.nanos();
    double chance = clock.chance();
    synchronized (this) {
      window.tooMany(pass.era, inside);
      window.close(now, nanos(pause), chance);
    }
    letIn();
  }

  /** It is well again after it was not: a few at once, for now. */
  synchronized void gently() {
    window.gently();
  }

  void learn(Quota quota) {
    synchronized (this) {
      rates.learn(quota, clock.nanos());
    }
    letIn();
  }

  /** It asks in calls inside it, which have turns of their own: its own is free. */
  void handOver(Pass pass) {
    synchronized (this) {
      if (pass.state != Pass.State.INSIDE) {
        return;
      }
      pass.state = Pass.State.HANDED_OVER;
      inside--;
      if (!pass.settled) {
        rates.settle(pass, false);
      }
    }
    letIn();
  }

  /**
   * A call is over, or nobody waits for its turn any more.
   *
   * @param sent whether it was asked
   */
  void left(Pass pass, boolean sent) {
    synchronized (this) {
      waiting.remove(pass);
      if (pass.patience != null) {
        pass.patience.dispose();
      }
      if (pass.state == Pass.State.INSIDE) {
        inside--;
        if (!pass.settled) {
          rates.settle(pass, sent);
        }
      }
      pass.state = Pass.State.GONE;
    }
    letIn();
  }

  private static long nanos(Duration time) {
    return time.compareTo(Duration.ofNanos(NEVER)) < 0 ? Math.max(0, time.toNanos()) : NEVER;
  }

  /** Whether those that are too many for it come back when they may, and are let in then. */
  synchronized boolean paces() {
    return !window.hopeless();
  }

  synchronized int waiting() {
    return waiting.size();
  }

  synchronized int inside() {
    return inside;
  }

  synchronized int atOnce() {
    return window.now();
  }

  synchronized List<Health.Left> limits() {
    return rates.health(clock.nanos());
  }
}
