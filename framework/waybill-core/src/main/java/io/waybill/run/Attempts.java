package io.waybill.run;

import io.waybill.ledger.Posting.Role;
import io.waybill.run.InFlight.What;
import io.waybill.work.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import reactor.core.Fuseable;
import reactor.core.publisher.Mono;

/** Makes the attempts of a run, inside its loop. */
final class Attempts {
  private final RunLoop loop;
  private final LocalEngine engine;
  private final Story<?> story;
  private final RunState state;
  private final Around around;
  private int made;

  Attempts(RunLoop loop, LocalEngine engine, Story<?> story, RunState state, Around around) {
    this.loop = loop;
    this.engine = engine;
    this.story = story;
    this.state = state;
    this.around = around;
  }

  void admit(Visit visit) {
    if (visit.which.role() == Role.RETRY) {
      var pause = Mono.delay(Duration.ofNanos(visit.which.pause()), engine.clock.timer());
      loop.await(new InFlight(loop, What.BACKOFF, visit, null), pause);
    } else {
      attempt(visit);
    }
  }

  void again(Visit visit) {
    if (visit instanceof InnerCall<?> inner) {
      ask(inner);
    } else if (visit.wanted()) {
      attempt(visit);
    }
  }

  void ask(InnerCall<?> inner) {
    if (loop.over() || !inner.wanted()) {
      inner.refuse(new CancellationException("nobody waits for '" + inner.path() + "' any more"));
    } else {
      inner.counted();
      attempt(inner);
    }
  }

  private void attempt(Visit visit) {
    if (visit.which.role() != Role.FIRST || visit instanceof InnerCall) {
      visit.ready = loop.now();
    }
    if (++made > engine.limits.attempts()) {
      state.fail(Story.tooMany(visit, engine.limits.attempts()));
    } else if (story.told()) {
      loop.keep(visit, visit.attempted(loop.now()));
    } else {
      perform(visit);
    }
  }

  void perform(Visit visit) {
    visit.began = loop.now();
    Object signal;
    try {
      var hedge =
          visit.which.role() == Role.HEDGE ? Optional.<Duration>empty() : around.hedge(visit);
      var answer = around.begin(visit);
      if (!(answer instanceof Fuseable.ScalarCallable<?> atOnce)) {
        loop.await(new InFlight(loop, What.ANSWER, visit, null), answer);
        hedge.ifPresent(after -> hedgeIn(after, visit));
        return;
      }
      signal = atOnce.call();
    } catch (Throwable error) {
      signal = error;
    }
    loop.tick();
    answered(visit, signal);
  }

  private void hedgeIn(Duration after, Visit visit) {
    var hedging = new InFlight(loop, What.HEDGE, visit, null);
    visit.hedging = hedging;
    loop.await(hedging, Mono.delay(after, engine.clock.timer()));
  }

  void hedge(Visit visit) {
    visit.hedging = null;
    if (visit.wanted() && !visit.spoke() && engine.protection.mayHedge(visit)) {
      state.hedge(visit);
    }
  }

  /** What came of an attempt. */
  void answered(Visit visit, @Nullable Object signal) {
    loop.forget(visit.hedging);
    if (signal instanceof Outcome<?> outcome && visit.wanted() && !story.told()) {
      story.accounts.post(story.accounts.answered(visit, outcome, loop.now()));
      loop.goOn(visit, outcome);
    } else {
      loop.keep(visit, story.accounts.ended(visit, signal, loop.now()));
    }
  }
}
