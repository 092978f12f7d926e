package io.waybill.run;

import io.waybill.plan.Policy;
import io.waybill.run.InFlight.What;
import io.waybill.work.Attempt;
import io.waybill.work.CallContext;
import io.waybill.work.CallContext.Moment;
import io.waybill.work.Failure;
import io.waybill.work.Outcome;
import io.waybill.work.Quota;
import io.waybill.work.WorkInfo;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** What the calls of a run can ask for; the one part of it that any thread may enter. */
record CallHost(RunLoop loop, Around around) implements Host {
  @Override
  public Map<String, String> caller() {
    return loop.story.options.caller();
  }

  @Override
  public String run() {
    return loop.story.id();
  }

  @Override
  public Instant deadline(Visit visit) {
    long until = visit.until();
    return until == Long.MAX_VALUE ? Instant.MAX : loop.story.startedAt().plusNanos(until);
  }

  @Override
  public Policy policy(Policy written, WorkInfo work) {
    return around.policy(written, work);
  }

  @Override
  public long pause(Visit failed, Failure failure) {
    return around.pause(failed, failure);
  }

  @Override
  public int mostItems() {
    return loop.engine.limits.items();
  }

  @Override
  public Mono<Outcome<?>> send(Visit visit) {
    return around.send(visit);
  }

  @Override
  public void learned(Visit visit, Quota quota) {
    loop.engine.protection.learned(visit, quota);
  }

  @Override
  public void won(Visit race, Won how) {
    loop.story.accounts.note(race, Outcome.of(how));
  }

  @Override
  public Map<String, String> headers(Visit visit) {
    return loop.story.headers(visit);
  }

  @Override
  public boolean emit(Visit visit, String token) {
    if (!visit.spoke()) {
      reached(visit, Moment.FIRST);
    }
    if (!visit.speaks()) {
      return false;
    }
    for (var piece : visit.cutting().add(token)) {
      var arrival = new InFlight(loop, What.PIECE, visit);
      arrival.signal = piece;
      loop.arrived(arrival);
    }
    return loop.story.token(visit, token);
  }

  @Override
  public void reached(Visit visit, Moment moment) {
    boolean spoke = visit.spoke();
    visit.stamp(moment, loop.elapsed());
    if (moment == Moment.ADMITTED) {
      visit.hasItsTurn(loop.engine.clock.nanos());
    }
    if (moment == Moment.FIRST && !spoke && visit.hedged() != null && visit.speaks()) {
      loop.arrived(new InFlight(loop, What.SPOKE, visit));
    }
  }

  @Override
  public <T> Mono<Outcome<T>> inner(
      Visit visit, Attempt what, Function<? super CallContext, Mono<Outcome<T>>> call) {
    return Mono.create(
        sink -> {
          var inner = new InnerCall<>(visit, what, call, sink);
          sink.onCancel(
              () -> {
                inner.leave(); // at once: it may not have been asked yet
                loop.arrived(new InFlight(loop, What.INNER_LEFT, inner));
              });
          loop.arrived(new InFlight(loop, What.INNER_ASKED, inner));
        });
  }
}
