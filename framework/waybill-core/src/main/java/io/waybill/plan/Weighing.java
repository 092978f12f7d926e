package io.waybill.plan;

import io.waybill.work.Weigher;
import io.waybill.work.Work;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A race for the best as it is written: its runners, and who scores their values. In the plan the
 * scoring is the last step of each runner.
 *
 * @param scorer gives a number, the higher the better
 */
public record Weighing(Map<String, Body> runners, Work<?, ? extends Number> scorer) {
  public Weighing {
    runners = Collections.unmodifiableMap(new LinkedHashMap<>(runners));
  }

  /** The id of the step that weighs in each runner: {@code answer_weigh}. */
  public static String step(String race) {
    return race + "_weigh";
  }

  /** The race of this id. */
  public Step.Race race(String id, Rescue rescue) {
    var weighed = new LinkedHashMap<String, Body>();
    runners.forEach((label, runner) -> weighed.put(label, weighed(runner, step(id))));
    return new Step.Race(id, weighed, Finish.BEST, rescue);
  }

  private Body weighed(Body runner, String id) {
    var steps = new ArrayList<>(runner.steps());
    steps.add(new Step.Call(id, runner.output(), new Weigher<>(scorer), Policy.NONE, Rescue.NONE));
    return new Body(runner.given(), steps, Ref.to(id));
  }

  /** How a race for the best can be written; empty if a scorer is not all that weighs. */
  public static Optional<Weighing> of(Step.Race race) {
    var plain = new LinkedHashMap<String, Body>();
    Work<?, ? extends Number> scorer = null;
    for (var runner : race.runners().entrySet()) {
      var steps = runner.getValue().steps();
      if (steps.isEmpty()
          || !(steps.get(steps.size() - 1) instanceof Step.Call last)
          || !(last.work() instanceof Weigher<?> weigher)
          || !(last.input() instanceof Ref<?> output)) {
        return Optional.empty();
      }
      scorer = weigher.scorer();
      plain.put(
          runner.getKey(),
          new Body(runner.getValue().given(), steps.subList(0, steps.size() - 1), output));
    }
    if (scorer == null) {
      return Optional.empty();
    }
    var weighing = new Weighing(plain, scorer);
    return weighing.race(race.id(), race.rescue()).equals(race)
        ? Optional.of(weighing)
        : Optional.empty();
  }
}
