package io.waybill.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is other in the plan of one side. */
final class Changes {
  private Changes() {}

  static List<String> between(Side a, Side b) {
    var changes = new ArrayList<String>();
    if (!a.plans().equals(b.plans())) {
      changes.add(
          "A is runs of %s, B of %s"
              .formatted(String.join(", ", a.plans()), String.join(", ", b.plans())));
    }
    var ofA = all(a);
    var ofB = all(b);
    ofA.stream().filter(step -> !ofB.contains(step)).forEach(step -> changes.add(only("A", step)));
    ofB.stream().filter(step -> !ofA.contains(step)).forEach(step -> changes.add(only("B", step)));
    var others = b.steps();
    a.steps()
        .forEach(
            (path, step) -> {
              var other = others.get(path);
              if (other != null && !step.who.equals(other.who)) {
                changes.add(
                    "step '%s' is by %s in A, by %s in B"
                        .formatted(path, names(step.who), names(other.who)));
              }
            });
    return changes;
  }

  private static Set<String> all(Side side) {
    var steps = new TreeSet<>(side.planned());
    steps.addAll(side.steps().keySet());
    return steps;
  }

  private static String only(String side, String step) {
    return "step '%s' is only in %s".formatted(step, side);
  }

  private static String names(Set<String> who) {
    return String.join(", ", who);
  }
}
