package io.waybill.run;

import io.waybill.plan.Step;
import io.waybill.work.ErrorKind;
import io.waybill.work.Turn;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A body has its output: the value of the step it belongs to, or null if that step goes on. */
final class ComeBack implements Step.Cases<Frame, @Nullable Object> {
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
  public @Nullable Object each(Step.Each step, Frame body) {
    var gathering = (Gathering) progress(body);
    gathering.put(body.turn, body.outcome());
    return gathering.complete() ? gathering.results() : null;
  }

  @Override
  public @Nullable Object loop(Step.Loop step, Frame body) {
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
    return done ? looping.value : null;
  }

  private static Object progress(Frame body) {
    return Objects.requireNonNull(Objects.requireNonNull(body.caller).progress);
  }
}
