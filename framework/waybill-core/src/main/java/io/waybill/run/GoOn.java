package io.waybill.run;

import io.waybill.plan.Input;
import io.waybill.plan.Step;
import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A visit goes on: true if that takes an attempt, which is for the engine to make; else it is done
 * here.
 */
final class GoOn implements Step.Cases<Visit, Boolean> {
  private final RunState state;

  GoOn(RunState state) {
    this.state = state;
  }

  @Override
  public Boolean call(Step.Call step, Visit visit) {
    return true;
  }

  @Override
  public Boolean route(Step.Route step, Visit visit) {
    return true;
  }

  @Override
  public Boolean sub(Step.Sub step, Visit visit) {
    var given = (Map<?, ?>) visit.given();
    var inputs =
        step.plan().inputs().stream().map(input -> fitting(input, given.get(input.id()))).toArray();
    var means = visit.frame.means.within(step.plan().budget(), visit.ready);
    state.open(new Frame(visit.node.body(), visit, -1, means), inputs);
    return false;
  }

  @Override
  public Boolean each(Step.Each step, Visit visit) {
    if (visit.progress == null) {
      visit.progress = new Gathering(listIn(visit), visit.ready);
    }
    var gathering = (Gathering) visit.progress;
    if (gathering.waits() && visit.frame.values[visit.node.reads()[0]] != null) {
      state.overlap.whole(visit, listIn(visit));
    }
    while (gathering.mayOpen(step.atMost())) {
      gathering.open(visit, state);
    }
    if (gathering.complete()) {
      state.finish(visit, gathering.results());
    }
    return false;
  }

  @Override
  public Boolean loop(Step.Loop step, Visit visit) {
    if (visit.progress == null) {
      visit.progress = new Looping(visit.given());
    }
    var looping = (Looping) visit.progress;
    state.open(new Frame(visit.node.body(), visit, looping.turn), looping.value);
    return false;
  }

  @Override
  public Boolean race(Step.Race step, Visit visit) {
    if (visit.progress == null) {
      var standings = new Standings(state, visit, step);
      visit.progress = standings;
      for (var runner : standings.runners) {
        if (!runner.closed) { // one that ends at once may have won by now
          state.open(runner);
        }
      }
    }
    return false;
  }

  private static Object fitting(Input input, @Nullable Object value) {
    if (value == null || !input.type().isInstance(value)) {
      throw invalid(
          "its plan needs input '%s', a %s, and was given %s"
              .formatted(
                  input.id(),
                  input.type().getSimpleName(),
                  value == null ? "nothing" : value.getClass().getSimpleName()));
    }
    return value;
  }

  private static List<?> listIn(Visit visit) {
    var value = visit.given();
    int most = visit.frame.host.mostItems();
    if (value instanceof List<?> list) {
      if (list.size() > most) {
        throw new WorkException(
            ErrorKind.BUDGET,
            Usage.NONE,
            "goes through %d items, and the engine's limit is %d".formatted(list.size(), most));
      }
      return list;
    }
    throw invalid(
        "goes through a list and was given a %s".formatted(value.getClass().getSimpleName()));
  }

  private static WorkException invalid(String message) {
    return new WorkException(ErrorKind.INVALID, Usage.NONE, message);
  }
}
