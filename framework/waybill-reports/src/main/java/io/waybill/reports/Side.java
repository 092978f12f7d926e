package io.waybill.reports;

import io.waybill.ledger.Cost;
import io.waybill.ledger.Shape;
import io.waybill.ledger.Waybill;
import io.waybill.work.Usage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The runs on one side of a comparison; what is kept of each is a few numbers for every step. */
public final class Side {
  /** What one run came to, or one step in it; scores by metric, their mean. */
  record Measured(Cost cost, long wall, Waybill.Status status, Map<String, Double> scores) {}

  /** A step: what it came to in which run, and who did it. */
  static final class Step {
    final Map<Integer, Measured> byRun = new HashMap<>();
    final Set<String> who = new TreeSet<>();
  }

  private final List<String> ids = new ArrayList<>();
  private final List<Measured> runs = new ArrayList<>();
  private final Map<String, Step> steps = new LinkedHashMap<>();
  private final PlanOrder order = new PlanOrder();
  private final Set<String> planned = new LinkedHashSet<>();
  private final Map<String, Map<Integer, String>> choices = new LinkedHashMap<>();
  private final Map<String, Optional<LocalDate>> books = new TreeMap<>();
  private final Set<String> plans = new TreeSet<>();

  /**
   * Adds a run.
   *
   * @param id what the author of its input calls it
   */
  public void add(String id, Waybill run) {
    int at = ids.size();
    ids.add(id);
    plans.add(run.plan());
    books.put(run.prices().digest(), run.prices().checked());
    order.learn(run.outline(), StepPath::of);
    run.outline().nodes().stream()
        .filter(node -> !node.who().isEmpty())
        .forEach(node -> planned.add(node.path()));
    runs.add(
        new Measured(
            run.ledger().total(), run.wall().toNanos(), run.status(), scores(run, "", true)));
    steps(run, at);
    run.groups().stream()
        .filter(group -> group.shape() == Shape.ROUTE)
        .forEach(
            group ->
                choices
                    .computeIfAbsent(StepPath.of(group.path()), path -> new HashMap<>())
                    .put(at, group.name()));
  }

  private void steps(Waybill run, int at) {
    var spent = run.ledger().byStep();
    var costs = new LinkedHashMap<String, Cost>();
    var walls = new HashMap<String, Long>();
    for (var line : run.lines()) {
      if (!line.attempts().isEmpty()) {
        var path = StepPath.of(line.path());
        costs.merge(path, spent.getOrDefault(line.path(), Cost.NOTHING), Cost::plus);
        walls.merge(path, Times.wall(line), Long::sum);
        var last = line.attempts().get(line.attempts().size() - 1);
        step(path)
            .who
            .add(
                last.usage().basis() == Usage.Basis.NOTHING
                        || last.usage().basis() == Usage.Basis.UNKNOWN
                    ? last.work().display()
                    : ModelSums.name(last));
      }
    }
    costs.forEach(
        (path, cost) ->
            step(path)
                .byRun
                .put(
                    at,
                    new Measured(
                        cost,
                        walls.getOrDefault(path, 0L),
                        run.status(),
                        scores(run, path, false))));
  }

  private Step step(String path) {
    return steps.computeIfAbsent(path, step -> new Step());
  }

  /** The mean of each score of a step, or of all steps. */
  private static Map<String, Double> scores(Waybill run, String path, boolean all) {
    if (run.scores().isEmpty()) {
      return Map.of();
    }
    var sums = new TreeMap<String, double[]>();
    for (var scored : run.scores()) {
      double value = scored.score().value();
      if (Double.isFinite(value) && (all || StepPath.of(scored.path()).equals(path))) {
        var sum = sums.computeIfAbsent(scored.score().metric(), metric -> new double[2]);
        sum[0] += value;
        sum[1]++;
      }
    }
    var means = new TreeMap<String, Double>();
    sums.forEach((metric, sum) -> means.put(metric, sum[0] / sum[1]));
    return means;
  }

  int size() {
    return ids.size();
  }

  List<String> ids() {
    return ids;
  }

  List<Measured> runs() {
    return runs;
  }

  /** In the order of the plan. */
  Map<String, Step> steps() {
    var sorted = new TreeMap<String, Step>(order);
    sorted.putAll(steps);
    return sorted;
  }

  /** The steps that do work, as the plans have them, whether any run came to them or not. */
  Set<String> planned() {
    return planned;
  }

  /** A route → a run → the branch that it took there. */
  Map<String, Map<Integer, String>> choices() {
    return choices;
  }

  Set<String> plans() {
    return plans;
  }

  /** The digests of the price books, and when each was checked. */
  Map<String, Optional<LocalDate>> books() {
    return books;
  }
}
