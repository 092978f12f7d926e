package io.waybill.run;

import io.waybill.ledger.Posting.Role;
import io.waybill.run.InFlight.What;
import io.waybill.work.Outcome;
import io.waybill.work.WorkException;
import java.time.Duration;
import java.util.Objects;
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

  private static final Optional<Duration> NEVER = Optional.empty();

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
    Outcome<?> outcome;
    try {
      outcome = visit.free() ? there(visit, visit.perform()) : protect(visit);
    } catch (Throwable error) {
      loop.tick();
      ended(visit, error);
      return;
    }
    if (outcome != null) {
      loop.tick();
      answered(visit, outcome);
    }
  }

  /** The outcome, if it is there at once; else it is waited for. */
  private @Nullable Outcome<?> there(Visit visit, Mono<? extends Outcome<?>> answer)
      throws Exception {
    if (answer instanceof Fuseable.ScalarCallable<?> atOnce) {
      var outcome = (Outcome<?>) atOnce.call();
      if (outcome == null) {
        throw Accounts.nothing();
      }
      return outcome;
    }
    loop.await(new InFlight(loop, What.ANSWER, visit, null), answer);
    return null;
  }

  private @Nullable Outcome<?> protect(Visit visit) throws Exception {
    var again = visit.which.role() == Role.HEDGE ? NEVER : around.hedge(visit);
    var outcome = there(visit, around.begin(visit));
    if (outcome == null && again.isPresent()) {
      var wait = new InFlight(loop, What.HEDGE, visit, null);
      Objects.requireNonNull(visit.hedged()).wait = wait;
      loop.await(wait, Mono.delay(again.get(), engine.clock.timer()));
    }
    return outcome;
  }

  void hedge(Visit visit) {
    Objects.requireNonNull(visit.hedged()).wait = null;
    if (visit.wanted() && !visit.spoke() && engine.protection.mayHedge(visit)) {
      state.hedge(visit);
    }
  }

  /** What to say of an attempt for which it is too late. */
  WorkException late(Visit visit) {
    return around.late(visit);
  }

  private void answered(Visit visit, Outcome<?> outcome) {
    if (story.told() || !visit.wanted()) {
      ended(visit, outcome);
      return;
    }
    loop.forget(visit.hedged());
    story.accounts.post(story.accounts.answered(visit, outcome, loop.now()));
    loop.goOn(visit, outcome);
  }

  /** What came of an attempt: an outcome, an error, or neither. */
  void ended(Visit visit, @Nullable Object signal) {
    if (signal instanceof Outcome<?> outcome && !story.told() && visit.wanted()) {
      answered(visit, outcome);
    } else {
      loop.forget(visit.hedged());
      loop.keep(visit, story.accounts.ended(visit, signal, loop.now()));
    }
  }
}
