package io.waybill.run;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.waybill.plan.Wiring;
import io.waybill.run.InFlight.What;
import io.waybill.work.Failure;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Fuseable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * Does what {@link RunState} decides. An answer, or a cancel, may come on any thread; one thread at
 * a time takes them in, and performs what follows from them, in a loop and never by recursion.
 */
final class RunLoop extends SingleWriter {
  final LocalEngine engine;
  private final Object[] inputs;
  final Context context;
  final Story<?> story;
  private final RunState state;
  private final Attempts attempts;
  private final Pending pending = new Pending();
  private final long started;

  /** When its time is over, in nanoseconds since it began. */
  final long until;

  /** Waits for that, from when there is something to wait for. */
  private @Nullable Disposable timer;

  /** The time of what is taken in, in nanoseconds since the run began. */
  long now;

  /** Whether it has ended, but for what is being kept. */
  boolean over;

  private boolean begun;
  private boolean concluded;
  private volatile @Nullable String cancelled;

  RunLoop(LocalEngine engine, Story<?> story, Wiring wiring, Object[] inputs, Means means) {
    this.engine = engine;
    this.inputs = inputs;
    this.context = Context.of(story.options.context());
    this.story = story;
    this.started = story.accounts.started;
    this.until = means.until();
    var around = new Around(this);
    this.state = new RunState(new CallHost(this, around), wiring, means);
    this.attempts = new Attempts(this, state, around);
  }

  void cancel(String reason) {
    cancelled = reason;
    wake();
  }

  void start() {
    wake();
  }

  void arrived(InFlight arrival) {
    pending.arrived(arrival);
    wake();
  }

  /** Nanoseconds since the run began. */
  long elapsed() {
    return engine.clock.nanos() - started;
  }

  /** Nobody asks a second time any more. */
  void forget(@Nullable Hedged hedged) {
    if (hedged != null) {
      hedged.over = true;
      if (hedged.wait != null && pending.remove(hedged.wait)) {
        hedged.wait.cancel();
      }
    }
  }

  @Override
  void round() {
    try {
      advance();
    } catch (Throwable bug) { // every run ends, this one too, and with its bill
      end(Failure.at("", bug));
    }
  }

  private void end(Failure failure) {
    state.fail(failure);
    over = true;
    if (!concluded) {
      concluded = true;
      stopTimer();
      try {
        for (var call : pending.drop(call -> true)) {
          story.accounts.post(story.accounts.cancelled(call.subject(), call.signal, now));
        }
      } finally {
        story.ended(new RunEvent.RunFailed(failure, now));
      }
    }
  }

  private void stopTimer() {
    if (timer != null) {
      timer.dispose();
    }
  }

  private void advance() {
    if (!begun) {
      begun = true;
      begin();
    }
    takeIn();
    for (var visit = state.next(); visit != null; visit = state.next()) {
      attempts.admit(visit);
      takeIn();
    }
    conclude();
  }

  private void begin() {
    if (story.told()) {
      keep(null, story.begins(inputs));
    } else {
      state.start(inputs);
    }
  }

  private void takeIn() {
    var reason = cancelled;
    if (reason != null && state.end() == null) {
      tick();
      state.cancel(reason);
    }
    for (var arrival = pending.takeAll(); arrival != null; arrival = arrival.next) {
      land(arrival);
    }
    if (state.abandoned()) {
      drop(call -> call.visit != null && !call.visit.wanted());
    }
  }

  private void land(InFlight arrival) {
    tick();
    if (arrival.what.awaited() && !pending.remove(arrival)) {
      return; // it was dropped, and signalled all the same
    }
    switch (arrival.what) {
      case BACKOFF -> attempts.again(arrival.subject());
      case HEDGE -> attempts.hedge(arrival.subject());
      case OVER ->
          pending
              .drop(call -> call.what == What.ANSWER && call.subject().until() <= now)
              .forEach(attempts::tooLate);
      case SPOKE -> state.spoke(arrival.subject());
      case PIECE ->
          state.overlap.piece(
              arrival.subject(), (Cutting.Piece) Objects.requireNonNull(arrival.signal));
      case ANSWER -> attempts.ended(arrival.subject(), arrival.signal);
      case KEPT -> kept((InFlight.Kept) arrival);
      case INNER_ASKED -> attempts.ask((InnerCall<?>) arrival.subject());
      case INNER_LEFT -> {
        var inner = (InnerCall<?>) arrival.subject();
        drop(call -> call.visit instanceof InnerCall<?> other && other.of(inner));
      }
    }
  }

  void tick() {
    now = elapsed();
    state.at(now);
  }

  /** Goes on from an event once it is durable: at once, if nobody keeps it or it is by then. */
  void keep(@Nullable Visit visit, RunEvent.Recorded event) {
    if (engine.journal.equals(Journal.NONE)) {
      goOn(visit, event);
      return;
    }
    try {
      var kept = engine.journal.append(story.id(), event);
      if (!(kept instanceof Fuseable.ScalarCallable<?> atOnce)) {
        await(new InFlight.Kept(this, visit, event), kept);
        return;
      }
      atOnce.call();
    } catch (Exception error) {
      notKept(visit, event, error);
      return;
    }
    goOn(visit, event);
  }

  private void kept(InFlight.Kept arrival) {
    if (arrival.signal instanceof Throwable error) {
      notKept(arrival.visit, arrival.event, error);
    } else {
      goOn(arrival.visit, arrival.event);
    }
  }

  private void notKept(@Nullable Visit visit, RunEvent.Recorded event, Throwable error) {
    var failure = Story.notKept(visit, error);
    if (event instanceof RunEvent.Posted posted) {
      story.accounts.post(posted.posting()); // it is not durable, but the money is spent
    }
    if (event instanceof RunEvent.Ended) {
      story.ended(new RunEvent.RunFailed(failure, now));
    } else {
      state.fail(failure);
    }
  }

  private void goOn(@Nullable Visit visit, RunEvent.Recorded event) {
    if (event instanceof RunEvent.Ended end) {
      story.ended(end);
      return;
    }
    story.saw(event);
    if (event instanceof RunEvent.Posted posted) {
      story.accounts.post(posted.posting());
    }
    if (event instanceof RunEvent.RunStarted) {
      state.start(inputs);
    } else if (visit != null && event instanceof RunEvent.Attempted && !over && visit.wanted()) {
      attempts.perform(visit);
    } else if (visit != null && event instanceof RunEvent.Succeeded succeeded) {
      attempts.succeeded(visit, succeeded.outcome());
    } else if (visit != null && event instanceof RunEvent.Failed failed) {
      attempts.failed(visit, failed.failure());
    }
  }

  void await(InFlight awaited, Mono<?> answer) {
    pending.add(awaited);
    answer.subscribe(awaited);
    tick();
    if (timer == null && until < Long.MAX_VALUE) {
      timer =
          engine
              .clock
              .timer()
              .schedule(
                  () -> arrived(new InFlight(this, What.OVER, null)), until - now, NANOSECONDS);
    }
  }

  private void drop(Predicate<InFlight> which) {
    if (pending.isEmpty()) {
      return;
    }
    for (var call : pending.drop(which)) {
      var posting = story.accounts.cancelled(call.subject(), call.signal, now);
      keep(call.visit, new RunEvent.Cancelled(posting));
    }
  }

  private void conclude() {
    if (state.end() == null && pending.isEmpty()) {
      state.stuck();
    }
    var end = state.end();
    if (end != null && !over) {
      over = true;
      drop(call -> true);
    }
    if (end != null && !concluded && pending.isEmpty()) {
      concluded = true;
      stopTimer();
      keep(null, end.at(now));
    }
  }
}
