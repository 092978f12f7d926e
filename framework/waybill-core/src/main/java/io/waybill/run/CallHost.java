package io.waybill.run;

import io.waybill.run.InFlight.What;
import io.waybill.work.Attempt;
import io.waybill.work.CallContext;
import io.waybill.work.CallContext.Moment;
import io.waybill.work.Outcome;
import io.waybill.work.Purse;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** What the calls of a run can ask for; the one part of it that any thread may enter. */
record CallHost(RunLoop loop, Story<?> story) implements Host {
  @Override
  public Map<String, String> caller() {
    return story.options.caller();
  }

  @Override
  public String run() {
    return story.id();
  }

  @Override
  public Instant deadline(Visit visit) {
    var timeout = visit.policy().timeout();
    return timeout.isZero() ? Instant.MAX : story.startedAt().plusNanos(visit.began).plus(timeout);
  }

  @Override
  public Purse purse() {
    return Purse.UNLIMITED;
  }

  @Override
  public Map<String, String> headers(Visit visit) {
    return story.headers(visit);
  }

  @Override
  public void emit(Visit visit, String token) {
    visit.stamp(Moment.FIRST, loop.elapsed());
    story.token(visit, token);
  }

  @Override
  public void reached(Visit visit, Moment moment) {
    visit.stamp(moment, loop.elapsed());
  }

  @Override
  public <T> Mono<Outcome<T>> inner(
      Visit visit, Attempt what, Function<? super CallContext, Mono<Outcome<T>>> call) {
    return Mono.create(
        sink -> {
          var inner = new InnerCall<>(visit, what, call, sink);
          sink.onCancel(() -> loop.arrived(new InFlight(loop, What.INNER_LEFT, inner, null)));
          loop.arrived(new InFlight(loop, What.INNER_ASKED, inner, null));
        });
  }
}
