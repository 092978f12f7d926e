package io.waybill.yaml;

import io.waybill.plan.Plan;
import io.waybill.work.Work;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;

/**
 * What a step does, found by its names.
 *
 * @param work what it performs; the value itself if it performs nothing or could not be found
 * @param output what is known of its value
 */
record Doing(Work<?, ?> work, List<Work<?, ?>> fallback, Optional<Plan<?>> plan, Type output) {
  static final Doing NOTHING_KNOWN =
      new Doing(Value.itself(), List.of(), Optional.empty(), Object.class);

  static Doing work(Work<?, ?> work) {
    return new Doing(work, List.of(), Optional.empty(), work.info().output());
  }

  static Doing plan(Plan<?> plan) {
    return new Doing(Value.itself(), List.of(), Optional.of(plan), Object.class);
  }
}
