package io.waybill.run;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.waybill.ledger.Waybill;
import io.waybill.plan.Wiring;
import io.waybill.run.InFlight.What;
import io.waybill.work.Failure;
import io.waybill.work.Outcome;
import io.waybill.work.Score;
import io.waybill.work.WorkException;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * Does what {@link RunState} decides. An answer, or a cancel, may come on any thread; one thread at
 * a time takes them in, and performs what follows from them, in a loop and never by recursion.
 */
final class RunLoop extends SingleWriter {
  private final LocalEngine engine;
  private final Object[] inputs;
  final Context context;
  private final Accounts accounts;
  private final Story<?> story;
  private final RunState state;
  private final Attempts attempts;
  private final Pending pending = new Pending();
  private final long started;

  /** When its time is over, in nanoseconds since it began. */
  final long until;

  /** Waits for that, from when there is something to wait for. */
  private @Nullable Disposable timer;

  /** The time of what is taken in, in nanoseconds since the run began. */
  private long now;

  private boolean begun;
  private boolean over;
  private boolean concluded;
  private volatile @Nullable String cancelled;

  RunLoop(LocalEngine engine, Story<?> story, Wiring wiring, Object[] inputs, Means means) {
    this.engine = engine;
    this.inputs = inputs;
    this.context = Context.of(story.options.context());
    this.accounts = story.accounts;
    this.story = story;
    this.started = engine.clock.nanos();
    this.until = means.until();
    var around = new Around(engine, this);
    this.state = new RunState(new CallHost(this, story, engine, around), wiring, means);
    this.attempts = new Attempts(this, engine, story, state, around);
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

  /** The time of what is taken in, in nanoseconds since the run began. */
  long now() {
    return now;
  }

  boolean over() {
    return over;
  }

  /** Nobody asks a second time any more. */
  void forget(@Nullable Hedged hedged) {
    var wait = hedged == null ? null : hedged.wait;
    if (wait != null && pending.remove(wait)) {
      wait.cancel();
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
      try {
        for (var call : pending.drop(call -> true)) {
          accounts.post(accounts.cancelled(call.subject(), call.signal, now));
        }
      } finally {
        story.ended(new RunEvent.RunFailed(failure, now));
      }
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
      case OVER -> tooLate();
      case SPOKE -> state.spoke(arrival.subject());
      case PIECE ->
          state.overlap.piece(
              arrival.subject(), (Cutting.Piece) Objects.requireNonNull(arrival.signal));
      case ANSWER -> attempts.ended(arrival.subject(), arrival.signal);
      case KEPT -> kept(arrival);
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

  /** Goes on from an event once it is durable: at once, if nobody keeps it. */
  void keep(@Nullable Visit visit, RunEvent.Recorded event) {
    if (engine.journal.equals(Journal.NONE)) {
      goOn(visit, event);
    } else {
      var kept = Mono.defer(() -> engine.journal.append(story.id(), event));
      await(new InFlight(this, What.KEPT, visit, event), kept);
    }
  }

  private void kept(InFlight arrival) {
    var event = Objects.requireNonNull(arrival.event);
    if (!(arrival.signal instanceof Throwable error)) {
      goOn(arrival.visit, event);
      return;
    }
    var failure = Story.notKept(arrival.visit, error);
    if (event instanceof RunEvent.Posted posted) {
      accounts.post(posted.posting()); // it is not durable, but the money is spent
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
      accounts.post(posted.posting());
    }
    if (event instanceof RunEvent.RunStarted) {
      state.start(inputs);
    } else if (visit != null && event instanceof RunEvent.Attempted && !over && visit.wanted()) {
      attempts.perform(visit);
    } else if (visit != null && event instanceof RunEvent.Succeeded succeeded) {
      goOn(visit, succeeded.outcome());
    } else if (visit != null && event instanceof RunEvent.Failed failed) {
      if (failed.failure().cause() instanceof WorkException known) {
        score(visit, known.scores());
      }
      visit.failed(state, failed.failure());
    }
  }

  void goOn(Visit visit, Outcome<?> outcome) {
    accounts.note(visit, outcome);
    score(visit, outcome.scores());
    visit.succeeded(state, outcome);
  }

  private void score(Visit visit, List<Score> scores) {
    if (scores.isEmpty()) {
      return;
    }
    for (var score : scores) {
      accounts.score(new Waybill.Scored(visit.path(), score));
      if (story.told()) {
        keep(null, new RunEvent.Scored(visit.path(), score, now));
      }
    }
  }

  void await(InFlight awaited, Mono<?> answer) {
    pending.add(awaited);
    answer.subscribe(awaited);
    tick();
    if (timer == null && until < Long.MAX_VALUE) {
      var over = new InFlight(this, What.OVER, null, null);
      timer = engine.clock.timer().schedule(() -> arrived(over), until - now, NANOSECONDS);
    }
  }

  /** The time of the run is over: nobody waits any more for what is not there. */
  private void tooLate() {
    for (var call : pending.drop(one -> one.what == What.ANSWER && one.subject().until() <= now)) {
      var visit = call.subject();
      attempts.ended(visit, call.signal instanceof Outcome<?> there ? there : attempts.late(visit));
    }
  }

  private void drop(Predicate<InFlight> which) {
    for (var call : pending.drop(which)) {
      var posting = accounts.cancelled(call.subject(), call.signal, now);
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
      if (timer != null) {
        timer.dispose();
      }
      keep(null, end.at(now));
    }
  }
}
