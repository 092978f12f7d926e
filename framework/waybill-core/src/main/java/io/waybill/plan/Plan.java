package io.waybill.plan;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A valid workflow, ready to run. A value: its {@linkplain #describe() description} decides
 * equality, and what is derived from its parts is derived once.
 *
 * @param <O> what it produces
 */
public final class Plan<O> {
  private final String name;
  private final List<Input> inputs;
  private final Budget budget;
  private final Body body;
  private final int depth;
  private final Wiring wiring;
  private final Canonical canonical;
  private volatile @Nullable Outline outline;

  /**
   * Checks and freezes a workflow.
   *
   * @param steps in any order; nothing but what they read orders them
   * @throws PlanException with every problem there is
   */
  public Plan(String name, List<Input> inputs, List<Step> steps, Ref<O> output) {
    this(name, inputs, steps, output, Budget.NONE);
  }

  /**
   * Checks and freezes a workflow that has a budget.
   *
   * @throws PlanException with every problem there is
   */
  public Plan(String name, List<Input> inputs, List<Step> steps, Ref<O> output, Budget budget) {
    this.name = name;
    this.inputs = List.copyOf(inputs);
    this.budget = budget;
    var written = new Body(inputs.stream().<Ref<?>>map(Input::ref).toList(), steps, output);
    var problems = Problems.in(name, this.inputs, written);
    if (!problems.isEmpty()) {
      throw new PlanException(name, problems);
    }
    this.body = new Body(written.given(), Order.of(steps), output);
    this.depth = body.depth();
    this.wiring = new Wiring(body, "", Map.of());
    this.canonical = new Canonical(this);
  }

  public String name() {
    return name;
  }

  public List<Input> inputs() {
    return inputs;
  }

  /** In an order that satisfies every ref. */
  public List<Step> steps() {
    return body.steps();
  }

  public Ref<?> output() {
    return body.output();
  }

  /** What a run of it may take. */
  public Budget budget() {
    return budget;
  }

  Body body() {
    return body;
  }

  /** How deep bodies and plans are nested in it; 1 without any. */
  int depth() {
    return depth;
  }

  Canonical canonical() {
    return canonical;
  }

  /** The data edges as numbers, for engines. */
  public Wiring wiring() {
    return wiring;
  }

  /** The steps as a graph that a run can be laid over. */
  public Outline outline() {
    var known = outline;
    if (known == null) {
      known = Outline.of(wiring);
      outline = known;
    }
    return known;
  }

  /**
   * Asks somebody what runs of it will come to, before there is one: {@code
   * plan.estimate(Estimator.with(prices))}.
   */
  public <E> E estimate(Function<? super Plan<O>, ? extends E> estimator) {
    return estimator.apply(this);
  }

  /** The whole plan as text a person can read, one step a line. */
  public String describe() {
    return Description.of(this);
  }

  /** The plan as a Mermaid flowchart. */
  public String mermaid() {
    return Mermaid.of(this);
  }

  /**
   * {@code sha256:…} over names, wiring, policies and each work's name, version and configuration;
   * the same in every JVM.
   *
   * @throws IllegalStateException if a step does anonymous work, naming it
   */
  public String hash() {
    return canonical.hash(name);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof Plan<?> that && canonical.equals(that.canonical));
  }

  @Override
  public int hashCode() {
    return canonical.hashCode();
  }

  @Override
  public String toString() {
    return "plan %s: %d inputs, %d steps, output %s"
        .formatted(name, inputs.size(), steps().size(), output());
  }
}
