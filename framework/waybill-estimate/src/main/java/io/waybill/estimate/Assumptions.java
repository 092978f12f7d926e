package io.waybill.estimate;

import io.waybill.plan.DidYouMean;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What somebody takes to be so: it counts for more than what was recorded. A value; the {@code
 * with…} methods give another one.
 *
 * @param inputs tokens of the plan's inputs, by name
 * @param steps what is said of steps, by id or by path: {@code answer}, {@code
 *     intent:billing/answer}
 * @param models how fast models are, by name, with {@code @} and their pool if they have one
 * @param pools how many tokens a machine writes in a second, all that it serves at once taken
 *     together
 */
public record Assumptions(
    Map<String, Spread> inputs,
    Map<String, OfStep> steps,
    Map<String, Speed> models,
    Map<String, Double> pools) {
  public static final Assumptions NONE = new Assumptions(Map.of(), Map.of(), Map.of(), Map.of());

  /**
   * What is said of one step; what is left open is recorded, declared elsewhere or assumed.
   *
   * @param tokensIn read by a call
   * @param tokensOut written by a call; of work that is no model, the size of what it gives
   * @param seconds that a call takes
   * @param branches of a route: label → share of its calls
   * @param rounds items of a map or turns of a loop
   * @param failing the share of calls that fail
   */
  public record OfStep(
      Optional<Spread> tokensIn,
      Optional<Spread> tokensOut,
      Optional<Spread> seconds,
      Map<String, Double> branches,
      Optional<Spread> rounds,
      OptionalDouble failing) {
    public static final OfStep NONE =
        new OfStep(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            OptionalDouble.empty());

    public OfStep {
      branches = Collections.unmodifiableMap(new LinkedHashMap<>(branches));
      double all = branches.values().stream().mapToDouble(share -> share).sum();
      if (all > 1.000001 || branches.values().stream().anyMatch(share -> !(share >= 0))) {
        throw new IllegalArgumentException(
            "the shares of branches are 0 or more and together at most 1: " + branches);
      }
      if (failing.isPresent() && !(failing.getAsDouble() >= 0 && failing.getAsDouble() <= 1)) {
        throw new IllegalArgumentException("a share of calls that fail is 0 to 1: " + failing);
      }
    }

    public OfStep withTokensIn(Spread tokens) {
      return new OfStep(Optional.of(tokens), tokensOut, seconds, branches, rounds, failing);
    }

    public OfStep withTokensOut(Spread tokens) {
      return new OfStep(tokensIn, Optional.of(tokens), seconds, branches, rounds, failing);
    }

    public OfStep withSeconds(Spread seconds) {
      return new OfStep(tokensIn, tokensOut, Optional.of(seconds), branches, rounds, failing);
    }

    public OfStep withBranches(Map<String, Double> branches) {
      return new OfStep(tokensIn, tokensOut, seconds, branches, rounds, failing);
    }

    public OfStep withRounds(Spread rounds) {
      return new OfStep(tokensIn, tokensOut, seconds, branches, Optional.of(rounds), failing);
    }

    public OfStep withFailing(double share) {
      return new OfStep(tokensIn, tokensOut, seconds, branches, rounds, OptionalDouble.of(share));
    }
  }

  public Assumptions {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
    models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
    pools = Collections.unmodifiableMap(new LinkedHashMap<>(pools));
    pools.forEach(
        (pool, tokens) -> {
          if (!(tokens > 0)) {
            throw new IllegalArgumentException(
                "the pool '%s' writes some tokens a second, not %s".formatted(pool, tokens));
          }
        });
  }

  public Assumptions withInput(String input, Spread tokens) {
    return new Assumptions(with(inputs, input, tokens), steps, models, pools);
  }

  public Assumptions withStep(String step, OfStep said) {
    return new Assumptions(inputs, with(steps, step, said), models, pools);
  }

  public Assumptions withModel(String model, Speed speed) {
    return new Assumptions(inputs, steps, with(models, model, speed), pools);
  }

  public Assumptions withPool(String pool, double tokensPerSecond) {
    return new Assumptions(inputs, steps, models, with(pools, pool, tokensPerSecond));
  }

  private static <T> Map<String, T> with(Map<String, T> all, String name, T value) {
    var more = new LinkedHashMap<>(all);
    more.put(name, value);
    return more;
  }

  /** What is said of a step; of its path before its id. */
  OfStep of(String path) {
    var exact = steps.get(path);
    return exact != null
        ? exact
        : steps.getOrDefault(path.substring(path.lastIndexOf('/') + 1), OfStep.NONE);
  }

  /** What is said of nothing that there is, in words. */
  List<String> problems(
      Set<String> knownInputs, Collection<String> paths, Map<String, Set<String>> labels) {
    var problems = new ArrayList<String>();
    inputs.keySet().stream()
        .filter(name -> !knownInputs.contains(name))
        .forEach(
            name ->
                problems.add(
                    "inputs.%s: there is no such input. %s"
                        .formatted(name, DidYouMean.among(name, knownInputs))));
    var ids = paths.stream().map(path -> path.substring(path.lastIndexOf('/') + 1)).toList();
    steps.keySet().stream()
        .filter(name -> !paths.contains(name) && !ids.contains(name))
        .forEach(
            name ->
                problems.add(
                    "steps.%s: there is no such step. %s"
                        .formatted(
                            name,
                            DidYouMean.among(
                                name,
                                name.contains("/") ? paths : ids.stream().distinct().toList()))));
    labels.forEach((path, known) -> problems.addAll(branches(path, known)));
    return problems;
  }

  private List<String> branches(String route, Set<String> known) {
    return of(route).branches().keySet().stream()
        .filter(label -> !known.contains(label))
        .map(
            label ->
                "steps.%s.branches.%s: there is no such branch. %s"
                    .formatted(route, label, DidYouMean.among(label, known)))
        .toList();
  }
}
