package io.waybill.yaml;

import io.waybill.plan.Plan;
import io.waybill.work.Work;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a step does, found by its names.
 *
 * @param work what it performs; the value itself if it performs nothing or could not be found
 * @param others finds, by its name, what could be performed in its place; notes a name that is none
 * @param output what is known of its value
 */
record Doing(
    Work<?, ?> work,
    Function<Name, Optional<? extends Work<?, ?>>> others,
    Optional<Plan<?>> plan,
    Type output) {
  static final Doing NOTHING_KNOWN =
      new Doing(Value.itself(), name -> Optional.empty(), Optional.empty(), Object.class);

  /** Some work, if it was found. */
  static Doing of(
      Optional<? extends Work<?, ?>> found,
      Function<Name, Optional<? extends Work<?, ?>>> others,
      Type output) {
    Work<?, ?> work = found.isPresent() ? found.get() : Value.itself();
    return new Doing(
        work, others, Optional.empty(), found.isPresent() ? output : NOTHING_KNOWN.output);
  }

  /** Some work that says what it gives, if it was found. */
  static Doing of(
      Optional<? extends Work<?, ?>> found, Function<Name, Optional<? extends Work<?, ?>>> others) {
    return of(found, others, found.<Type>map(work -> work.info().output()).orElse(Object.class));
  }

  static Doing plan(Plan<?> plan) {
    return new Doing(Value.itself(), name -> Optional.empty(), Optional.of(plan), Object.class);
  }
}
