package io.waybill.cli;

import io.waybill.plan.Plan;
import io.waybill.plan.Step;
import io.waybill.reports.Figures;
import io.waybill.reports.Shown;
import io.waybill.run.Limits;
import io.waybill.yaml.Durations;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** On what a plan runs, as {@code -v} tells. */
final class Surroundings {
  private static final String THIS_PROCESS = "cpu";

  private Surroundings() {}

  static void print(Terminal terminal, Plan<?> plan, int parallel, Bounds bounds) {
    var err = terminal.err();
    err.println("waybill %s on JDK %s".formatted(Version.own(), Runtime.version()));
    err.println(
        "threads: %s at once on %d processors; work that blocks gets %s"
            .formatted(
                Figures.counted(parallel, "run"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature() >= 21
                    ? "a virtual thread each"
                    : "one of at most %d pooled threads".formatted(pooled())));
    err.println("engine: local, in this process; no journal");
    err.println("prices: " + bounds.book());
    err.println("catalog: built in" + parts());
    err.println("models and engines: " + engines(plan));
    pools(plan, bounds).ifPresent(err::println);
    err.println(limits(bounds.limits()));
    budget(plan, bounds).ifPresent(err::println);
    titled(err, "calls, where no policy says otherwise:", defaults(bounds));
    titled(err, "policies:", Policies.lines(plan, bounds.protect()));
    titled(err, "hints:", Hints.of(plan, bounds));
  }

  /** A title and what belongs under it, if there is anything. */
  static void titled(PrintWriter to, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      to.println(title);
      lines.forEach(line -> to.println("  " + Shown.safe(line)));
    }
  }

  private static List<String> defaults(Bounds bounds) {
    return bounds.protect().defaults().toString().lines().toList();
  }

  private static Optional<String> pools(Plan<?> plan, Bounds bounds) {
    var pools =
        Steps.in(plan)
            .filter(Step.Working.class::isInstance)
            .map(step -> ((Step.Working) step).work().info().pool())
            .filter(pool -> !pool.isEmpty())
            .distinct()
            .map(
                pool ->
                    pool.equals(THIS_PROCESS)
                        ? pool + " (any number at once)"
                        : "%s (%d at once)".formatted(pool, bounds.protect().defaults().parallel()))
            .toList();
    return pools.isEmpty() ? Optional.empty() : Optional.of("pools: " + String.join(", ", pools));
  }

  private static String limits(Limits limits) {
    return "limits: a run ends after %s, %s or %s; goes through %s of a list; and pauses for %s at most, whoever asks for more"
        .formatted(
            Durations.print(limits.time()),
            limits.spend(),
            Figures.counted(limits.attempts(), "attempt"),
            Figures.counted(limits.items(), "item"),
            Durations.print(limits.pause()));
  }

  private static Optional<String> budget(Plan<?> plan, Bounds bounds) {
    var budget = plan.budget().and(bounds.budget());
    var parts = new ArrayList<String>();
    budget.time().map(Durations::print).ifPresent(parts::add);
    budget.cost().map(Object::toString).ifPresent(parts::add);
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of("budget: " + String.join(" and ", parts) + " a run");
  }

  private static String parts() {
    return Workflow.parts().stream()
        .map(part -> ", " + part.getClass().getName())
        .collect(Collectors.joining());
  }

  private static String engines(Plan<?> plan) {
    return Steps.in(plan)
        .filter(Step.Working.class::isInstance)
        .map(step -> ((Step.Working) step).work().info().display())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** Reactor's own figure. */
  private static int pooled() {
    return reactor.core.scheduler.Schedulers.DEFAULT_BOUNDED_ELASTIC_SIZE;
  }
}
