package io.waybill.reports;

import io.waybill.plan.Outline;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The order of the steps of plans: as they are written, calls inside a step below it. */
final class PlanOrder implements Comparator<String> {
  private final Map<String, Integer> places = new HashMap<>();

  /**
   * Learns a plan.
   *
   * @param name how a step is called, from its path
   */
  void learn(Outline outline, UnaryOperator<String> name) {
    outline.nodes().forEach(node -> places.putIfAbsent(name.apply(node.path()), places.size()));
  }

  @Override
  public int compare(String one, String other) {
    int places = Integer.compare(place(one), place(other));
    return places == 0 ? one.compareTo(other) : places;
  }

  /** What no plan names stands last. */
  private int place(String path) {
    for (var at = path; !at.isEmpty(); at = StepPath.above(at)) {
      var place = places.get(at);
      if (place != null) {
        return place;
      }
    }
    return Integer.MAX_VALUE;
  }
}
