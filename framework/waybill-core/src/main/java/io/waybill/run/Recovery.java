package io.waybill.run;

import io.waybill.plan.Rung;
import io.waybill.plan.Wiring;
import io.waybill.work.Choice;
import io.waybill.work.ErrorKind;
import io.waybill.work.Failure;
import io.waybill.work.WorkInfo;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what happens when an attempt fails: again, instead, a rescue, or the end. */
final class Recovery {
  /** After these, work may or may not have done what it was asked. */
  private static final Set<ErrorKind> UNSURE =
      EnumSet.of(ErrorKind.TRANSIENT, ErrorKind.STALLED, ErrorKind.DEADLINE, ErrorKind.AMBIGUOUS);

  private final RunState state;

  Recovery(RunState state) {
    this.state = state;
  }

  void failed(Visit visit, Failure failure) {
    if (!visit.wanted() || visit.parted() != null || retries(visit, failure)) {
      return; // nobody waits, or the other of two may still answer, or it may
    }
    var rungs = visit.policy().instead();
    int rung = visit.which.choice();
    while (rung < rungs.size() && mustNotAsk(rungs.get(rung), visit, failure)) {
      rung++;
    }
    if (rung < rungs.size()) {
      state.queue(visit.instead(failure, rung));
    } else {
      giveUp(visit, failure);
    }
  }

  /**
   * Whoever saw part of one answer must not see another; and what may have been done in the world
   * is not done by another hand.
   */
  private static boolean mustNotAsk(Rung rung, Visit visit, Failure failure) {
    return rung instanceof Rung.Ask ask
        && (visit.shown()
            || (consequential(ask.work().info())
                && consequential(visit.info())
                && UNSURE.contains(failure.kind())));
  }

  private static boolean consequential(WorkInfo work) {
    return work.safety().effects() == WorkInfo.Effects.CONSEQUENTIAL;
  }

  /** Whether it is tried again. */
  boolean retries(Visit visit, Failure failure) {
    if (!failure.kind().retryable() || visit.shown() || !visit.mayTryAgain(failure)) {
      return false;
    }
    if (consequential(visit.info()) && UNSURE.contains(failure.kind())) {
      return false;
    }
    long pause = visit.frame.host.pause(visit, failure);
    if (pause >= 0) {
      state.queue(visit.again(failure, pause));
    }
    return pause >= 0;
  }

  /**
   * Goes outwards from what failed to the first step with a rescue for it, or to a race that can do
   * without, closing every body on the way.
   */
  void giveUp(Visit failed, Failure failure) {
    Visit visit = failed;
    Failure why = failure;
    while (visit != null) {
      if (visit.progress instanceof Standings race) {
        race.stop();
      }
      var rescue = visit.rescued() ? null : visit.node.rescue(why.kind());
      if (rescue != null) {
        rescue(visit, rescue, why);
        return;
      }
      var body = visit.frame;
      state.abandon(body);
      visit = body.caller;
      if (visit != null && !visit.rescued() && visit.progress instanceof Standings race) {
        var lost = without(race, body, why, visit);
        if (lost == null) {
          return;
        }
        why = lost;
      }
    }
    state.fail(why);
  }

  /** What a race fails with when a runner is out; null if it can do without. */
  private @Nullable Failure without(Standings race, Frame runner, Failure why, Visit visit) {
    race.dropsOut(runner, why);
    var value = race.settled();
    if (!value.equals(ComeBack.GOES_ON)) {
      state.finish(visit, value);
      return null;
    }
    return race.failure();
  }

  private void rescue(Visit visit, Wiring rescue, Failure failure) {
    visit.rescue();
    state.overlap.takeBack(visit);
    int decision = visit.node.decisionSlot();
    if (decision >= 0 && visit.frame.values[decision] == null) {
      state.fill(
          visit.frame,
          decision,
          new Choice(Choice.OTHERWISE, 0, Map.of(), failure.kind() + ": " + failure.message()));
    }
    state.open(new Frame(rescue, visit, -1), failure);
  }
}
