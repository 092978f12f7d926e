package io.waybill.run;

import io.waybill.ledger.Waybill;
import io.waybill.plan.Wiring;
import io.waybill.run.InFlight.What;
import io.waybill.work.Failure;
import io.waybill.work.Outcome;
import io.waybill.work.Score;
import io.waybill.work.WorkException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.Fuseable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * Does what {@link RunState} decides. An answer, or a cancel, may come on any thread; one thread at
 * a time takes them in, and performs what follows from them, in a loop and never by recursion.
 */
final class RunLoop {
  private final LocalEngine engine;
  private final Object[] inputs;
  final Context context;
  private final Accounts accounts;
  private final Story<?> story;
  private final RunState state;
  private final Pending pending = new Pending();
  private final SingleWriter loop = new SingleWriter(this::round);
  private final long started;

  /** The time of what is taken in, in nanoseconds since the run began. */
  private long now;

  private boolean begun;
  private boolean over;
  private boolean concluded;
  private volatile @Nullable String cancelled;

  RunLoop(LocalEngine engine, Story<?> story, Wiring wiring, Object[] inputs) {
    this.engine = engine;
    this.inputs = inputs;
    this.context = Context.of(story.options.context());
    this.accounts = story.accounts;
    this.story = story;
    this.state = new RunState(new CallHost(this, story), wiring);
    this.started = engine.clock.nanos();
  }

  void cancel(String reason) {
    cancelled = reason;
    loop.wake();
  }

  void start() {
    loop.wake();
  }

  void arrived(InFlight arrival) {
    pending.arrived(arrival);
    loop.wake();
  }

  /** Nanoseconds since the run began. */
  long elapsed() {
    return engine.clock.nanos() - started;
  }

  private void round() {
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
      admit(visit);
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
      drop(call -> call.visit != null && !call.visit.frame.live());
    }
  }

  private void land(InFlight arrival) {
    tick();
    if (arrival.what.awaited() && !pending.remove(arrival)) {
      return; // it was dropped, and signalled all the same
    }
    switch (arrival.what) {
      case BACKOFF -> attempt(arrival.subject());
      case ANSWER -> answered(arrival.subject(), arrival.signal);
      case KEPT -> kept(arrival);
      case INNER_ASKED -> ask((InnerCall<?>) arrival.subject());
      case INNER_LEFT -> {
        ((InnerCall<?>) arrival.subject()).leave();
        drop(call -> arrival.subject().equals(call.visit));
      }
    }
  }

  private void tick() {
    now = elapsed();
    state.at(now);
  }

  private void admit(Visit visit) {
    if (visit.retries == 0) {
      attempt(visit);
    } else {
      var delay = visit.policy().delayBefore(visit.retries);
      await(new InFlight(this, What.BACKOFF, visit, null), Mono.delay(delay, engine.clock.timer()));
    }
  }

  private void ask(InnerCall<?> inner) {
    if (over || !inner.frame.live()) {
      inner.refuse(new CancellationException("nobody waits for '" + inner.path() + "' any more"));
    } else {
      inner.counted();
      attempt(inner);
    }
  }

  private void attempt(Visit visit) {
    if (visit.retries > 0 || visit instanceof InnerCall) {
      visit.ready = now;
    }
    if (story.told()) {
      keep(visit, visit.attempted(now));
    } else {
      perform(visit);
    }
  }

  private void perform(Visit visit) {
    visit.began = now;
    Object signal;
    try {
      var answer = visit.perform();
      if (!(answer instanceof Fuseable.ScalarCallable<?> atOnce)) {
        await(
            new InFlight(this, What.ANSWER, visit, null),
            visit.limited(answer, engine.clock.timer()));
        return;
      }
      signal = atOnce.call();
    } catch (Throwable error) {
      signal = error;
    }
    tick();
    answered(visit, signal);
  }

  private void answered(Visit visit, @Nullable Object signal) {
    if (signal instanceof Outcome<?> outcome && visit.wanted() && !story.told()) {
      accounts.post(accounts.answered(visit, outcome, now));
      goOn(visit, outcome);
    } else {
      keep(visit, accounts.ended(visit, signal, now));
    }
  }

  /** Goes on from an event once it is durable: at once, if nobody keeps it. */
  private void keep(@Nullable Visit visit, RunEvent.Recorded event) {
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
      perform(visit);
    } else if (visit != null && event instanceof RunEvent.Succeeded succeeded) {
      goOn(visit, succeeded.outcome());
    } else if (visit != null && event instanceof RunEvent.Failed failed) {
      if (failed.failure().cause() instanceof WorkException known) {
        score(visit, known.scores());
      }
      visit.failed(state, failed.failure());
    }
  }

  private void goOn(Visit visit, Outcome<?> outcome) {
    accounts.note(visit, outcome);
    score(visit, outcome.scores());
    visit.succeeded(state, outcome);
  }

  private void score(Visit visit, List<Score> scores) {
    for (var score : scores) {
      accounts.score(new Waybill.Scored(visit.path(), score));
      if (story.told()) {
        keep(null, new RunEvent.Scored(visit.path(), score, now));
      }
    }
  }

  private void await(InFlight awaited, Mono<?> answer) {
    pending.add(awaited);
    answer.subscribe(awaited);
    tick();
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
      keep(null, end.at(now));
    }
  }
}
