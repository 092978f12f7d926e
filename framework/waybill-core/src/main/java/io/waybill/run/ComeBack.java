package io.waybill.run;

import io.waybill.plan.Step;
import io.waybill.work.ErrorKind;
import io.waybill.work.Turn;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.util.Objects;

/** A body has its output: the value of the step it belongs to, or {@link #GOES_ON}. */
final class ComeBack implements Step.Cases<Frame, Object> {
  /** What there is to say of a step whose body is done and which is not. */
  static final Object GOES_ON = new Object();

  @Override
  public Object call(Step.Call step, Frame body) {
    return body.outcome();
  }

  @Override
  public Object route(Step.Route step, Frame body) {
    return body.outcome();
  }

  @Override
  public Object sub(Step.Sub step, Frame body) {
    return body.outcome();
  }

  @Override
  public Object each(Step.Each step, Frame body) {
    var gathering = (Gathering) progress(body);
    gathering.put(body.turn, body.outcome());
    return gathering.complete() ? gathering.results() : GOES_ON;
  }

  @Override
  public Object loop(Step.Loop step, Frame body) {
    var looping = (Looping) progress(body);
    if (!(body.outcome() instanceof Turn<?> turn)) {
      throw new WorkException(
          ErrorKind.INVALID,
          Usage.NONE,
          "its body must answer Turn.Again or Turn.Done and answered a "
              + body.outcome().getClass().getSimpleName());
    }
    looping.value = turn.value();
    boolean done = turn instanceof Turn.Done || ++looping.turn == step.turns();
    return done ? looping.value : GOES_ON;
  }

  @Override
  public Object race(Step.Race step, Frame body) {
    var standings = (Standings) progress(body);
    standings.comesIn(body);
    return standings.settled();
  }

  private static Object progress(Frame body) {
    return Objects.requireNonNull(Objects.requireNonNull(body.caller).progress);
  }
}
