package io.waybill.yaml;

import io.waybill.plan.Body;
import io.waybill.plan.PlanException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Where each step of a plan stands in its file, by its path through bodies. */
final class Places {
  private final Map<String, Place> steps = new HashMap<>();
  private final Name plan;
  private final Set<String> unread = new HashSet<>();
  private boolean troubled;

  private record Place(Name step, boolean sound) {}

  Places(Name plan) {
    this.plan = plan;
  }

  /**
   * Remembers a step.
   *
   * @param sound whether nothing was wrong with it; else what the plan says of it follows from that
   */
  void put(String at, Name step, boolean sound) {
    steps.put(at, new Place(step, sound));
  }

  /** What is not a step has a problem, so what the plan says of itself follows from that. */
  void trouble() {
    troubled = true;
  }

  /** Remembers which steps of a body nothing reads. */
  void body(String prefix, Body body) {
    var read = new HashSet<String>();
    read.add(body.output().id());
    for (var step : body.steps()) {
      step.input().refs().forEach(ref -> read.add(ref.id()));
      step.bodies().forEach(inner -> read.addAll(inner.captures()));
    }
    body.steps().stream()
        .filter(step -> step.defines().stream().noneMatch(read::contains))
        .forEach(step -> unread.add(prefix + step.id()));
  }

  /**
   * Says where in the file the problems of a plan are.
   *
   * @param whole whether every name was found; a step that nothing reads may be the one that a
   *     misspelt name meant
   */
  void report(PlanException invalid, boolean whole, Problems problems) {
    for (var problem : invalid.problems()) {
      var place = place(problem.at());
      if (place.sound() && (whole || !unread.contains(problem.at()))) {
        problems.add(place.step().at(), place.step().path(), problem.message());
      }
    }
  }

  private Place place(String at) {
    for (var path = at; !path.isEmpty(); path = path.substring(0, Math.max(0, lastMark(path)))) {
      var place = steps.get(path);
      if (place != null) {
        return place;
      }
    }
    return new Place(new Name(plan.written(), ""), !troubled);
  }

  private static int lastMark(String path) {
    return Math.max(path.lastIndexOf('/'), Math.max(path.lastIndexOf(':'), path.lastIndexOf('!')));
  }
}
