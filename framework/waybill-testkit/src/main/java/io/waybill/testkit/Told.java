package io.waybill.testkit;

import io.waybill.work.Failure;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What became of a step or a body, and the attempts it took.
 *
 * @param certain made in whatever order the rest of the plan runs, if this is not cut short
 * @param possible made in some order
 */
record Told(Result result, Set<Made> certain, Set<Made> possible) {
  /** How a step or a body can end. */
  sealed interface Result {}

  record Value(Object value) implements Result {}

  /** With one of these. */
  record Failed(Set<Failure> failures) implements Result {}

  /** It waits for a value that never comes, because what would produce it failed. */
  record Stuck() implements Result {}

  static Told of(Result result) {
    return new Told(result, Set.of(), Set.of());
  }

  static Told failed(Failure failure) {
    return of(new Failed(Set.of(failure)));
  }

  /** This, after what had to happen first. */
  Told after(Told first) {
    return new Told(result, union(first.certain, certain), union(first.possible, possible));
  }

  /** One of these, and nobody knows which. */
  static Told either(List<Told> ways) {
    var results = new HashSet<>(ways.stream().map(Told::result).toList());
    var certain = new HashSet<>(ways.get(0).certain);
    ways.forEach(way -> certain.retainAll(way.certain));
    var possible = new HashSet<Made>();
    ways.forEach(way -> possible.addAll(way.possible));
    return new Told(results.size() == 1 ? ways.get(0).result : failed(results), certain, possible);
  }

  /** Failures only: if a value is among them, the plan does not say what it gives. */
  private static Result failed(Collection<Result> results) {
    var failures = new HashSet<Failure>();
    for (var result : results) {
      if (result instanceof Value) {
        throw new Undecided();
      }
      if (result instanceof Failed failed) {
        failures.addAll(failed.failures);
      }
    }
    return new Failed(failures);
  }

  static <T> Set<T> union(Set<T> one, Set<T> other) {
    var union = new HashSet<>(one);
    union.addAll(other);
    return union;
  }

  /** It depends on who is faster what the plan gives. */
  static final class Undecided extends RuntimeException {
    Undecided() {
      super("it depends on who is faster", null, false, false);
    }
  }
}
