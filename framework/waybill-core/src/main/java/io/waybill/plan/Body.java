package io.waybill.plan;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The steps of a branch, an item, a turn or a rescue: a plan inside a plan, checked and wired as a
 * part of it.
 *
 * @param given what the step around it hands in: the item, the turn's value, the failure; empty for
 *     a branch
 * @param steps in any order
 * @param output one of its steps, what it is given, or a value from around it
 */
public record Body(List<Ref<?>> given, List<Step> steps, Ref<?> output) {
  public Body {
    given = List.copyOf(given);
    steps = List.copyOf(steps);
  }

  /**
   * The ids of the values from around it that it reads, at whatever depth. They may come to be
   * after it has begun.
   */
  public Set<String> captures() {
    var read = new LinkedHashSet<String>();
    for (var step : steps) {
      step.input().refs().forEach(ref -> read.add(ref.id()));
      step.bodies().forEach(body -> read.addAll(body.captures()));
    }
    read.add(output.id());
    given.forEach(ref -> read.remove(ref.id()));
    read.removeAll(
        steps.stream().flatMap(step -> step.defines().stream()).collect(Collectors.toSet()));
    return read;
  }

  /** How deep bodies and plans are nested in it; 1 without any. */
  int depth() {
    int deepest = 0;
    for (var step : steps) {
      int inside = step.bodies().stream().mapToInt(Body::depth).max().orElse(0);
      deepest =
          Math.max(
              deepest,
              step instanceof Step.Sub sub ? Math.max(inside, sub.plan().depth()) : inside);
    }
    return 1 + deepest;
  }
}
