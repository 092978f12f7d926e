package io.waybill.dsl;

import io.waybill.plan.Binding;
import io.waybill.plan.Body;
import io.waybill.plan.Budget;
import io.waybill.plan.Input;
import io.waybill.plan.Plan;
import io.waybill.plan.PlanException;
import io.waybill.plan.Policy;
import io.waybill.plan.Ref;
import io.waybill.plan.Rescue;
import io.waybill.plan.Step;
import io.waybill.work.Choice;
import io.waybill.work.ErrorKind;
import io.waybill.work.Failure;
import io.waybill.work.Turn;
import io.waybill.work.Work;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Collects steps. A step can only read a {@link Ref} it was handed, and what no ref orders runs at
 * once.
 */
public final class Flow {
  private final List<Input> inputs = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private Budget budget = Budget.NONE;

  private Flow() {}

  /**
   * Writes a plan; the ref that the body returns is its output.
   *
   * @throws PlanException with every problem there is
   */
  public static <O> Plan<O> plan(String name, Function<Flow, Ref<O>> body) {
    var flow = new Flow();
    var output = body.apply(flow);
    return new Plan<>(name, flow.inputs, flow.steps, output, flow.budget);
  }

  /** What a run of this plan may take; only of the plan as a whole. */
  public void budget(Budget budget) {
    this.budget = budget;
  }

  public <T> Ref<T> input(String id, Class<T> type, Input.Mark... marks) {
    inputs.add(new Input(id, type, Set.of(marks)));
    return Ref.to(id);
  }

  public <I, O> Ref<O> call(String id, Binding<? extends I> input, Work<I, O> work) {
    return call(id, input, work, Policy.NONE);
  }

  /** Calls a function that is quick and pure, and that only this plan knows. */
  public <I, O> Ref<O> call(
      String id, Binding<? extends I> input, Function<? super I, ? extends O> function) {
    return call(id, input, Work.<I, O>instant(function), Policy.NONE);
  }

  public <I, O> Ref<O> call(String id, Binding<? extends I> input, Work<I, O> work, Policy policy) {
    return add(new Step.Call(id, input, work, policy, Rescue.NONE));
  }

  /** Runs another plan, which takes one input. */
  public <O> Ref<O> sub(String id, Binding<?> input, Plan<O> plan) {
    var sole = plan.inputs().size() == 1 ? plan.inputs().get(0).id() : "input";
    return sub(id, Map.of(sole, input), plan);
  }

  /** Runs another plan, its inputs given by name. */
  public <O> Ref<O> sub(String id, Map<String, ? extends Binding<?>> inputs, Plan<O> plan) {
    return add(new Step.Sub(id, new Binding.Fields(Map.copyOf(inputs)), plan, Rescue.NONE));
  }

  public <I> Routing route(String id, Binding<? extends I> input, Work<I, Choice> router) {
    return route(id, input, router, Policy.NONE);
  }

  public <I> Routing route(
      String id, Binding<? extends I> input, Work<I, Choice> router, Policy policy) {
    return new Routing(id, input, router, policy);
  }

  /** What a route decided. */
  public Ref<Choice> decision(Ref<?> route) {
    return Ref.decisionOf(route.id());
  }

  /** Runs the body for every item, at most {@code atMost} at once. */
  public <T, O> Ref<List<O>> each(
      String id,
      Binding<? extends List<T>> items,
      int atMost,
      BiFunction<Flow, Ref<T>, Ref<O>> body) {
    return add(new Step.Each(id, items, given(id + ".item", body), atMost));
  }

  /**
   * Runs the body on its own last value until it answers {@link Turn.Done}, at most {@code turns}
   * times.
   */
  public <T> Ref<T> loop(
      String id,
      Binding<? extends T> start,
      int turns,
      BiFunction<Flow, Ref<T>, ? extends Ref<? extends Turn<T>>> body) {
    return add(new Step.Loop(id, start, given(id + ".turn", body), turns));
  }

  /**
   * What to do when a step (a call, route or sub of this flow) fails for good with one of these
   * kinds, or with any kind if none is named; what the body returns becomes the step's value.
   */
  public <O> Ref<O> rescue(
      Ref<O> step, BiFunction<Flow, Ref<Failure>, Ref<O>> body, ErrorKind... kinds) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).id().equals(step.id())) {
        steps.set(
            i,
            steps
                .get(i)
                .match(
                    RESCUED,
                    more(steps.get(i).rescue(), given(step.id() + ".failure", body), kinds)));
        return step;
      }
    }
    throw new IllegalArgumentException(
        "'%s' is no step of this flow, so it cannot be rescued here".formatted(step.id()));
  }

  private static Rescue more(Rescue rescue, Body body, ErrorKind... kinds) {
    if (kinds.length == 0) {
      return new Rescue(rescue.when(), Optional.of(body));
    }
    var when = new EnumMap<ErrorKind, Body>(ErrorKind.class);
    when.putAll(rescue.when());
    for (var kind : kinds) {
      when.put(kind, body);
    }
    return new Rescue(when, rescue.otherwise());
  }

  private <T> Ref<T> add(Step step) {
    steps.add(step);
    return Ref.to(step.id());
  }

  private static <T> Body given(String id, BiFunction<Flow, Ref<T>, ? extends Ref<?>> body) {
    Ref<T> given = Ref.to(id);
    var flow = new Flow();
    var output = body.apply(flow, given);
    return new Body(List.of(given), flow.steps, output);
  }

  private static Body branch(Function<Flow, ? extends Ref<?>> body) {
    var flow = new Flow();
    var output = body.apply(flow);
    return new Body(List.of(), flow.steps, output);
  }

  /** A route that has no branch yet. */
  public final class Routing {
    private final String id;
    private final Binding<?> input;
    private final Work<?, Choice> router;
    private final Policy policy;

    private Routing(String id, Binding<?> input, Work<?, Choice> router, Policy policy) {
      this.id = id;
      this.input = input;
      this.router = router;
      this.policy = policy;
    }

    public <O> Branches<O> when(String label, Function<Flow, Ref<O>> branch) {
      return new Branches<O>(this).when(label, branch);
    }
  }

  /** A route with branches; {@link #otherwise} completes it. */
  public final class Branches<O> {
    private final Routing routing;
    private final Map<String, Body> when = new LinkedHashMap<>();

    private Branches(Routing routing) {
      this.routing = routing;
    }

    public Branches<O> when(String label, Function<Flow, Ref<O>> branch) {
      if (when.put(label, branch(branch)) != null) {
        throw new IllegalArgumentException(
            "route '%s' has two branches '%s'".formatted(routing.id, label));
      }
      return this;
    }

    public Ref<O> otherwise(Function<Flow, Ref<O>> branch) {
      return add(
          new Step.Route(
              routing.id,
              routing.input,
              routing.router,
              routing.policy,
              when,
              branch(branch),
              Rescue.NONE));
    }
  }

  private static final Step.Cases<Rescue, Step> RESCUED =
      new Step.Cases<>() {
        @Override
        public Step call(Step.Call step, Rescue rescue) {
          return new Step.Call(step.id(), step.input(), step.work(), step.policy(), rescue);
        }

        @Override
        public Step route(Step.Route step, Rescue rescue) {
          return new Step.Route(
              step.id(),
              step.input(),
              step.work(),
              step.policy(),
              step.when(),
              step.otherwise(),
              rescue);
        }

        @Override
        public Step sub(Step.Sub step, Rescue rescue) {
          return new Step.Sub(step.id(), step.input(), step.plan(), rescue);
        }

        @Override
        public Step each(Step.Each step, Rescue rescue) {
          throw unrescuable(step);
        }

        @Override
        public Step loop(Step.Loop step, Rescue rescue) {
          throw unrescuable(step);
        }

        private IllegalArgumentException unrescuable(Step step) {
          return new IllegalArgumentException(
              "'%s' has many bodies, so there is no one value to put in its place: rescue a step inside it"
                  .formatted(step.id()));
        }
      };
}
