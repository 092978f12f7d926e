package io.waybill.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import io.waybill.dsl.Bind;
import io.waybill.dsl.Flow;
import io.waybill.http.Http;
import io.waybill.langchain4j.AgentRules;
import io.waybill.langchain4j.Approval;
import io.waybill.langchain4j.Chat;
import io.waybill.langchain4j.ToolRequest;
import io.waybill.langchain4j.Tools;
import io.waybill.ledger.Posting;
import io.waybill.memory.Conversations;
import io.waybill.memory.Memory;
import io.waybill.memory.Said;
import io.waybill.memory.Window;
import io.waybill.plan.Input.Mark;
import io.waybill.plan.Plan;
import io.waybill.plan.PlanException;
import io.waybill.run.LocalEngine;
import io.waybill.run.RunResult;
import io.waybill.testkit.billing.Answer;
import io.waybill.testkit.billing.BillingProvider;
import io.waybill.work.Outcome;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import io.waybill.work.WorkInfo.Effects;
import io.waybill.work.WorkInfo.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** The code of docs/guide/agents.md, line by line. */
class AgentsGuideTest {
  static final class Desk {
    @Tool("Looks up an order")
    String order(@P(name = "number") String number) {
      return number + " was shipped on Monday";
    }

    @Tool("Pays money back")
    String refund(@P(name = "order") String order, @P(name = "cents") long cents) {
      return cents + " cents for " + order;
    }
  }

  private final BillingProvider provider = BillingProvider.start();
  private final Http http = Http.create();
  private final LocalEngine engine = LocalEngine.create();
  private final Chat writer =
      new ModelCatalog(
              Map.of("OPENAI_BASE_URL", provider.openai(), "OPENAI_API_KEY", "sk-none"), () -> http)
          .named("openai/gpt-4.1-mini");
  private final Chat inHouse = writer.withPool("gpu0");

  @AfterEach
  void close() {
    http.close();
    provider.close();
  }

  private static long cents(ToolRequest request) {
    return ((Number) request.arguments().get("cents")).longValue();
  }

  private static Plan<String> plan(Work<String, String> work, Mark... marks) {
    return Flow.plan(
        "guide", flow -> flow.call("ask", flow.input("text", String.class, marks), work));
  }

  private RunResult<String> run(Work<String, String> work, String text) {
    return engine.run(plan(work, Mark.TRUSTED), Map.of("text", text));
  }

  private static Answer refund(int cents) {
    return Answer.tokens()
        .calling("refund", "{\"order\": \"A-1007\", \"cents\": %d}".formatted(cents));
  }

  private List<String> told() {
    return provider
        .exchanges()
        .get(provider.exchanges().size() - 1)
        .body()
        .path("messages")
        .findValuesAsText("content");
  }

  @Test
  void theLoop() {
    provider.answer(
        Answer.tokens().calling("order", "{\"number\": \"A-1007\"}"), Answer.of("On Monday."));
    Work<String, String> agent = writer.agent(Tools.of(new Desk()).withEffects(Effects.PURE));
    var result = run(agent, "When was A-1007 shipped?");
    assertEquals("On Monday.", result.value());
    assertEquals(
        List.of("ask/turn#1", "ask/order#2", "ask/turn#3", "ask"),
        result.waybill().ledger().postings().stream().map(Posting::path).toList());
    var brief = AgentRules.DEFAULT.withTurns(4).withLongestResult(2_000);
    assertEquals(16, brief.callsPerTurn());
  }

  @Test
  void aRule() {
    var tools = Tools.of(new Desk()).withEffects(Effects.PURE, "order");
    assertThrows(IllegalArgumentException.class, () -> writer.agent(tools));
    Work<ToolRequest, Approval> rule =
        Approval.rule("small refunds", request -> cents(request) <= 500);
    var refunds = writer.agent(tools, AgentRules.DEFAULT.approvedBy(rule).onTrustedInput());
    assertThrows(PlanException.class, () -> plan(refunds));
    provider.answer(refund(500), Answer.of("Done."));
    run(refunds, "Refund A-1007");
    assertTrue(told().contains("500 cents for A-1007"), told()::toString);
    provider.answer(refund(501), Answer.of("I may not."));
    run(refunds, "Refund A-1007");
    assertTrue(told().toString().contains("does not allow it"), told()::toString);
  }

  @Test
  void aPerson() {
    var tools = Tools.of(new Desk()).withEffects(Effects.PURE, "order");
    var handed = new CopyOnWriteArrayList<Object>();
    Work<Object, String> inbox =
        Work.described(
            WorkInfo.named("inbox").trust(Trust.TRUSTED).build(),
            (text, call) ->
                Mono.fromSupplier(
                    () -> {
                      handed.add(text);
                      return Outcome.of("It is in the inbox.");
                    }));
    var left = writer.agent(tools, AgentRules.DEFAULT.approvedBy(Approval.leftTo(inbox)));
    provider.answer(refund(5), Answer.of("Somebody will see to it."));
    assertEquals(
        "Somebody will see to it.", engine.run(plan(left), Map.of("text", "Refund me!")).value());
    assertEquals(1, handed.size());
    assertTrue(told().toString().contains("It is in the inbox."), told()::toString);
  }

  @Test
  void conversations() {
    provider.answer(Answer.of("Hello, Ada."), Answer.of("You are Ada."));
    var store = Conversations.inMemory();
    var desk =
        Flow.<String>plan(
            "desk",
            flow -> {
              var before =
                  flow.call("before", flow.input("id", String.class), Memory.recall(store));
              var said =
                  flow.call(
                      "said",
                      Bind.join(Said.class, before, flow.input("text", String.class)),
                      Memory.say());
              var recent = flow.call("recent", said, Memory.window(Window.bytes(20_000)));
              var answered = flow.call("answer", recent, inHouse.converse());
              return flow.call(
                  "last", flow.call("kept", answered, Memory.remember(store)), Memory.last());
            });
    engine.run(desk, Map.of("id", "ada", "text", "I am Ada."));
    assertEquals(
        "You are Ada.", engine.run(desk, Map.of("id", "ada", "text", "Who am I?")).value());
    assertEquals(List.of("I am Ada.", "Hello, Ada.", "Who am I?"), told());
    var shortened =
        Memory.summarize(Window.bytes(20_000), inHouse.withSystem(Memory.SUMMARY_RULES).text());
    assertEquals(WorkInfo.Location.LOCAL, shortened.info().safety().location());
  }

  @Test
  void everyLineOfCodeInTheGuideStandsInThisTest() throws IOException {
    var root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("LICENSE"))) {
      root = root.getParent();
    }
    var guide = Files.readString(root.resolve("docs/guide/agents.md"));
    var named = Pattern.compile("`(\\S+Test\\.java)`").matcher(guide).results().findFirst();
    var words = Files.readString(root.resolve(named.orElseThrow().group(1))).replaceAll("\\s+", "");
    var blocks = Pattern.compile("(?s)```java\n(.*?)```").matcher(guide).results().toList();
    assertEquals(8, blocks.size());
    for (var block : blocks) {
      for (var statement : block.group(1).split("(?<=;)\n")) {
        assertTrue(
            words.contains(statement.replaceAll("\\s+", "")), "not in the test: " + statement);
      }
    }
  }
}
