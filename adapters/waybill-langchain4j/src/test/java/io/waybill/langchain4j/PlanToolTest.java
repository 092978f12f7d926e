package io.waybill.langchain4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.exception.ToolArgumentsException;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.service.AiServices;
import io.waybill.dsl.Flow;
import io.waybill.plan.Plan;
import io.waybill.run.LocalEngine;
import io.waybill.run.RunEvent;
import io.waybill.run.RunException;
import io.waybill.work.Work;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PlanToolTest {
  record Pair(String text, Long times) {}

  private static final Plan<String> REPEAT =
      Flow.plan(
          "repeat",
          flow -> {
            var text = flow.input("text", String.class);
            var times = flow.input("times", Long.class);
            return flow.call(
                "say",
                io.waybill.dsl.Bind.join(Pair.class, text, times),
                Work.<Pair, String>instant(
                    "repeat", pair -> pair.text().repeat(pair.times().intValue())));
          });

  interface Assistant {
    String answer(String question);
  }

  private static ToolExecutionRequest request(String arguments) {
    return ToolExecutionRequest.builder().id("1").name("repeat").arguments(arguments).build();
  }

  private static PlanTool tool() {
    return PlanTool.of(REPEAT, Runs.ENGINE, "Says a text so many times");
  }

  @Test
  void theInputsOfAPlanAreTheArgumentsOfItsTool() {
    var specification = tool().specification();
    assertEquals("repeat", specification.name());
    assertEquals(List.of("text", "times"), specification.parameters().required());
    var properties = specification.parameters().properties();
    assertTrue(properties.get("text") instanceof JsonStringSchema);
    assertTrue(properties.get("times") instanceof JsonIntegerSchema);
  }

  @Test
  void aCallRunsThePlan() {
    assertEquals("hohoho", tool().execute(request("{\"text\":\"ho\",\"times\":3}"), "memory"));
  }

  @Test
  void argumentsThatDoNotFitAreRefusedAllAtOnce() {
    var refused =
        assertThrows(
            ToolArgumentsException.class,
            () -> tool().execute(request("{\"times\":\"3\",\"txt\":\"ho\"}"), "memory"));
    assertTrue(
        refused.getMessage().startsWith("'text' is missing; 'times' does not fit"),
        refused.getMessage());
    assertTrue(refused.getMessage().contains("Did you mean 'text'?"), refused.getMessage());
  }

  @Test
  void aRunThatFailsIsAnErrorOfTheTool() {
    assertThrows(
        RunException.class, () -> tool().execute(request("{\"text\":\"ho\",\"times\":-1}"), "m"));
  }

  @Test
  void anAiServiceCallsAPlanAndItsRunHasAWaybillOfItsOwn() {
    var told = new CopyOnWriteArrayList<RunEvent>();
    var engine = LocalEngine.builder().listener((run, event) -> told.add(event)).build();
    var model =
        new ScriptedChat(
            asked ->
                ScriptedChat.response(
                    AiMessage.from(request("{\"text\":\"ho\",\"times\":2}")),
                    FinishReason.TOOL_EXECUTION,
                    ScriptedChat.USED),
            ScriptedChat.text("Done."));
    var assistant =
        AiServices.builder(Assistant.class)
            .chatModel(model)
            .tools(PlanTool.of(REPEAT, engine, "Says a text so many times").asMap())
            .build();
    assertEquals("Done.", assistant.answer("Say ho twice"));
    var result = (ToolExecutionResultMessage) model.asked.get(1).messages().get(2);
    assertEquals("hoho", result.text());
    assertTrue(told.get(told.size() - 1) instanceof RunEvent.RunSucceeded);
  }

  @Test
  void aPlanThatTakesWhatNoSchemaCanSayIsNoTool() {
    var plan =
        Flow.<Object>plan(
            "odd",
            flow -> {
              var thread = flow.input("thread", Thread.class);
              return flow.call(
                  "name", thread, Work.<Thread, Object>instant("name", Thread::getName));
            });
    var refused =
        assertThrows(IllegalArgumentException.class, () -> PlanTool.of(plan, Runs.ENGINE, ""));
    assertTrue(refused.getMessage().startsWith("odd has no JSON schema: thread is a"));
  }
}
