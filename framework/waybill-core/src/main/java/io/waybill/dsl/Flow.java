package io.waybill.dsl;

import io.waybill.plan.Binding;
import io.waybill.plan.Body;
import io.waybill.plan.Budget;
import io.waybill.plan.Finish;
import io.waybill.plan.Input;
import io.waybill.plan.Plan;
import io.waybill.plan.PlanException;
import io.waybill.plan.Policy;
import io.waybill.plan.Ref;
import io.waybill.plan.Rescue;
import io.waybill.plan.Step;
import io.waybill.plan.Weighing;
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

  /** Runs several branches at once, for one value. */
  public Racing race(String id) {
    return new Racing(id);
  }

  /**
   * What to do when a step (a call, route, sub or race of this flow) fails for good with one of
   * these kinds, or with any kind if none is named; what the body returns becomes the step's value.
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
                    Rescued.BY,
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

  /** A race that has no runner yet. */
  public final class Racing {
    private final String id;

    private Racing(String id) {
      this.id = id;
    }

    public <O> Runners<O> run(String label, Function<Flow, Ref<O>> runner) {
      return new Runners<O>(id).run(label, runner);
    }
  }

  /**
   * A race with runners; {@link #first}, {@link #quorum} or {@link #best} completes it. A runner
   * that fails is out, and what the others still do when the race is won is cancelled.
   */
  public final class Runners<O> {
    private final String id;
    private final Map<String, Body> runners = new LinkedHashMap<>();

    private Runners(String id) {
      this.id = id;
    }

    public Runners<O> run(String label, Function<Flow, Ref<O>> runner) {
      if (runners.put(label, branch(runner)) != null) {
        throw new IllegalArgumentException("race '%s' has two runners '%s'".formatted(id, label));
      }
      return this;
    }

    /** The value of whoever goes well first. */
    public Ref<O> first() {
      return add(new Step.Race(id, runners, Finish.FIRST, Rescue.NONE));
    }

    /** The value that so many give; values are compared as they are. */
    public Ref<O> quorum(int agreeing) {
      return add(new Step.Race(id, runners, Finish.quorum(agreeing), Rescue.NONE));
    }

    /**
     * The value that scores highest, of equally high ones that of the runner written first; all
     * runners run to their end.
     */
    public Ref<O> best(Work<? super O, ? extends Number> scorer) {
      return add(new Weighing(runners, scorer).race(id, Rescue.NONE));
    }

    /** {@link #best(Work)} by a function that is quick and pure. */
    public Ref<O> best(Function<? super O, ? extends Number> scorer) {
      return best(Work.<O, Number>instant(scorer));
    }
  }
}
