package io.waybill.estimate;

import io.waybill.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A plan with all that is known of it before a run.
 *
 * @param body its steps
 * @param stops all of them, however deep, by number
 */
record Sketch(
    Plan<?> plan,
    List<Sized> inputs,
    Stretch body,
    List<Stop> stops,
    Map<Integer, Shares> routes,
    Recorded recorded) {

  /** An input of the plan. */
  record Sized(String name, Spread tokens, Grounds grounds) {}

  int count() {
    return stops.size();
  }

  Duty duty(Stop stop) {
    return Objects.requireNonNull(stop.duty());
  }

  Shares shares(Stop stop) {
    return routes.getOrDefault(stop.number(), Shares.NONE);
  }
}
