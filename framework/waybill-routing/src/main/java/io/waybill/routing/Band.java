package io.waybill.routing;

import io.waybill.work.Choice;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * When a stage is asked: if the one before it abstained, and yet was this sure of its best
 * candidate. Below, the text belongs to nothing, and asking somebody dearer is wasted; above, it
 * would have decided by itself.
 *
 * @param low the least confidence, in [0, 1]
 * @param high the greatest, in [low, 1]
 * @param top how many of its candidates the stage is asked among; 0 for all labels that the stage
 *     has
 */
public record Band(double low, double high, int top) {
  public Band {
    if (!(low >= 0 && low <= high && high <= 1)) {
      throw new IllegalArgumentException(
          "a band lies between 0 and 1, the lower end first, not from %s to %s"
              .formatted(low, high));
    }
    if (top < 0) {
      throw new IllegalArgumentException("no router has %d candidates".formatted(top));
    }
  }

  /** Both ends belong to it. */
  public static Band between(double low, double high) {
    return new Band(low, high, 0);
  }

  /** The same, and the stage, which must be a {@link Narrowing}, is asked among so many. */
  public Band top(int candidates) {
    return new Band(low, high, candidates);
  }

  boolean holds(Choice before) {
    double best = best(before);
    return !before.candidates().isEmpty() && best >= low && best <= high;
  }

  /** The nearest candidates of those labels, nearest first. */
  Set<String> nearest(Choice before, Set<String> labels) {
    var nearest = new LinkedHashSet<String>();
    before.candidates().keySet().stream().filter(labels::contains).limit(top).forEach(nearest::add);
    return nearest;
  }

  /** Why it does not hold. */
  String unmet(Choice before) {
    return before.candidates().isEmpty()
        ? "no candidates"
        : String.format(Locale.ROOT, "%.2f is not in %s–%s", best(before), low, high);
  }

  Map<String, Object> data() {
    return top == 0
        ? Map.of("between", List.of(low, high))
        : Map.of("between", List.of(low, high), "top", top);
  }

  private static double best(Choice before) {
    return before.candidates().values().stream().findFirst().orElse(0.0);
  }
}
