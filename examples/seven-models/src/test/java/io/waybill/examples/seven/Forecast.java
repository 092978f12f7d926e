package io.waybill.examples.seven;

import io.waybill.ledger.Timing;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.plan.Ref;
import io.waybill.plan.Step;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a waybill says of a plan that has not run yet. */
final class Forecast {
  private final Plan<?> plan;
  private final Waybill waybill;
  private final Timing timing;
  private final int faster;
  private final Map<String, Duration> ends = new HashMap<>();

  private Forecast(Plan<?> plan, Waybill waybill, int faster) {
    this.plan = plan;
    this.waybill = waybill;
    this.timing = waybill.timing();
    this.faster = faster;
  }

  /**
   * How long a plan of the same steps should take: each as long as on this waybill, or, if it asks
   * another model, as long as that one needs for as many tokens; along the edges of that plan.
   */
  static Duration of(Plan<?> plan, Waybill waybill, int faster) {
    var forecast = new Forecast(plan, waybill, faster);
    return plan.steps().stream()
        .map(step -> forecast.end(step.id()))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /** How long a run should take of which one step takes no time: the what-if of the receipt. */
  static Duration without(String step, Waybill waybill) {
    var saved =
        waybill.timing().lines().stream()
            .filter(line -> line.path().equals(step))
            .map(Timing.OfLine::drag)
            .reduce(Duration.ZERO, Duration::plus);
    return waybill.wall().minus(saved);
  }

  private Duration end(String id) {
    var known = ends.get(id);
    if (known == null) {
      known = step(id).map(step -> begin(step).plus(takes(step))).orElse(Duration.ZERO);
      ends.put(id, known);
    }
    return known;
  }

  private Optional<Step> step(String id) {
    return plan.steps().stream().filter(step -> step.id().equals(id)).findFirst();
  }

  private Duration begin(Step step) {
    return step.input().refs().stream()
        .map(Ref::id)
        .map(this::end)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  private Duration takes(Step step) {
    var line = line(step.id());
    var posting = line.attempts().get(line.attempts().size() - 1);
    var model = ((Step.Working) step).work().info().model();
    return model.equals(posting.work().model())
        ? timed(step.id())
        : Served.named(model).takes(posting.usage().output(), faster);
  }

  private Waybill.Line line(String path) {
    return waybill.lines().stream()
        .filter(line -> line.path().equals(path))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no line " + path + " in\n" + waybill));
  }

  private Duration timed(String path) {
    return timing.lines().stream()
        .filter(line -> line.path().equals(path))
        .findFirst()
        .orElseThrow()
        .wall();
  }
}
