package io.waybill.langchain4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import io.waybill.http.Http;
import io.waybill.testkit.billing.Answer;
import io.waybill.testkit.billing.BillingProvider;
import io.waybill.work.CallContext;
import io.waybill.work.Line;
import io.waybill.work.Passage;
import io.waybill.work.Question;
import io.waybill.work.Source;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo.Effects;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a provider is really sent: what stays the same first, and how long the answer may be. */
@Timeout(60)
class PreparedTest {
  private static final String LONG = "You answer questions about kettles. ".repeat(200);

  private final BillingProvider provider = BillingProvider.start();
  private final Http http = Http.create();

  @AfterEach
  void close() {
    http.close();
    provider.close();
  }

  private Chat chat(Function<OpenAiChatModel.OpenAiChatModelBuilder, ChatModel> built) {
    return Chat.of(
        "gpt-test",
        line ->
            built.apply(
                OpenAiChatModel.builder()
                    .httpClientBuilder(http.on(line))
                    .baseUrl(provider.openai())
                    .apiKey("sk-none")
                    .modelName("gpt-test")
                    .maxRetries(0)));
  }

  private Chat chat() {
    return chat(OpenAiChatModel.OpenAiChatModelBuilder::build).withProvider("openai");
  }

  private Chat anthropic(Function<AnthropicChatModel.AnthropicChatModelBuilder, ChatModel> built) {
    return Chat.of(
        "claude-test",
        line ->
            built.apply(
                AnthropicChatModel.builder()
                    .httpClientBuilder(http.on(line))
                    .baseUrl(provider.anthropic())
                    .apiKey("sk-none")
                    .modelName("claude-test")
                    .maxTokens(900)
                    .maxRetries(0)));
  }

  private JsonNode last() {
    var all = provider.exchanges();
    return all.get(all.size() - 1).body();
  }

  private <I> JsonNode sent(Work<I, ?> work, I input, long most) {
    Runs.await(work.perform(input, held(most)));
    return last();
  }

  /** A call that so many output tokens are held for; 0 for any number. */
  private static CallContext held(long most) {
    return new CallContext() {
      @Override
      public String path() {
        return "held";
      }

      @Override
      public OptionalLong mostOutput() {
        return most == 0 ? OptionalLong.empty() : OptionalLong.of(most);
      }
    };
  }

  @Test
  void anAnswerIsNoLongerThanIsHeldForUnderTheNameThatItsProviderKnows() {
    assertFalse(sent(chat().text(), "Hi", 0).has("max_completion_tokens"));
    var openAi = sent(chat().text(), "Hi", 40);
    assertEquals(40, openAi.path("max_completion_tokens").asInt());
    assertFalse(openAi.has("max_tokens"), "nobody takes both");
    var engine = chat(builder -> builder.build()).withProvider("my.engine");
    assertEquals(40, sent(engine.text(), "Hi", 40).path("max_tokens").asInt());
    assertFalse(last().has("max_completion_tokens"));
  }

  @Test
  void whatTheModelWasBuiltWithHoldsIfItIsLess() {
    var old = chat(builder -> builder.maxTokens(100).build()).withProvider("openai");
    assertEquals(100, sent(old.text(), "Hi", 0).path("max_tokens").asInt());
    assertEquals(100, sent(old.text(), "Hi", 400).path("max_tokens").asInt());
    assertEquals(40, sent(old.text(), "Hi", 40).path("max_tokens").asInt());
    assertFalse(last().has("max_completion_tokens"));
    var newer = chat(builder -> builder.maxCompletionTokens(100).build());
    assertEquals(100, sent(newer.text(), "Hi", 400).path("max_completion_tokens").asInt());
    assertEquals(40, sent(newer.text(), "Hi", 40).path("max_completion_tokens").asInt());
    assertFalse(last().has("max_tokens"));
  }

  @Test
  void whatWasDeclaredIsSentAndThePurseMayLowerIt() {
    var declared = chat().withMostOutput(300);
    assertEquals(300, sent(declared.text(), "Hi", 0).path("max_completion_tokens").asInt());
    assertEquals(300, sent(declared.text(), "Hi", 900).path("max_completion_tokens").asInt());
    assertEquals(40, sent(declared.text(), "Hi", 40).path("max_completion_tokens").asInt());
    var claude = anthropic(AnthropicChatModel.AnthropicChatModelBuilder::build);
    assertEquals(900, sent(claude.text(), "Hi", 0).path("max_tokens").asInt());
    assertEquals(40, sent(claude.text(), "Hi", 40).path("max_tokens").asInt());
    assertEquals(30, sent(claude.withMostOutput(30).text(), "Hi", 40).path("max_tokens").asInt());
  }

  private static int common(JsonNode one, JsonNode other) {
    var a = one.toString();
    var b = other.toString();
    int same = 0;
    while (same < Math.min(a.length(), b.length()) && a.charAt(same) == b.charAt(same)) {
      same++;
    }
    return same;
  }

  @Test
  void twoRequestsOfAStepAreTheSameUpToWhatChanges() {
    var text = chat().withSystem(LONG).text();
    var one = sent(text, "ONE question", 0);
    var other = sent(text, "TWO question", 0);
    assertEquals(one.toString().indexOf("ONE question"), common(one, other));
    var as = chat().withSystem(LONG).answer();
    var passages = List.of(new Passage("A kettle boils.", new Source("doc", 0, 15, ""), 1));
    one = sent(as, new Question("ONE?", passages), 0);
    other = sent(as, new Question("TWO?", passages), 0);
    assertEquals(one.toString().indexOf("ONE?"), common(one, other));
    assertTrue(one.toString().indexOf(LONG) < one.toString().indexOf("A kettle boils."));
  }

  @Test
  void eachTurnOfAnAgentBeginsAsTheOneBeforeDid() {
    provider.answer(
        Answer.tokens().calling("note", "{\"text\":\"a\"}"),
        Answer.tokens().calling("find", "{\"text\":\"b\"}"),
        Answer.of("Done."));
    var tools = Tools.of(new Desk()).withEffects(Effects.IDEMPOTENT);
    Runs.outcome(chat().withSystem(LONG).agent(tools), "Do it");
    var turns = provider.exchanges();
    for (int turn = 1; turn < turns.size(); turn++) {
      var before = turns.get(turn - 1).body().path("messages");
      var messages = turns.get(turn).body().path("messages");
      assertTrue(messages.size() > before.size());
      for (int i = 0; i < before.size(); i++) {
        assertEquals(before.get(i), messages.get(i));
      }
      assertEquals(turns.get(0).body().path("tools"), turns.get(turn).body().path("tools"));
    }
  }

  @Test
  void toolsAreInTheOrderOfTheirNamesHoweverTheyWereGiven() {
    var tools = Tools.of(new Desk()).withEffects(Effects.IDEMPOTENT);
    Runs.outcome(chat().agent(tools), "Do it");
    var names = last().path("tools").findValuesAsText("name");
    assertTrue(names.size() > 2, names::toString);
    assertEquals(names.stream().sorted().toList(), names);
  }

  @Test
  void aLongBeginningIsMarkedForAnthropicAndAShortOneIsNot() {
    var claude = anthropic(AnthropicChatModel.AnthropicChatModelBuilder::build);
    assertFalse(sent(claude.withSystem("Be brief.").text(), "Hi", 0).toString().contains("cache"));
    var marked = sent(claude.withSystem(LONG).text(), "Hi", 0);
    assertEquals("ephemeral", marked.at("/system/0/cache_control/type").asText());
    var off = anthropic(builder -> builder.cacheSystemMessages(false).build());
    assertFalse(sent(off.withSystem(LONG).text(), "Hi", 0).toString().contains("cache"));
  }

  @Test
  void aConversationIsKnownToTheLineThatItsModelIsMadeFor() {
    var seen = new java.util.concurrent.atomic.AtomicReference<>("");
    var model = ScriptedChat.says("Hello");
    var chat =
        Chat.of(
            "small",
            line -> {
              seen.set(line.affinity());
              return model;
            });
    Runs.await(
        Line.<Object>open(
            CallContext.detached("talk"),
            "c-1",
            (line, sink) -> chat.text().perform("Hi", line).subscribe(sink::success, sink::error)));
    assertEquals("c-1", seen.get());
  }
}
