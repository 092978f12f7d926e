package io.waybill.routing.judge;

import io.waybill.plan.DidYouMean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What figures must be for a router to be used.
 *
 * @param bounds by name of the figure: {@code in_scope_accuracy}
 */
public record Gates(Map<String, Bound> bounds) {
  /** What one figure must be. */
  public record Bound(OptionalDouble least, OptionalDouble most) {
    public Bound {
      if (least.isEmpty() && most.isEmpty()) {
        throw new IllegalArgumentException("a gate has a least or a most");
      }
      if (!(least.orElse(Double.NEGATIVE_INFINITY) <= most.orElse(Double.POSITIVE_INFINITY))) {
        throw new IllegalArgumentException(
            "no figure is at least %s and at most %s"
                .formatted(least.orElse(Double.NaN), most.orElse(Double.NaN)));
      }
    }

    public static Bound least(double least) {
      return new Bound(OptionalDouble.of(least), OptionalDouble.empty());
    }

    public static Bound most(double most) {
      return new Bound(OptionalDouble.empty(), OptionalDouble.of(most));
    }

    private boolean holds(double value) {
      return value >= least.orElse(value) && value <= most.orElse(value);
    }

    /** {@code at least 0.95}. */
    @Override
    public String toString() {
      var words = new ArrayList<String>();
      least.ifPresent(value -> words.add("at least " + value));
      most.ifPresent(value -> words.add("at most " + value));
      return String.join(" and ", words);
    }
  }

  /**
   * A gate that a figure does not meet.
   *
   * @param metric the figure's name
   */
  public record Missed(String metric, Metric found, Bound wanted) {
    /** {@code in_scope_accuracy is 0.9412 (4,500 rows), should be at least 0.95}. */
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s is %s (%,d rows), should be %s",
          metric,
          found.value(),
          found.rows(),
          wanted);
    }
  }

  public Gates {
    bounds = Collections.unmodifiableMap(new LinkedHashMap<>(bounds));
  }

  /** Why these gates cannot be held against such figures; none if they can. */
  public List<String> problems(Metrics metrics) {
    return bounds.keySet().stream()
        .filter(name -> metrics.find(name).isEmpty())
        .map(
            name ->
                metrics.unknown().containsKey(name)
                    ? "a gate on '%s', which these rows cannot tell: %s"
                        .formatted(name, metrics.unknown().get(name))
                    : "a gate on '%s', which is no figure. %s"
                        .formatted(name, DidYouMean.among(name, metrics.names())))
        .toList();
  }

  /**
   * Every gate that is not met.
   *
   * @throws IllegalArgumentException with every {@linkplain #problems problem}, one a line: a gate
   *     that nobody can check is not met in silence
   */
  public List<Missed> missed(Metrics metrics) {
    var problems = problems(metrics);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(problems.stream().collect(Collectors.joining("\n")));
    }
    var missed = new ArrayList<Missed>();
    bounds.forEach(
        (name, bound) ->
            metrics
                .find(name)
                .filter(found -> !bound.holds(found.value()))
                .ifPresent(found -> missed.add(new Missed(name, found, bound))));
    return missed;
  }
}
