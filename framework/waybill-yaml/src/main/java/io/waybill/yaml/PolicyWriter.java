package io.waybill.yaml;

import io.waybill.plan.Binding;
import io.waybill.plan.Policy;
import io.waybill.plan.Rung;
import io.waybill.plan.Step;
import io.waybill.work.Choice;
import io.waybill.work.Nothing;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Writes how a step is protected: the other direction of {@link PolicyShape}. */
final class PolicyWriter implements Rung.Cases<Node> {
  private final PlanWriter plans;
  private final Step.Working step;
  private final Optional<Origin> own;
  private final BindingWriter bindings;
  private final String at;
  private final Map<String, Node> keys = new LinkedHashMap<>();

  /**
   * @param own what the step's own work is called
   * @param at the step's path through bodies
   */
  PolicyWriter(
      PlanWriter plans,
      Step.Working step,
      Optional<Origin> own,
      BindingWriter bindings,
      String at) {
    this.plans = plans;
    this.step = step;
    this.own = own;
    this.bindings = bindings;
    this.at = at;
  }

  Map<String, Node> keys() {
    var policy = step.policy();
    if (!policy.timeout().isZero()) {
      keys.put("timeout", time(policy.timeout()));
    }
    policy.retry().ifPresent(retry -> keys.put("retry", retry(retry)));
    if (!policy.instead().isEmpty()) {
      keys.put(
          "fallback",
          Nodes.sequence(policy.instead().stream().map(rung -> rung.match(this)).toList()));
    }
    policy.hedge().ifPresent(hedge -> keys.put("hedge", hedge(hedge)));
    policy.cache().ifPresent(cache -> keys.put("cache", cache(cache)));
    return keys;
  }

  private static Node time(Duration time) {
    return Nodes.text(Durations.print(time));
  }

  private static Node retry(Policy.Retry retry) {
    return retry.backoff().equals(Policy.Retry.NEVER.backoff())
        ? Nodes.plain(retry.times())
        : pair("times", Nodes.plain(retry.times()), "backoff", time(retry.backoff()));
  }

  private static Node hedge(Policy.Hedge hedge) {
    return hedge.equals(Policy.Hedge.LIVE) ? Nodes.plain(true) : time(hedge.after());
  }

  private static Node cache(Policy.Cache cache) {
    return cache.size() == PolicyShape.USUAL_SIZE
        ? time(cache.ttl())
        : pair("ttl", time(cache.ttl()), "size", Nodes.plain(cache.size()));
  }

  private static Node pair(String one, Node first, String other, Node second) {
    var pair = new LinkedHashMap<String, Node>();
    pair.put(one, first);
    pair.put(other, second);
    return Nodes.mapping(pair);
  }

  @Override
  public Node ask(Rung.Ask ask) {
    var kind = own.map(Origin::kind);
    var origin =
        kind.equals(Optional.of(Origin.Kind.ROUTER))
            ? plans.origins().ofRoute(ask.work())
            : plans.origins().ofCall(ask.work());
    if (origin.isEmpty()
        || !origin.map(Origin::kind).equals(kind)
        || origin.get().kind() == Origin.Kind.GUARD
        || origin.get().top() != own.map(Origin::top).orElse(0)) {
      return plans.unwritable().add(at, "falls back to what is not of the same kind");
    }
    var name = name(origin.get());
    return name.equals(PolicyShape.PARTIAL)
        ? plans.unwritable().add(at, "falls back to what is called 'partial', a word of files")
        : Nodes.text(name);
  }

  private String name(Origin origin) {
    return switch (origin.kind()) {
      case TEXT, ANSWER -> declared("models", origin);
      case ROUTER -> plans.declared().router(origin);
      case DOCUMENTS -> declared("documents", origin);
      case GUARD, TOOL -> origin.name();
    };
  }

  private String declared(String section, Origin origin) {
    return plans.declared().name(section, origin.name(), origin.settings());
  }

  @Override
  public Node cached(Rung.Cached cached) {
    return Nodes.mapping(Map.of("cached", time(cached.age())));
  }

  @Override
  public Node skip(Rung.Skip skip) {
    return Nodes.mapping(Map.of("skip", value(skip.value())));
  }

  private Node value(Object value) {
    if (value instanceof Choice choice) {
      return choice.equals(Choice.of(choice.label()))
          ? Nodes.text(choice.label())
          : plans.unwritable().add(at, "makes do with a choice that is more than its label");
    }
    if (value == Nothing.NOTHING) {
      return Nodes.plain("null");
    }
    return bindings.write(new Binding.Literal<>(value), step.work().info().output());
  }

  @Override
  public Node partial(Rung.Partial partial) {
    return Nodes.text(PolicyShape.PARTIAL);
  }
}
