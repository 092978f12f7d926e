package io.waybill.cli;

import io.waybill.plan.Plan;
import io.waybill.plan.Policy;
import io.waybill.plan.Rung;
import io.waybill.plan.Step;
import io.waybill.protect.Protect;
import io.waybill.reports.Figures;
import io.waybill.reports.Shown;
import io.waybill.work.Choice;
import io.waybill.work.Nothing;
import io.waybill.yaml.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How every step is protected, in words: what its policy says, and where that is silent, what is
 * usual.
 */
final class Policies {
  private static final int MOST = 40;

  private Policies() {}

  /** A line for each step that does work. */
  static List<String> lines(Plan<?> plan, Protect protect) {
    var steps =
        Steps.in(plan)
            .filter(Step.Working.class::isInstance)
            .map(Step.Working.class::cast)
            .toList();
    int ids = widest(steps, Step::id);
    int works = widest(steps, step -> step.work().info().display());
    var lines = new ArrayList<String>();
    for (var step : steps.subList(0, Math.min(steps.size(), MOST))) {
      lines.add(
          "%s  %s  %s"
              .formatted(
                  padded(step.id(), ids),
                  padded(step.work().info().display(), works),
                  words(effective(step, protect))));
    }
    if (steps.size() > MOST) {
      lines.add("… and %d more steps".formatted(steps.size() - MOST));
    }
    return lines;
  }

  private static int widest(List<Step.Working> steps, Function<Step.Working, String> column) {
    return steps.stream().limit(MOST).mapToInt(step -> column.apply(step).length()).max().orElse(0);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static Policy effective(Step.Working step, Protect protect) {
    return step.policy().over(protect.defaults(step.work().info()));
  }

  private static String words(Policy policy) {
    if (policy.equals(Policy.NONE)) {
      return "nothing to protect";
    }
    var words = new ArrayList<String>();
    words.add(
        policy.timeout().isZero()
            ? "no timeout"
            : Durations.print(policy.timeout()) + " an attempt");
    words.add(policy.retry().map(Policies::again).orElse("no retry"));
    policy
        .hedge()
        .ifPresent(
            hedge ->
                words.add(
                    "asked a second time after "
                        + (hedge.after().isZero()
                            ? "what 95 of 100 take"
                            : Durations.print(hedge.after()))));
    policy
        .cache()
        .ifPresent(
            cache ->
                words.add(
                    "%s answers kept for %s"
                        .formatted(Figures.count(cache.size()), Durations.print(cache.ttl()))));
    if (!policy.instead().isEmpty()) {
      words.add(
          "else "
              + policy.instead().stream()
                  .map(rung -> rung.match(RUNG))
                  .collect(Collectors.joining(", then ")));
    }
    return String.join("; ", words);
  }

  private static String again(Policy.Retry retry) {
    return retry.times() == 0
        ? "no retry"
        : "%d %s, the first within %s"
            .formatted(
                retry.times(),
                retry.times() == 1 ? "retry" : "retries",
                Durations.print(retry.backoff()));
  }

  private static final Rung.Cases<String> RUNG =
      new Rung.Cases<>() {
        @Override
        public String ask(Rung.Ask ask) {
          return ask.work().info().display();
        }

        @Override
        public String cached(Rung.Cached cached) {
          return "an answer of the last " + Durations.print(cached.age());
        }

        @Override
        public String skip(Rung.Skip skip) {
          var value = skip.value();
          if (value == Nothing.NOTHING) {
            return "nothing";
          }
          var shown = value instanceof Choice choice ? choice.label() : String.valueOf(value);
          return "'" + Shown.brief(shown, 40) + "'";
        }

        @Override
        public String partial(Rung.Partial partial) {
          return "part of the answer";
        }
      };
}
