package io.waybill.plan;

import io.waybill.work.Work;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One node of a plan. The shapes are closed; what a call does is open. */
public sealed interface Step {
  String id();

  Binding<?> input();

  /**
   * Calls the case for this shape: a new shape does not compile until every reader has a case for
   * it.
   */
  <A, R> R match(Cases<A, R> cases, A with);

  /** Every body it may run, those of its rescue last. */
  default List<Body> bodies() {
    return List.of();
  }

  /** What to do when it fails; {@link Rescue#NONE} for the shapes that cannot have one. */
  default Rescue rescue() {
    return Rescue.NONE;
  }

  /** The ids of the values it produces: its own, and a route's decision. */
  default List<String> defines() {
    return List.of(id());
  }

  /** One case per shape. */
  interface Cases<A, R> {
    R call(Call step, A with);

    R route(Route step, A with);

    R sub(Sub step, A with);

    R each(Each step, A with);

    R loop(Loop step, A with);

    R race(Race step, A with);
  }

  /** The shapes that do work, and so have attempts. */
  sealed interface Working extends Step {
    Work<?, ?> work();

    Policy policy();
  }

  /** Performs one piece of work. */
  record Call(String id, Binding<?> input, Work<?, ?> work, Policy policy, Rescue rescue)
      implements Working {
    @Override
    public List<Body> bodies() {
      return rescue.bodies();
    }

    @Override
    public <A, R> R match(Cases<A, R> cases, A with) {
      return cases.call(this, with);
    }
  }

  /**
   * Asks a router (work whose output is a {@link io.waybill.work.Choice}), then runs the branch it
   * chose.
   */
  record Route(
      String id,
      Binding<?> input,
      Work<?, ?> work,
      Policy policy,
      Map<String, Body> when,
      Body otherwise,
      Rescue rescue)
      implements Working {
    public Route {
      when = Collections.unmodifiableMap(new LinkedHashMap<>(when));
    }

    /** Its branches in the order they were written, otherwise, then those of its rescue. */
    @Override
    public List<Body> bodies() {
      var bodies = new ArrayList<>(when.values());
      bodies.add(otherwise);
      bodies.addAll(rescue.bodies());
      return bodies;
    }

    @Override
    public List<String> defines() {
      return List.of(id, Ref.decisionOf(id).id());
    }

    @Override
    public <A, R> R match(Cases<A, R> cases, A with) {
      return cases.route(this, with);
    }
  }

  /**
   * Runs another plan, whose inputs are given by name; it shares the run's journal, ledger and
   * purse.
   */
  record Sub(String id, Binding.Fields input, Plan<?> plan, Rescue rescue) implements Step {
    @Override
    public List<Body> bodies() {
      return rescue.bodies();
    }

    @Override
    public <A, R> R match(Cases<A, R> cases, A with) {
      return cases.sub(this, with);
    }
  }

  /**
   * Runs its body for every item of a list, at most {@code atMost} at once; yields the list of
   * results, in order. The items may be the {@link Pieces} of a text that is still being written.
   */
  record Each(String id, Binding<?> input, Body body, int atMost) implements Step {
    @Override
    public List<Body> bodies() {
      return List.of(body);
    }

    @Override
    public <A, R> R match(Cases<A, R> cases, A with) {
      return cases.each(this, with);
    }
  }

  /**
   * Runs its body on its own last value until it answers {@code Done}, at most {@code turns} times;
   * yields the last value.
   */
  record Loop(String id, Binding<?> input, Body body, int turns) implements Step {
    @Override
    public List<Body> bodies() {
      return List.of(body);
    }

    @Override
    public <A, R> R match(Cases<A, R> cases, A with) {
      return cases.loop(this, with);
    }
  }

  /**
   * Runs all of its runners at once, each a branch that reads what it needs from around it; a
   * runner that fails is out, and the race fails when it cannot be won any more. What the losers
   * still do when it is won is cancelled.
   */
  record Race(String id, Map<String, Body> runners, Finish finish, Rescue rescue) implements Step {
    public Race {
      runners = Collections.unmodifiableMap(new LinkedHashMap<>(runners));
    }

    /** Nothing: only its runners read. */
    @Override
    public Binding<?> input() {
      return Binding.nothing();
    }

    /** Its runners in the order they were written, then those of its rescue. */
    @Override
    public List<Body> bodies() {
      var bodies = new ArrayList<>(runners.values());
      bodies.addAll(rescue.bodies());
      return bodies;
    }

    @Override
    public <A, R> R match(Cases<A, R> cases, A with) {
      return cases.race(this, with);
    }
  }
}
