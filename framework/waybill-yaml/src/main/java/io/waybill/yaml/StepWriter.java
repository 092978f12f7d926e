package io.waybill.yaml;

import io.waybill.plan.Binding;
import io.waybill.plan.Body;
import io.waybill.plan.Policy;
import io.waybill.plan.Ref;
import io.waybill.plan.Rescue;
import io.waybill.plan.Step;
import io.waybill.work.Question;
import io.waybill.work.Work;
import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes one step: the other direction of {@link StepReader}. */
final class StepWriter implements Step.Cases<Step, Map<String, Node>> {
  private final PlanWriter plans;
  private final Sight sight;
  private final String at;
  private final BindingWriter bindings;
  private final Map<String, Node> keys = new LinkedHashMap<>();

  /**
   * @param at its path through bodies: {@code intent:billing/answer}
   */
  StepWriter(PlanWriter plans, Sight sight, String at) {
    this.plans = plans;
    this.sight = sight;
    this.at = at;
    this.bindings = new BindingWriter(sight, at, plans.unwritable());
  }

  @Override
  public Map<String, Node> call(Step.Call step, Step self) {
    if (step.work().info().equals(Value.itself().info())) {
      keys.put("value", bindings.write(unordered(step.input()), Object.class));
      plain(step.policy(), step.rescue());
    } else {
      var origin = plans.origins().ofCall(step.work());
      if (origin.isPresent()) {
        named(origin.get(), step.work(), unordered(step.input()));
      } else {
        unknown(step.work());
      }
      policy(step, origin);
    }
    needs(step.input());
    rescue(step.id(), step.rescue());
    return keys;
  }

  @Override
  public Map<String, Node> route(Step.Route step, Step self) {
    var condition = Conditional.of(step);
    if (condition.isPresent()) {
      return conditional(condition.get(), step);
    }
    var origin = plans.origins().ofRoute(step.work());
    if (origin.isEmpty()) {
      unknown(step.work());
      return keys;
    }
    keys.put("route", Nodes.text(plans.declared().router(origin.get())));
    keys.putAll(origin.get().tries().written(plans.declared()::router));
    with(unordered(step.input()), step.work().info().input());
    policy(step, origin);
    needs(step.input());
    var when = new LinkedHashMap<String, Node>();
    step.when().forEach((label, body) -> when.put(label, body(body, label, ":" + label)));
    keys.put("when", Nodes.mapping(when));
    keys.put("otherwise", body(step.otherwise(), "otherwise", ":otherwise"));
    rescue(step.id(), step.rescue());
    return keys;
  }

  @Override
  public Map<String, Node> sub(Step.Sub step, Step self) {
    keys.put("plan", Nodes.text(plans.declared().plan(step.plan())));
    var with = new LinkedHashMap<String, Node>();
    var first = step.input().parts().keySet().stream().min(Comparator.naturalOrder());
    step.plan()
        .inputs()
        .forEach(
            input -> {
              var given = step.input().parts().getOrDefault(input.id(), Binding.nothing());
              if (first.equals(Optional.of(input.id()))) {
                needs(given);
                given = unordered(given);
              }
              with.put(input.id(), bindings.write(given, input.type()));
            });
    if (!with.isEmpty()) {
      keys.put("with", Nodes.mapping(with));
    }
    rescue(step.id(), step.rescue());
    return keys;
  }

  @Override
  public Map<String, Node> each(Step.Each step, Step self) {
    keys.putAll(bindings.items(unordered(step.input())));
    needs(step.input());
    keys.put("max_parallel", Nodes.plain(step.atMost()));
    given(step.body(), step.id() + ".item");
    keys.put("do", body(step.body(), "do", ""));
    return keys;
  }

  @Override
  public Map<String, Node> loop(Step.Loop step, Step self) {
    keys.put("loop", bindings.write(unordered(step.input()), Object.class));
    needs(step.input());
    keys.put("turns", Nodes.plain(step.turns()));
    given(step.body(), step.id() + ".turn");
    var end = Turning.of(step);
    if (end.isEmpty()) {
      plans
          .unwritable()
          .add(
              at,
              "is a loop that does not end with a step '%s%s' that compares"
                  .formatted(step.id(), StepReader.UNTIL));
      return keys;
    }
    var inside = sight.inside(Ref.to(step.id() + ".turn"));
    keys.put("do", plans.body(end.get().steps(), end.get().value(), "do", inside, at + "/"));
    keys.put(
        "until",
        new BindingWriter(inside, at, plans.unwritable())
            .condition(end.get().left(), end.get().comparison(), end.get().right()));
    return keys;
  }

  @Override
  public Map<String, Node> race(Step.Race step, Step self) {
    keys.putAll(new RaceWriter(plans, sight, at).write(step));
    rescue(step.id(), step.rescue());
    return keys;
  }

  private Map<String, Node> conditional(Conditional condition, Step.Route step) {
    var then = condition.then();
    var inside = sight.insideIf(step.id(), then.id());
    var inner = then.match(new StepWriter(plans, inside, at + ":true/" + then.id()), then);
    if (inner.containsKey("if") || inner.containsKey("needs")) {
      plans.unwritable().add(at, "is an 'if' whose step waits or asks again by itself");
    }
    keys.putAll(inner);
    keys.put("if", bindings.condition(condition.left(), condition.comparison(), condition.right()));
    needs(step.input());
    return keys;
  }

  private void named(Origin origin, Work<?, ?> work, Binding<?> input) {
    switch (origin.kind()) {
      case GUARD -> {
        keys.put("guard", Nodes.text(origin.name()));
        with(input, work.info().input());
        origin.settings().entries().forEach((key, entry) -> keys.putIfAbsent(key, entry.value()));
      }
      case TOOL -> {
        keys.put("tool", Nodes.text(origin.name()));
        with(input, work.info().input());
      }
      case DOCUMENTS -> {
        keys.put("retrieve", Nodes.text(declared("documents", origin)));
        with(input, String.class);
        keys.put("top", Nodes.plain(origin.top()));
      }
      case TEXT -> text(origin, input);
      case ANSWER -> {
        keys.put("model", Nodes.text(declared("models", origin)));
        with(input, Question.class);
        if (!(keys.get("with") instanceof Node.Mapping)) {
          plans.unwritable().add(at, "asks a model a question that is not put together here");
        }
      }
      case ROUTER -> plans.unwritable().add(at, "calls a router; a file can only route by it");
    }
  }

  private void text(Origin origin, Binding<?> input) {
    keys.put("model", Nodes.text(declared("models", origin)));
    if (input instanceof Binding.Text text) {
      keys.put("prompt", bindings.prompt(text));
      return;
    }
    keys.put("with", bindings.write(input, String.class));
    if (keys.get("with") instanceof Node.Mapping) {
      plans.unwritable().add(at, "gives a model fields where it takes a text");
    }
  }

  private String declared(String section, Origin origin) {
    return plans.declared().name(section, origin.name(), origin.settings());
  }

  private void with(Binding<?> input, Type wanted) {
    if (!input.equals(Binding.nothing())) {
      keys.put("with", bindings.write(input, wanted));
    }
  }

  private Node.Mapping body(Body body, String name, String mark) {
    return plans.body(body, name, sight, at + mark + "/");
  }

  private void given(Body body, String id) {
    if (!body.given().equals(List.of(Ref.to(id)))) {
      plans.unwritable().add(at, "has a body that is not given '%s' alone".formatted(id));
    }
  }

  private void unknown(Work<?, ?> work) {
    plans
        .unwritable()
        .add(
            at,
            work.info().anonymous()
                ? "does anonymous work; give it a name and put it in the catalog"
                : "does '%s', which the catalog does not make from %s"
                    .formatted(work.info().name(), work.info().config()));
  }

  private void plain(Policy policy, Rescue rescue) {
    if (!policy.equals(Policy.NONE) || !rescue.equals(Rescue.NONE)) {
      plans.unwritable().add(at, "protects a value, which cannot fail");
    }
  }

  private void policy(Step.Working step, Optional<Origin> origin) {
    keys.putAll(new PolicyWriter(plans, step, origin, bindings, at).keys());
  }

  private void rescue(String id, Rescue rescue) {
    if (rescue.equals(Rescue.NONE)) {
      return;
    }
    var branches = new LinkedHashMap<String, Node>();
    rescue
        .when()
        .forEach(
            (kind, body) -> {
              given(body, id + ".failure");
              branches.put(
                  kind.name(), body(body, kind.name().toLowerCase(Locale.ROOT), "!" + kind));
            });
    rescue
        .otherwise()
        .ifPresent(
            body -> {
              given(body, id + ".failure");
              branches.put("otherwise", body(body, "otherwise", "!otherwise"));
            });
    keys.put("on_error", Nodes.mapping(branches));
  }

  private void needs(Binding<?> input) {
    if (input instanceof Binding.After<?> after && !after.needs().isEmpty()) {
      keys.put("needs", Nodes.sequence(after.needs().stream().map(this::need).toList()));
    } else if (input instanceof Binding.After<?>) {
      plans.unwritable().add(at, "waits for nothing");
    }
  }

  private Node need(Ref<?> ref) {
    boolean step = sight.path(ref).map(path -> path.equals("steps." + ref.id())).orElse(false);
    return step
        ? Nodes.text(ref.id())
        : plans.unwritable().add(at, "waits for '%s', which is no step".formatted(ref));
  }

  private static Binding<?> unordered(Binding<?> input) {
    return input instanceof Binding.After<?> after ? after.value() : input;
  }
}
