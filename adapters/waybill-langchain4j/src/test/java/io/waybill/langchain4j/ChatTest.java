package io.waybill.langchain4j;

import static io.waybill.langchain4j.Runs.failure;
import static io.waybill.langchain4j.Runs.outcome;
import static io.waybill.langchain4j.ScriptedChat.response;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Passage;
import io.waybill.work.Question;
import io.waybill.work.Source;
import io.waybill.work.Usage;
import io.waybill.work.WorkInfo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChatTest {
  private static final Usage USED = Usage.tokens("openai", "small", 100, 20);

  private static Chat chat(ScriptedChat model) {
    return Chat.of("small", line -> model).withProvider("openai");
  }

  private static Source source(String document) {
    return new Source(document, 0, 10, "sha256:00");
  }

  @Test
  void aTextIsAnsweredWithWhatItUsed() {
    var model = ScriptedChat.says("Hello.");
    var outcome = outcome(chat(model).withSystem("Be brief.").text(), "Hi");
    assertEquals(Outcome.of("Hello.", USED, Outcome.Kind.GENERATED), outcome);
    assertEquals(
        List.of(SystemMessage.from("Be brief."), UserMessage.from("Hi")),
        model.asked.get(0).messages());
  }

  @Test
  void aModelIsMadeForEachAttemptOverItsOwnLine() {
    var paths = new java.util.concurrent.CopyOnWriteArrayList<String>();
    var work =
        Chat.of(
                "small",
                line -> {
                  paths.add(line.path() + " " + line.attempt());
                  return paths.size() == 1
                      ? new ScriptedChat(
                          request -> {
                            throw new dev.langchain4j.exception.RateLimitException("slowly");
                          })
                      : ScriptedChat.says("ok");
                })
            .text();
    var plan =
        Runs.plan(
            String.class,
            work,
            io.waybill.dsl.Bind.retry(1).backoff(java.time.Duration.ofNanos(1)));
    assertEquals("ok", Runs.ENGINE.run(plan, Map.of("asked", "Hi")).value());
    assertEquals(List.of("ask 1", "ask 2"), paths);
  }

  @Test
  void anAnswerCutByItsLengthIsAnAnswer() {
    var model =
        new ScriptedChat(
            request ->
                response(AiMessage.from("Once upon"), FinishReason.LENGTH, ScriptedChat.USED));
    assertEquals(Outcome.Finish.LENGTH, outcome(chat(model).text(), "Tell").finish());
  }

  @Test
  void whatAFilterStopsIsRefusedAndPaid() {
    var model =
        new ScriptedChat(
            request ->
                response(AiMessage.from("I…"), FinishReason.CONTENT_FILTER, ScriptedChat.USED));
    assertEquals(USED, failure(ErrorKind.REFUSED, chat(model).text(), "Tell").usage());
  }

  @Test
  void anAnswerWithoutTextIsInvalidAndPaid() {
    var silent = AiMessage.builder().thinking("hm").build();
    var model =
        new ScriptedChat(request -> response(silent, FinishReason.LENGTH, ScriptedChat.USED));
    var failure = failure(ErrorKind.INVALID, chat(model).text(), "Tell");
    assertEquals(USED, failure.usage());
    assertEquals(
        "the model wrote no answer before it had written all the tokens it may",
        failure.getMessage());
  }

  @Test
  void anEmptyPromptIsNotSent() {
    var model = ScriptedChat.says("?");
    assertEquals(Usage.NONE, failure(ErrorKind.INVALID, chat(model).text(), " ").usage());
    assertEquals(Usage.NONE, failure(ErrorKind.INVALID, chat(model).messages(), List.of()).usage());
    assertEquals(List.of(), model.asked);
  }

  @Test
  void aMissingReportIsUnknownAndNeverZero() {
    var model =
        new ScriptedChat(request -> response(AiMessage.from("ok"), FinishReason.STOP, null));
    assertEquals(Usage.UNKNOWN, outcome(chat(model).text(), "Hi").usage());
    var zero =
        new ScriptedChat(
            request -> response(AiMessage.from("ok"), FinishReason.STOP, new TokenUsage(0, 0)));
    assertEquals(Usage.UNKNOWN, outcome(chat(zero).text(), "Hi").usage());
  }

  @Test
  void aModelInHouseUsesTheTimeOfItsPool() {
    var used = outcome(chat(ScriptedChat.says("ok")).withPool("gpu0").text(), "Hi").usage();
    assertEquals(Usage.engine("small", used.engine(), 100, 20), used);
    assertTrue(used.engine().toNanos() > 0);
    var info = chat(ScriptedChat.says("ok")).withPool("gpu0").text().info();
    assertEquals(WorkInfo.Location.LOCAL, info.safety().location());
    assertEquals("small @gpu0", info.display());
  }

  @Test
  void aModelInHouseThatNobodyBillsUsesNothingThatCosts() {
    var used = outcome(chat(ScriptedChat.says("ok")).withPool("").text(), "Hi").usage();
    assertEquals(Usage.Basis.NOTHING, used.basis());
    assertEquals(100, used.input());
  }

  @Test
  void anAnswerCitesThePassagesThatItIsTakenFrom() {
    var model = ScriptedChat.says("Thirty days [2], unused [2][9]. Shipping is yours [1, 2].");
    var asked =
        new Question(
            "How long?",
            List.of(
                new Passage("You pay shipping.", source("ship.md"), 1),
                new Passage("Thirty days, unused.", source("returns.md"), 1),
                new Passage("Nothing.", source("else.md"), 1)));
    var outcome = outcome(chat(model).answer(), asked);
    assertEquals(List.of(source("ship.md"), source("returns.md")), outcome.sources());
    assertEquals(Outcome.Kind.GENERATED, outcome.kind());
    var sent = ((UserMessage) model.asked.get(0).messages().get(1)).singleText();
    assertEquals(
        "[1] You pay shipping.\n\n[2] Thirty days, unused.\n\n[3] Nothing.\n\nQuestion: How long?",
        sent);
  }

  @Test
  void anAnswerThatCitesNothingHasNoSources() {
    var asked = new Question("Why?", List.of(new Passage("Because.", source("a.md"), 1)));
    assertEquals(
        List.of(), outcome(chat(ScriptedChat.says("I cannot say.")).answer(), asked).sources());
  }

  @Test
  void imagesGoThroughWithTheirMessages() {
    var model = ScriptedChat.says("A cat.");
    var image = ImageContent.from("aGk=", "image/png");
    List<ChatMessage> messages =
        List.of(UserMessage.from(TextContent.from("What is this?"), image));
    var outcome = outcome(chat(model).messages(), messages);
    assertEquals(AiMessage.from("A cat."), outcome.value());
    assertEquals(messages, model.asked.get(0).messages());
  }

  @Test
  void whatABuiltModelTellsOfItselfIsInThePlan() {
    var built =
        dev.langchain4j.model.openai.OpenAiChatModel.builder()
            .apiKey("none")
            .modelName("small")
            .temperature(0.5)
            .build();
    var info = Chat.of("small", built).text().info();
    assertEquals("openai", info.config().get("provider"));
    assertEquals(new java.math.BigDecimal("0.5"), info.config().get("temperature"));
    assertEquals(2, info.ownRetries());
    assertEquals("", info.config().getOrDefault("system", ""));
  }

  @Test
  void whatItIsToldFirstAndItsConfigurationMakeAnotherPlan() {
    var plain = chat(ScriptedChat.says("ok"));
    var hash = Runs.plan(String.class, plain.text()).hash();
    assertEquals(hash, Runs.plan(String.class, plain.text()).hash());
    assertNotEquals(hash, Runs.plan(String.class, plain.withSystem("Be kind.").text()).hash());
    assertNotEquals(
        hash, Runs.plan(String.class, plain.withConfig(Map.of("temperature", 1)).text()).hash());
  }

  @Test
  void aModelWithoutANameIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Chat.of(" ", line -> ScriptedChat.says("")));
    assertInstanceOf(Chat.class, Chat.of("small", ScriptedChat.says("")));
  }
}
