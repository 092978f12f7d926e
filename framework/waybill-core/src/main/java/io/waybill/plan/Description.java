package io.waybill.plan;

import io.waybill.work.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A plan as text, one step a line, bodies indented. */
final class Description implements Step.Cases<String, String> {
  private final StringBuilder text = new StringBuilder();

  private Description() {}

  static String of(Plan<?> plan) {
    var description = new Description();
    description.text.append("plan ").append(plan.name()).append('\n');
    for (var input : plan.inputs()) {
      var marks =
          input.marks().stream().map(mark -> ", " + mark.name().toLowerCase(Locale.ROOT)).toList();
      description.line(
          "  ",
          "input %s: %s%s"
              .formatted(input.id(), input.type().getSimpleName(), String.join("", marks)));
    }
    plan.budget().time().ifPresent(time -> description.line("  ", "within " + millis(time)));
    plan.budget().cost().ifPresent(cost -> description.line("  ", "at most " + cost));
    description.body("  ", plan.body());
    return description.text.toString();
  }

  private void line(String indent, String line) {
    text.append(indent).append(line).append('\n');
  }

  private void body(String indent, Body body) {
    for (var step : body.steps()) {
      line(indent, step.id() + " = " + step.match(this, indent));
      bodies(indent + "  ", step);
    }
    line(indent, "→ " + body.output());
  }

  private void bodies(String indent, Step step) {
    var titles = new ArrayList<String>();
    if (step instanceof Step.Route route) {
      titles.addAll(route.when().keySet());
      titles.add("otherwise");
    } else if (step instanceof Step.Race race) {
      titles.addAll(race.runners().keySet());
    } else if (!(step instanceof Step.Working || step instanceof Step.Sub)) {
      titles.add("do");
    }
    step.rescue().when().keySet().forEach(kind -> titles.add("on " + kind));
    step.rescue().otherwise().ifPresent(body -> titles.add("on any failure"));
    List<Body> bodies = step.bodies();
    for (int i = 0; i < bodies.size(); i++) {
      line(indent, titles.get(i) + ":");
      body(indent + "  ", bodies.get(i));
    }
  }

  private static String named(Work<?, ?> work) {
    return work.info().anonymous() ? "<anonymous>" : work.info().name();
  }

  private static String working(Step.Working step) {
    var shown =
        new StringBuilder(named(step.work())).append(' ').append(step.input().match(Shown.BINDING));
    var policy = step.policy();
    if (!policy.timeout().isZero()) {
      shown.append(", within ").append(millis(policy.timeout()));
    }
    policy.retry().ifPresent(retry -> shown.append(", retry ").append(retry.times()));
    policy.hedge().ifPresent(hedge -> shown.append(", hedged").append(after(hedge)));
    policy.cache().ifPresent(cache -> shown.append(", cached for ").append(millis(cache.ttl())));
    policy.instead().forEach(rung -> shown.append(", or else ").append(rung.match(RUNG)));
    return shown.toString();
  }

  private static String millis(Duration time) {
    return time.toMillis() + " ms";
  }

  private static String after(Policy.Hedge hedge) {
    return hedge.after().isZero() ? "" : " after " + millis(hedge.after());
  }

  private static final Rung.Cases<String> RUNG =
      new Rung.Cases<>() {
        @Override
        public String ask(Rung.Ask ask) {
          return named(ask.work());
        }

        @Override
        public String cached(Rung.Cached cached) {
          return "an answer of the last " + millis(cached.age());
        }

        @Override
        public String skip(Rung.Skip skip) {
          return "this value: " + skip.value();
        }

        @Override
        public String partial(Rung.Partial partial) {
          return "what had come of it";
        }
      };

  @Override
  public String call(Step.Call step, String indent) {
    return working(step);
  }

  @Override
  public String route(Step.Route step, String indent) {
    return "route by " + working(step);
  }

  @Override
  public String sub(Step.Sub step, String indent) {
    return "plan " + step.plan().name() + " " + step.input().match(Shown.BINDING);
  }

  @Override
  public String each(Step.Each step, String indent) {
    return "each of "
        + step.input().match(Shown.BINDING)
        + ", at most "
        + step.atMost()
        + " at once";
  }

  @Override
  public String loop(Step.Loop step, String indent) {
    return "loop from "
        + step.input().match(Shown.BINDING)
        + ", at most "
        + step.turns()
        + " turns";
  }

  @Override
  public String race(Step.Race step, String indent) {
    return "race, " + step.finish() + " wins";
  }
}
