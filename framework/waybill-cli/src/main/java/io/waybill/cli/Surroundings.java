package io.waybill.cli;

import io.waybill.plan.Plan;
import io.waybill.plan.Step;
import java.util.stream.Collectors;

/** On what a plan runs, as {@code -v} tells. */
final class Surroundings {
  private Surroundings() {}

  static void print(Terminal terminal, Plan<?> plan, int parallel) {
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
    err.println(
        "prices: pool cpu at 0.18 dollars an hour, an assumption of "
            + Prices.BUNDLED.checked().map(Object::toString).orElse("no known date"));
    err.println("catalog: built in" + parts());
    err.println("models and engines: " + engines(plan));
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
