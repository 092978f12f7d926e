package io.waybill.reports;

import io.waybill.ledger.Cost;
import io.waybill.ledger.Timing;
import io.waybill.ledger.Waybill;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The steps of many runs, in the order of their plans. */
final class StepTable {
  private final Map<String, StepSums> steps = new LinkedHashMap<>();
  private final Map<String, Integer> order = new HashMap<>();

  /**
   * Adds the lines of a run.
   *
   * @param name how to call a step, from the path of a line
   */
  void add(Waybill run, Timing timing, UnaryOperator<String> name) {
    run.outline().nodes().forEach(node -> order.putIfAbsent(name.apply(node.path()), order.size()));
    var spent = run.ledger().byStep();
    for (var line : run.lines()) {
      if (!line.attempts().isEmpty()) {
        var step = step(name.apply(line.path()));
        step.add(line);
        step.add(spent.getOrDefault(line.path(), Cost.NOTHING));
      }
    }
    var critical = new LinkedHashMap<StepSums, Long>();
    for (var timed : timing.lines()) {
      var step = step(name.apply(timed.path()));
      step.add(timed);
      if (timed.critical()) {
        critical.merge(step, timed.wall().toNanos(), Long::sum);
      }
    }
    critical.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .ifPresent(longest -> longest.getKey().wasTheBottleneck());
  }

  private StepSums step(String path) {
    return steps.computeIfAbsent(path, StepSums::new);
  }

  List<StepSums> ofPersons() {
    return steps.values().stream().filter(StepSums::person).toList();
  }

  List<Statistics.OfStep> inOrder() {
    return steps.values().stream()
        .sorted(
            Comparator.comparingInt((StepSums step) -> place(step.path()))
                .thenComparing(StepSums::path))
        .map(StepSums::result)
        .toList();
  }

  /** A call inside a step stands below it; what no plan names stands last. */
  private int place(String path) {
    for (var at = path; !at.isEmpty(); at = StepPath.above(at)) {
      if (order.containsKey(at)) {
        return order.get(at);
      }
    }
    return Integer.MAX_VALUE;
  }
}
