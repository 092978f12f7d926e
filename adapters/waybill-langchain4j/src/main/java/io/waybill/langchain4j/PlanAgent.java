package io.waybill.langchain4j;

import dev.langchain4j.agentic.Agent;
import dev.langchain4j.agentic.internal.AgentExecutor;
import dev.langchain4j.agentic.internal.AgentInvoker;
import dev.langchain4j.agentic.internal.AgentSpecsProvider;
import dev.langchain4j.agentic.observability.AgentListener;
import dev.langchain4j.agentic.planner.AgentArgument;
import dev.langchain4j.agentic.scope.AgenticScope;
import io.waybill.plan.Plan;
import io.waybill.run.Engine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plan as an agent of langchain4j-agentic (1.16.1-beta26): {@code
 * AgenticServices.sequenceBuilder().subAgents(PlanAgent.of(plan, engine, "answer"), …)}. It reads
 * the plan's inputs from the scope by their names and writes the plan's value to it.
 */
public final class PlanAgent implements AgentSpecsProvider {
  private final Plan<?> plan;
  private final Engine engine;
  private final String outputKey;

  private PlanAgent(Plan<?> plan, Engine engine, String outputKey) {
    this.plan = plan;
    this.engine = engine;
    this.outputKey = outputKey;
  }

  /**
   * An agent named as the plan is, as builders take it.
   *
   * @param outputKey where the plan's value is put
   * @throws IllegalArgumentException if an input is marked as trusted: agents write the scope
   */
  public static AgentExecutor of(Plan<?> plan, Engine engine, String outputKey) {
    Arguments.check(plan);
    var agent = new PlanAgent(plan, engine, outputKey);
    try {
      var run = PlanAgent.class.getMethod("run", AgenticScope.class);
      return new AgentExecutor(AgentInvoker.fromSpec(agent, run, plan.name()), agent);
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Runs the plan on what is in the scope; what is not fails the run's start, by name. */
  @Agent
  public Object run(AgenticScope scope) {
    var given = new LinkedHashMap<String, Object>();
    for (var input : plan.inputs()) {
      @Nullable Object value = scope.readState(input.id());
      if (value != null) {
        given.put(input.id(), value);
      }
    }
    return engine.run(plan, fitting(given)).value();
  }

  private Map<String, Object> fitting(Map<String, Object> given) {
    return Arguments.of(plan, given);
  }

  @Override
  public List<AgentArgument> arguments() {
    return plan.inputs().stream()
        .map(input -> new AgentArgument(input.type(), input.id()))
        .toList();
  }

  @Override
  public String outputKey() {
    return outputKey;
  }

  @Override
  public String description() {
    return "The plan " + plan.name();
  }

  @Override
  public boolean async() {
    return false;
  }

  @Override
  public @Nullable AgentListener listener() {
    return null;
  }
}
