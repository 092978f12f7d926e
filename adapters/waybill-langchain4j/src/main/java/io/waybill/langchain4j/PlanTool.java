package io.waybill.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.exception.ToolArgumentsException;
import dev.langchain4j.service.tool.ToolExecutor;
import io.waybill.plan.Plan;
import io.waybill.run.Engine;
import io.waybill.run.RunException;
import io.waybill.work.WorkException;
import java.util.Map;

/**
 * A plan as a tool of LangChain4j's: {@code AiServices.builder(…).tools(tool.asMap())}. Each call
 * is a run of its own, with its own waybill; the engine's listeners see it. It holds the thread
 * that calls it until the run has ended, as LangChain4j's tools do, and cancels the run if that
 * thread is interrupted.
 */
public final class PlanTool implements ToolExecutor {
  private final Plan<?> plan;
  private final Engine engine;
  private final ToolSpecification specification;

  private PlanTool(Plan<?> plan, Engine engine, ToolSpecification specification) {
    this.plan = plan;
    this.engine = engine;
    this.specification = specification;
  }

  /**
   * A tool named as the plan is; its arguments are the plan's inputs.
   *
   * @param description when to use it, for the model
   * @throws IllegalArgumentException if an input is of a type that no schema can say, or is marked
   *     as trusted: a model will write it
   */
  public static PlanTool of(Plan<?> plan, Engine engine, String description) {
    Arguments.check(plan);
    return new PlanTool(
        plan,
        engine,
        ToolSpecification.builder()
            .name(plan.name())
            .description(description)
            .parameters(new Schemas().of(plan))
            .build());
  }

  /** What a model is told of it. */
  public ToolSpecification specification() {
    return specification;
  }

  /** As AI services take it. */
  public Map<ToolSpecification, ToolExecutor> asMap() {
    return Map.of(specification, this);
  }

  /**
   * Runs the plan.
   *
   * @throws ToolArgumentsException if the arguments do not fit the plan's inputs
   * @throws RunException if the run does not succeed
   */
  @Override
  public String execute(ToolExecutionRequest request, Object memoryId) {
    return Results.text(engine.run(plan, inputs(request)).value());
  }

  private Map<String, Object> inputs(ToolExecutionRequest request) {
    try {
      return Arguments.of(plan, Arguments.parsed(request.arguments()));
    } catch (WorkException unfit) {
      throw new ToolArgumentsException(String.valueOf(unfit.getMessage()), unfit);
    }
  }
}
