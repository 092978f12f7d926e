package io.waybill.langchain4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.agentic.Agent;
import dev.langchain4j.agentic.AgenticServices;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.V;
import io.waybill.dsl.Flow;
import io.waybill.plan.Plan;
import io.waybill.work.Work;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** langchain4j-agentic 1.16.1-beta26 runs on core 1.18.0. */
@Timeout(60)
class PlanAgentTest {
  private static final Plan<String> SHOUT = plan("shout", "text", String::toUpperCase);
  private static final Plan<String> MARK = plan("mark", "loud", text -> text + "!");

  public interface Writer {
    @Agent(outputKey = "text")
    @UserMessage("Write about {{topic}}")
    String write(@V("topic") String topic);
  }

  private static Plan<String> plan(
      String name, String input, java.util.function.Function<String, String> body) {
    return Flow.plan(
        name,
        flow ->
            flow.call(
                "do", flow.input(input, String.class), Work.<String, String>instant(name, body)));
  }

  @Test
  void plansAndAgentsOfLangChain4jWorkOneAfterTheOther() {
    var model = ScriptedChat.says("a poem");
    var writer = AgenticServices.agentBuilder(Writer.class).chatModel(model).build();
    var all =
        AgenticServices.sequenceBuilder()
            .subAgents(
                writer,
                PlanAgent.of(SHOUT, Runs.ENGINE, "loud"),
                PlanAgent.of(MARK, Runs.ENGINE, "marked"))
            .outputKey("marked")
            .build();
    assertEquals("A POEM!", all.invoke(Map.of("topic", "the sea")));
  }

  @Test
  void anAgentIsNamedAsItsPlanAndReadsItsInputs() {
    var agent = PlanAgent.of(SHOUT, Runs.ENGINE, "loud");
    assertEquals("shout", agent.name());
    assertEquals("loud", agent.outputKey());
    assertEquals("text", agent.arguments().get(0).name());
  }

  @Test
  void whatIsNotInTheScopeIsNamed() {
    var all =
        AgenticServices.sequenceBuilder()
            .subAgents(PlanAgent.of(SHOUT, Runs.ENGINE, "loud"))
            .outputKey("loud")
            .build();
    Throwable thrown = assertThrows(RuntimeException.class, () -> all.invoke(Map.of()));
    var said = new StringBuilder();
    for (; thrown != null; thrown = thrown.getCause()) {
      said.append(thrown.getMessage()).append('\n');
    }
    assertTrue(said.toString().contains("'text' is missing"), said.toString());
  }
}
