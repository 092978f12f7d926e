package io.waybill.run;

import io.waybill.ledger.Posting.Role;
import io.waybill.ledger.Waybill;
import io.waybill.run.InFlight.What;
import io.waybill.work.Failure;
import io.waybill.work.Outcome;
import io.waybill.work.Score;
import io.waybill.work.WorkException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import reactor.core.Fuseable;
import reactor.core.publisher.Mono;

/** Makes the attempts of a run, inside its loop. */
final class Attempts {
  private static final Optional<Duration> NEVER = Optional.empty();

  private final RunLoop loop;
  private final RunState state;
  private final Around around;
  private int made;

  Attempts(RunLoop loop, RunState state, Around around) {
    this.loop = loop;
    this.state = state;
    this.around = around;
  }

  void admit(Visit visit) {
    if (visit.which.role() == Role.RETRY) {
      var pause = Mono.delay(Duration.ofNanos(visit.which.pause()), loop.engine.clock.timer());
      loop.await(new InFlight(loop, What.BACKOFF, visit), pause);
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
    if (loop.over || !inner.wanted()) {
      inner.refuse(new CancellationException("nobody waits for '" + inner.path() + "' any more"));
    } else {
      inner.counted();
      attempt(inner);
    }
  }

  private void attempt(Visit visit) {
    if (visit.which.role() != Role.FIRST || visit instanceof InnerCall) {
      visit.ready = loop.now;
    }
    if (++made > loop.engine.limits.attempts()) {
      state.fail(Story.tooMany(visit, loop.engine.limits.attempts()));
    } else if (loop.story.told()) {
      loop.keep(visit, visit.attempted(loop.now));
    } else {
      perform(visit);
    }
  }

  void perform(Visit visit) {
    visit.began = loop.now;
    if (visit.free()) {
      begin(visit, true);
    } else {
      var again = visit.which.role() == Role.HEDGE ? NEVER : around.hedge(visit);
      begin(visit, false);
      again.ifPresent(after -> hedgeIn(after, visit));
    }
  }

  /** Asks; an answer that is at hand is taken in at once, by a way that makes nothing of it. */
  private void begin(Visit visit, boolean free) {
    Outcome<?> outcome;
    try {
      var answer = free ? visit.perform() : around.begin(visit);
      if (!(answer instanceof Fuseable.ScalarCallable<?> atOnce)) {
        loop.await(new InFlight(loop, What.ANSWER, visit), answer);
        return;
      }
      outcome = (Outcome<?>) atOnce.call();
    } catch (Throwable error) {
      loop.tick();
      ended(visit, error);
      return;
    }
    loop.tick();
    if (outcome == null) {
      ended(visit, null);
    } else {
      answered(visit, outcome);
    }
  }

  private void hedgeIn(Duration after, Visit visit) {
    var hedged = Objects.requireNonNull(visit.hedged());
    if (!hedged.over) {
      hedged.wait = new InFlight(loop, What.HEDGE, visit);
      loop.await(hedged.wait, Mono.delay(after, loop.engine.clock.timer()));
    }
  }

  void hedge(Visit visit) {
    Objects.requireNonNull(visit.hedged()).wait = null;
    if (visit.wanted() && !visit.spoke() && loop.engine.protection.mayHedge(visit)) {
      state.hedge(visit);
    }
  }

  /** The time of the run is over, and it is not there. */
  void tooLate(InFlight call) {
    var visit = call.subject();
    ended(visit, call.signal instanceof Outcome<?> there ? there : around.late(visit));
  }

  private void answered(Visit visit, Outcome<?> outcome) {
    if (loop.story.told() || !visit.wanted()) {
      ended(visit, outcome);
      return;
    }
    loop.forget(visit.hedged());
    loop.story.accounts.post(loop.story.accounts.answered(visit, outcome, loop.now));
    succeeded(visit, outcome);
  }

  /** What came of an attempt: an outcome, an error, or neither. */
  void ended(Visit visit, @Nullable Object signal) {
    if (signal instanceof Outcome<?> outcome && !loop.story.told() && visit.wanted()) {
      answered(visit, outcome);
    } else {
      loop.forget(visit.hedged());
      loop.keep(visit, loop.story.accounts.ended(visit, signal, loop.now));
    }
  }

  /** It is posted: what follows from it. */
  void succeeded(Visit visit, Outcome<?> outcome) {
    loop.story.accounts.note(visit, outcome);
    score(visit, outcome.scores());
    visit.succeeded(state, outcome);
  }

  void failed(Visit visit, Failure failure) {
    if (failure.cause() instanceof WorkException known) {
      score(visit, known.scores());
    }
    visit.failed(state, failure);
  }

  private void score(Visit visit, List<Score> scores) {
    if (scores.isEmpty()) {
      return;
    }
    for (var score : scores) {
      loop.story.accounts.score(new Waybill.Scored(visit.path(), score));
      if (loop.story.told()) {
        loop.keep(null, new RunEvent.Scored(visit.path(), score, loop.now));
      }
    }
  }
}
