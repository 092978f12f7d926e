package io.waybill.testkit;

import io.waybill.work.CallContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Who is told what: rules in the order they were written, the first that fits decides.
 *
 * @param <L> what is said to one call
 */
record Script<I, L>(List<Rule<I, L>> rules) {
  /** What is said to inputs of some sort. */
  record Rule<I, L>(Predicate<? super I> fits, Saying<I, L> saying) {}

  /** Chooses what to say to the n-th call, counted from 0, that a rule fits. */
  @FunctionalInterface
  interface Saying<I, L> {
    L to(I input, CallContext call, int nth);
  }

  static <I, L> Script<I, L> empty() {
    return new Script<>(List.of());
  }

  /** These, one call after the other; the last one again and again. */
  Script<I, L> then(Predicate<? super I> fits, List<L> lines) {
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("a script says at least one thing");
    }
    return then(fits, (input, call, nth) -> lines.get(Math.min(nth, lines.size() - 1)));
  }

  Script<I, L> then(Predicate<? super I> fits, Saying<I, L> saying) {
    var longer = new ArrayList<>(rules);
    longer.add(new Rule<>(fits, saying));
    return new Script<>(List.copyOf(longer));
  }
}
