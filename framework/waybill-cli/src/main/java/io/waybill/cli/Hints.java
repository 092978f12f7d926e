package io.waybill.cli;

import io.waybill.models.Prompts;
import io.waybill.plan.Body;
import io.waybill.plan.Plan;
import io.waybill.plan.Rung;
import io.waybill.plan.Step;
import io.waybill.protect.Health;
import io.waybill.reports.Figures;
import io.waybill.work.WorkInfo;
import io.waybill.yaml.Durations;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is allowed and may not be what was meant. */
final class Hints {
  private static final int SLOWER = 3;

  private final Bounds bounds;
  private final List<String> hints = new ArrayList<>();

  private Hints(Bounds bounds) {
    this.bounds = bounds;
  }

  /** What strikes one in a plan before it runs. */
  static List<String> of(Plan<?> plan, Bounds bounds) {
    var hints = new Hints(bounds);
    var budget = plan.budget().and(bounds.budget());
    Steps.in(plan)
        .filter(Step.Working.class::isInstance)
        .map(Step.Working.class::cast)
        .forEach(
            step -> {
              budget.time().ifPresent(time -> hints.tooLong(step, time));
              budget.cost().ifPresent(cost -> hints.unpriced(step));
            });
    var routes = DecisionsKept.routes(plan).toList();
    routes.forEach(hints::askedElsewhere);
    routes.stream()
        .filter(route -> !DecisionsKept.shadow(route).isEmpty())
        .forEach(hints::shadowed);
    hints.hints.addAll(Prompts.hints(plan));
    bounds
        .prices()
        .checked()
        .filter(day -> Prices.days(day) > Prices.FRESH_DAYS)
        .ifPresent(hints::old);
    return hints.hints;
  }

  /** What strikes one in those who were asked. */
  static List<String> of(Health health) {
    var hints = new ArrayList<String>();
    for (var one : health.all()) {
      if (one.hedges() == 0 && slowAtTimes(one)) {
        hints.add(
            "half of the answers of %s begin within %s, and one in twenty only after %s: 'hedge: true' asks a second time"
                .formatted(
                    one.whom(),
                    Figures.time(one.half().orElse(Duration.ZERO).toNanos()),
                    Figures.time(one.nearlyAll().orElse(Duration.ZERO).toNanos())));
      }
      if (one.retriesLeft() == 0) {
        hints.add("so much failed at %s that nothing more was tried again".formatted(one.whom()));
      }
      one.limits().stream()
          .filter(limit -> limit.left() <= 0)
          .forEach(
              limit ->
                  hints.add(
                      "%s allows %s %s and none is left: fewer runs at once wait less"
                          .formatted(
                              one.whom(),
                              Figures.count(limit.limit()),
                              limit.unit().name().toLowerCase(Locale.ROOT).replace('_', ' '))));
    }
    return hints;
  }

  private static boolean slowAtTimes(Health.Of one) {
    return one.half().isPresent()
        && one.nearlyAll().isPresent()
        && one.nearlyAll().get().compareTo(one.half().get().multipliedBy(SLOWER)) > 0;
  }

  /** A router weighs one model, and the branch of its label asks others. */
  private void askedElsewhere(Step.Route route) {
    if (!(route.work().info().config().get("targets") instanceof List<?> targets)) {
      return;
    }
    for (var target : targets) {
      if (target instanceof Map<?, ?> said) {
        var label = String.valueOf(said.get("label"));
        var model = String.valueOf(said.get("model"));
        var branch = Optional.ofNullable(route.when().get(label));
        var asked = branch.map(Hints::asked).orElse(Set.of());
        if (!asked.isEmpty() && model.contains("/") && !asked.contains(model)) {
          hints.add(
              "%s weighs %s for '%s', and that branch asks %s"
                  .formatted(route.id(), model, label, String.join(", ", asked)));
        }
      }
    }
  }

  private static Set<String> asked(Body branch) {
    return Steps.in(branch)
        .filter(Step.Working.class::isInstance)
        .map(step -> Health.whom(((Step.Working) step).work().info()))
        .flatMap(Optional::stream)
        .filter(whom -> whom.contains("/"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void tooLong(Step.Working step, Duration time) {
    var written = step.policy().timeout();
    if (written.compareTo(time) > 0) {
      hints.add(
          "%s may take %s an attempt, and the budget is %s: that holds"
              .formatted(step.id(), Durations.print(written), Durations.print(time)));
    }
  }

  private void unpriced(Step.Working step) {
    var others =
        step.policy().instead().stream()
            .filter(Rung.Ask.class::isInstance)
            .map(rung -> ((Rung.Ask) rung).work().info());
    Stream.concat(Stream.of(step.work().info()), others)
        .filter(work -> !priced(work))
        .forEach(
            work ->
                hints.add(
                    "%s asks %s, which has no price: under a budget of cost it is refused"
                        .formatted(step.id(), work.display())));
  }

  private void shadowed(Step.Route route) {
    hints.add(
        "%s has a shadow: only runs with --decisions FILE ask it, for else nobody keeps what it says"
            .formatted(route.id()));
  }

  private void old(LocalDate checked) {
    hints.add(
        "nobody has looked at the prices since %s: import newer ones, or say your own with --prices"
            .formatted(checked));
  }

  private boolean priced(WorkInfo work) {
    var prices = bounds.prices();
    if (!work.pool().isEmpty()) {
      return prices.pool(work.pool()).isPresent();
    }
    return work.safety().location() == WorkInfo.Location.LOCAL || prices.knows(work.model());
  }
}
