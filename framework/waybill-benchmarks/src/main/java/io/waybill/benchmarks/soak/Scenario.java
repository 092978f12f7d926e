package io.waybill.benchmarks.soak;

import io.waybill.plan.Plan;
import java.util.function.Function;

/**
 * A workflow that is run again and again.
 *
 * @param share how often, beside the others
 * @param plan what takes the number of its {@link Trip} as its only input, {@code number}
 * @param followed whether somebody follows its events
 * @param planned what must come of a trip
 */
record Scenario(
    String name,
    int share,
    Plan<?> plan,
    boolean followed,
    Function<? super Trip, Planned> planned) {
  static Scenario of(
      String name, int share, Plan<?> plan, Function<? super Trip, Planned> planned) {
    return new Scenario(name, share, plan, false, planned);
  }

  Scenario withFollowers() {
    return new Scenario(name, share, plan, true, planned);
  }
}
