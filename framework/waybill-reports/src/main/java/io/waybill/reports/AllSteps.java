package io.waybill.reports;

import io.waybill.ledger.Cost;
import io.waybill.ledger.Timing;
import io.waybill.ledger.Waybill;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The steps of many runs, in the order of their plans. */
final class AllSteps {
  private final Map<String, StepSums> steps = new LinkedHashMap<>();
  private final PlanOrder order = new PlanOrder();

  /**
   * Adds the lines of a run.
   *
   * @param name how to call a step, from the path of a line
   */
  void add(Waybill run, Timing timing, UnaryOperator<String> name) {
    order.learn(run.outline(), name);
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
        .sorted(Comparator.comparing(StepSums::path, order))
        .map(StepSums::result)
        .toList();
  }
}
