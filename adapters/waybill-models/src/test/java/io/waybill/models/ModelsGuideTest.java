package io.waybill.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.AiServices;
import io.waybill.dsl.Flow;
import io.waybill.http.Http;
import io.waybill.langchain4j.Chat;
import io.waybill.langchain4j.PlanTool;
import io.waybill.langchain4j.Tools;
import io.waybill.plan.Plan;
import io.waybill.run.LocalEngine;
import io.waybill.testkit.billing.Answer;
import io.waybill.testkit.billing.BillingProvider;
import io.waybill.work.Passage;
import io.waybill.work.Question;
import io.waybill.work.Source;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo.Effects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The code of docs/guide/models.md, line by line. */
class ModelsGuideTest {
  record Invoice(String number, double total) {}

  interface Assistant {
    String answer(String question);
  }

  static final class Desk {
    @Tool("Looks up an order")
    String order(String number) {
      return number + " was shipped on Monday";
    }
  }

  private final BillingProvider provider = BillingProvider.start();
  private final Http http = Http.create();
  private final LocalEngine engine = LocalEngine.create();
  private final Chat writer =
      new ModelCatalog(
              Map.of("OPENAI_BASE_URL", provider.openai(), "OPENAI_API_KEY", "sk-none"), () -> http)
          .named("openai/gpt-4.1-mini");

  @AfterEach
  void close() {
    http.close();
    provider.close();
  }

  private <I, O> O value(Work<I, O> work, I input) {
    Plan<O> plan =
        Flow.plan(
            "guide",
            flow ->
                flow.call(
                    "ask",
                    flow.call(
                        "given", flow.input("text", String.class), Work.instant(text -> input)),
                    work));
    return engine.run(plan, Map.of("text", "")).value();
  }

  @Test
  void byName() {
    var writer = Models.named("openai/gpt-4.1-mini");
    assertEquals("gpt-4.1-mini", writer.text().info().model());
  }

  @Test
  void workOfAChat() {
    provider.answer(
        Answer.of("Two years."),
        Answer.of("Two years [1]."),
        Answer.of("{\"number\": \"R-1\", \"total\": 12.5}"),
        Answer.of("Hello."));
    Work<String, String> text = writer.withSystem("You answer in one sentence.").text();
    Work<Question, String> answer = writer.answer();
    Work<String, Invoice> invoice = writer.as(Invoice.class);
    Work<List<ChatMessage>, AiMessage> conversation = writer.messages();
    var passage = new Passage("Kettles carry two years.", new Source("warranty.md", 0, 24, ""), 1);
    assertEquals("Two years.", value(text, "How long?"));
    assertEquals("Two years [1].", value(answer, new Question("How long?", List.of(passage))));
    assertEquals(new Invoice("R-1", 12.5), value(invoice, "Invoice R-1 over 12.50"));
    assertEquals("Hello.", value(conversation, List.of(UserMessage.from("Hello?"))).text());
  }

  @Test
  void builtByYou() {
    var url = provider.openai();
    var key = "sk-none";
    var chat =
        Chat.of(
            "gpt-4.1-mini",
            line ->
                OpenAiChatModel.builder()
                    .httpClientBuilder(http.on(line))
                    .baseUrl(url)
                    .apiKey(key)
                    .modelName("gpt-4.1-mini")
                    .maxRetries(0)
                    .build());
    var built =
        OpenAiChatModel.builder()
            .httpClientBuilder(http.client())
            .baseUrl(url)
            .apiKey(key)
            .modelName("gpt-4.1-mini")
            .build();
    var shared = Chat.of("gpt-4.1-mini", built);
    assertEquals(0, chat.text().info().ownRetries());
    assertEquals(2, shared.text().info().ownRetries());
    assertEquals(value(chat.text(), "How long?"), value(shared.text(), "How long?"));
  }

  @Test
  void tools() {
    provider.answer(
        Answer.tokens().calling("order", "{\"number\": \"A-1007\"}"), Answer.of("On Monday."));
    var tools = Tools.of(new Desk()).withEffects(Effects.PURE);
    Work<String, String> agent = writer.agent(tools);
    Work<Map<String, Object>, Object> lookup = tools.work("order");
    assertEquals("On Monday.", value(agent, "When was A-1007 shipped?"));
    assertEquals("A-1007 was shipped on Monday", value(lookup, Map.of("number", "A-1007")));
  }

  @Test
  void services() {
    provider.answer(Answer.of("On Monday."));
    Work<String, String> service =
        writer.service(
            Assistant.class,
            Effects.PURE,
            model -> AiServices.create(Assistant.class, model),
            Assistant::answer);
    assertEquals("On Monday.", value(service, "When was A-1007 shipped?"));
  }

  @Test
  void aPlanForLangChain4j() {
    provider.answer(
        Answer.tokens().calling("orders", "{\"question\": \"A-1007\"}"), Answer.of("On Monday."));
    Plan<String> plan =
        Flow.plan(
            "orders",
            flow ->
                flow.call(
                    "look",
                    flow.input("question", String.class),
                    (String question) -> question + " was shipped on Monday"));
    var built =
        OpenAiChatModel.builder()
            .httpClientBuilder(http.client())
            .baseUrl(provider.openai())
            .apiKey("sk-none")
            .modelName("gpt-4.1-mini")
            .build();
    var tool = PlanTool.of(plan, engine, "Answers a question about orders.");
    var assistant =
        AiServices.builder(Assistant.class).chatModel(built).tools(tool.asMap()).build();
    assertEquals("On Monday.", assistant.answer("When was A-1007 shipped?"));
    var told = provider.exchanges().get(1).body().path("messages").findValuesAsText("content");
    assertTrue(told.contains("A-1007 was shipped on Monday"), told::toString);
  }

  @Test
  void everyLineOfCodeInTheGuideStandsInThisTest() throws IOException {
    var root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("LICENSE"))) {
      root = root.getParent();
    }
    var guide = Files.readString(root.resolve("docs/guide/models.md"));
    var words = new StringBuilder();
    for (var named : Pattern.compile("`(\\S+Test\\.java)`").matcher(guide).results().toList()) {
      words.append(Files.readString(root.resolve(named.group(1))).replaceAll("\\s+", ""));
    }
    var blocks = Pattern.compile("(?s)```java\n(.*?)```").matcher(guide).results().toList();
    assertEquals(8, blocks.size());
    for (var block : blocks) {
      for (var statement : block.group(1).split("(?<=;)\n")) {
        assertTrue(
            words.indexOf(statement.replaceAll("\\s+", "")) >= 0, "not in the test: " + statement);
      }
    }
  }
}
