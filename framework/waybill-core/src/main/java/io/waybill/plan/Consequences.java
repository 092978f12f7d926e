package io.waybill.plan;

import io.waybill.work.Work;
import io.waybill.work.WorkInfo.Effects;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds work that is consequential in a body, at whatever depth. */
final class Consequences {
  /** Each is looked through once, however often it is used. */
  private final Map<Plan<?>, Optional<String>> plans = new HashMap<>();

  /** The name of the first such work; empty if there is none. */
  Optional<String> in(Body body) {
    return body.steps().stream().flatMap(step -> in(step).stream()).findFirst();
  }

  private Optional<String> in(Step step) {
    var own = step instanceof Step.Working working ? of(working) : Optional.<String>empty();
    var bodies = step.bodies().stream().flatMap(body -> in(body).stream());
    return own.or(bodies::findFirst)
        .or(() -> step instanceof Step.Sub sub ? in(sub.plan()) : Optional.empty());
  }

  private Optional<String> in(Plan<?> plan) {
    var known = plans.get(plan);
    if (known == null) {
      known = in(plan.body());
      plans.put(plan, known);
    }
    return known;
  }

  private static Optional<String> of(Step.Working step) {
    var instead =
        step.policy().instead().stream()
            .filter(Rung.Ask.class::isInstance)
            .map(rung -> ((Rung.Ask) rung).work());
    return Stream.<Work<?, ?>>concat(Stream.of(step.work()), instead)
        .map(Work::info)
        .filter(info -> info.safety().effects() == Effects.CONSEQUENTIAL)
        .map(info -> info.anonymous() ? "its work" : "'" + info.name() + "'")
        .findFirst();
  }
}
