package io.waybill.yaml;

import io.waybill.plan.Finish;
import io.waybill.plan.Split;
import java.util.List;
import java.util.Optional;

/** What a step does, as it was written; names are still names. */
sealed interface Verb {
  <R> R match(Cases<R> cases);

  /** One case per verb. */
  interface Cases<R> {
    R guard(Guard guard);

    R retrieve(Retrieve retrieve);

    R ask(Ask ask);

    R tool(Tool tool);

    R route(Route route);

    R sub(Sub sub);

    R each(Each each);

    R loop(Loop loop);

    R race(Race race);

    R value(Constant value);

    R unclear(Unclear unclear);
  }

  /** {@code guard: NAME}; the whole step holds its settings. */
  record Guard(Name name, Optional<Node> with, Node.Mapping step) implements Verb {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.guard(this);
    }
  }

  /** {@code retrieve: NAME}. */
  record Retrieve(Name name, Optional<Node> with, int top) implements Verb {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.retrieve(this);
    }
  }

  /** {@code model: NAME} with a prompt, a text, or a question and passages. */
  record Ask(Name name, Optional<Name> prompt, Optional<Node> with) implements Verb {
    /** Whether it gives a question and passages. */
    boolean asksQuestion() {
      return with.isPresent() && with.get() instanceof Node.Mapping;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.ask(this);
    }
  }

  /** {@code tool: NAME}. */
  record Tool(Name name, Optional<Node> with) implements Verb {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.tool(this);
    }
  }

  /**
   * {@code route: NAME}.
   *
   * @param tried who decides with it
   */
  record Route(
      Name name, TryShape tried, Optional<Node> with, List<Branch> when, BodyShape otherwise)
      implements Verb {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.route(this);
    }
  }

  /** {@code plan: NAME}. */
  record Sub(Name name, Optional<Node> with) implements Verb {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.sub(this);
    }
  }

  /** {@code for_each: ITEMS}. */
  record Each(Node items, Optional<Split> stream, int atMost, BodyShape body) implements Verb {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.each(this);
    }
  }

  /** {@code loop: START}. */
  record Loop(Node start, int turns, BodyShape body, Name until) implements Verb {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.loop(this);
    }
  }

  /**
   * {@code race: RUNNERS}.
   *
   * @param score the tool that weighs, in a race for the best
   */
  record Race(List<Branch> runners, Finish finish, Optional<Name> score) implements Verb {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.race(this);
    }
  }

  /** {@code value: …}. */
  record Constant(Node value) implements Verb {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.value(this);
    }
  }

  /** A step whose problem has been noted; it keeps its id so that nobody else has one. */
  record Unclear() implements Verb {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.unclear(this);
    }
  }

  /** What to run under a label. */
  record Branch(Name label, BodyShape body) {}
}
