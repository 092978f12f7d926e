package io.waybill.testkit.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.catalog.ModelDescription;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiModelCatalog;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.FinishReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** OpenAI's wire, as LangChain4j's client for OpenAI speaks it. */
class OpenAiWireTest {
  private static final ToolSpecification WEATHER =
      ToolSpecification.builder()
          .name("weather")
          .parameters(JsonObjectSchema.builder().addStringProperty("city").build())
          .build();

  private final BillingProvider provider = BillingProvider.start();

  @AfterEach
  void close() {
    provider.close();
  }

  private OpenAiChatModel model() {
    return OpenAiChatModel.builder()
        .baseUrl(provider.openai())
        .apiKey("secret")
        .modelName("small")
        .maxRetries(0)
        .build();
  }

  private OpenAiStreamingChatModel streaming() {
    return OpenAiStreamingChatModel.builder()
        .baseUrl(provider.openai())
        .apiKey("secret")
        .modelName("small")
        .build();
  }

  private Charge charge() {
    var exchanges = provider.exchanges();
    return exchanges.get(exchanges.size() - 1).charge();
  }

  private static void assertUsage(Charge charge, OpenAiTokenUsage usage) {
    assertEquals(charge.input(), usage.inputTokenCount().longValue());
    assertEquals(charge.output(), usage.outputTokenCount().longValue());
    assertEquals(charge.cached(), usage.inputTokensDetails().cachedTokens().longValue());
    assertEquals(charge.reasoning(), usage.outputTokensDetails().reasoningTokens().longValue());
  }

  @Test
  void aChatIsAnsweredWithoutBeingToldWhatToSay() {
    var response = model().chat(UserMessage.from("where is my parcel"));

    assertEquals("You said: where is my parcel", response.aiMessage().text());
    assertEquals(FinishReason.STOP, response.finishReason());
    assertEquals("small", response.metadata().modelName());
    assertEquals(5, charge().input());
    assertEquals(6, charge().output());
    assertUsage(charge(), (OpenAiTokenUsage) response.tokenUsage());
  }

  @Test
  void theUsageThatTheClientSeesIsTheOneThatIsBilled() {
    provider.prices("small", new Prices(400_000_000, 100_000_000, 0, 1_600_000_000));
    provider.answer(Answer.of("Yes.").using(new Tokens(1000, 800, 0, 50, 30)));

    var response = model().chat(UserMessage.from("?"));

    assertUsage(charge(), (OpenAiTokenUsage) response.tokenUsage());
    assertEquals(200 * 400 + 800 * 100 + 50 * 1600, provider.bill());
    assertEquals(
        new Charge("openai", "small", 1000, 800, 0, 50, 30, provider.bill(), true), charge());
  }

  @Test
  void aStreamComesTokenByTokenAndTellsItsUsageAtTheEnd() {
    provider.answer(Answer.tokens("You ", "get ", "it."));
    var heard = Heard.all();

    streaming().chat("hello", heard);

    assertEquals("You get it.", heard.response().aiMessage().text());
    assertEquals(List.of("You ", "get ", "it."), heard.tokens);
    assertEquals(FinishReason.STOP, heard.response().finishReason());
    assertUsage(charge(), (OpenAiTokenUsage) heard.response().tokenUsage());
    assertEquals(3, provider.exchanges().get(0).sent());
    assertTrue(charge().nano() > 0);
  }

  @Test
  void aStreamWithoutUsageIsBilledAllTheSame() {
    provider.answer(Answer.of("You get it.").using(Tokens.of(100, 7)).withoutUsage());
    var heard = Heard.all();

    streaming().chat("hello", heard);

    assertNull(heard.response().tokenUsage());
    assertEquals(7, charge().output());
    assertEquals(provider.prices("small").nano(Tokens.of(100, 7)), provider.bill());
  }

  @Test
  void usageMayContradictItselfAndTheBillDoesNot() {
    provider.answer(
        Answer.of("Yes.").using(Tokens.of(10, 1)).reporting(new Tokens(10, 90, 0, 1, 5)));

    var usage = (OpenAiTokenUsage) model().chat(UserMessage.from("?")).tokenUsage();

    assertEquals(90, usage.inputTokensDetails().cachedTokens());
    assertEquals(0, charge().cached());
  }

  @Test
  void toolsAreCalledAtOnceAndInAStream() {
    var answer =
        Answer.of("I look.")
            .calling("weather", "{\"city\": \"Wien\", \"when\": \"tomorrow\"}")
            .calling("weather", "{}");
    provider.answer(answer, answer);
    var request =
        ChatRequest.builder()
            .messages(UserMessage.from("rain?"))
            .toolSpecifications(WEATHER)
            .build();
    var heard = Heard.all();

    var whole = model().chat(request);
    streaming().chat(request, heard);

    for (var response : List.of(whole, heard.response())) {
      var calls = response.aiMessage().toolExecutionRequests();
      assertEquals("I look.", response.aiMessage().text());
      assertEquals(FinishReason.TOOL_EXECUTION, response.finishReason());
      assertEquals(2, calls.size());
      assertEquals("weather", calls.get(0).name());
      assertEquals("{\"city\": \"Wien\", \"when\": \"tomorrow\"}", calls.get(0).arguments());
      assertEquals("{}", calls.get(1).arguments());
    }
    assertEquals(
        "weather", provider.exchanges().get(0).body().at("/tools/0/function/name").asText());
    assertEquals(provider.exchanges().get(0).charge().output(), charge().output());
  }

  @Test
  void aSchemaIsAnsweredWithAnObjectThatHasIt() {
    var schema =
        JsonObjectSchema.builder()
            .addStringProperty("city")
            .addIntegerProperty("days")
            .addEnumProperty("sky", List.of("clear", "grey"))
            .build();
    var format =
        ResponseFormat.builder()
            .type(ResponseFormatType.JSON)
            .jsonSchema(JsonSchema.builder().name("weather").rootElement(schema).build())
            .build();
    var request =
        ChatRequest.builder().messages(UserMessage.from("rain?")).responseFormat(format).build();

    var text = model().chat(request).aiMessage().text();

    assertEquals("{\"city\":\"some city\",\"days\":1,\"sky\":\"clear\"}", text);
  }

  @Test
  void theMostTokensThatAreAskedForAreNotExceeded() {
    provider.answer(Answer.tokens("one ", "two ", "three"));
    var request =
        ChatRequest.builder().messages(UserMessage.from("count")).maxOutputTokens(2).build();

    var response = model().chat(request);

    assertEquals("one two ", response.aiMessage().text());
    assertEquals(FinishReason.LENGTH, response.finishReason());
    assertEquals(2, charge().output());
  }

  @Test
  void aFilterAndARefusalHaveTheirOwnShape() {
    provider.answer(Answer.of("").finishing("content_filter"), Answer.refusal("I will not."));

    assertEquals(FinishReason.CONTENT_FILTER, model().chat(UserMessage.from("?")).finishReason());
    assertThrows(RuntimeException.class, () -> model().chat(UserMessage.from("?")));
    assertTrue(charge().nano() > 0, "a refusal is billed");
  }

  @Test
  void failuresComeAsTheClientKnowsThemAndCostNothing() {
    var kinds =
        Map.of(
            400, InvalidRequestException.class,
            401, AuthenticationException.class,
            404, ModelNotFoundException.class,
            429, RateLimitException.class,
            500, InternalServerException.class,
            503, InternalServerException.class);
    kinds.forEach(
        (status, kind) -> {
          provider.answer(Answer.failing(status, "so it is"), Answer.failing(status, "so it is"));
          var heard = Heard.all();

          var thrown = assertThrows(kind, () -> model().chat(UserMessage.from("?")));
          streaming().chat("?", heard);

          assertInstanceOf(kind, heard.error());
          var cause = assertInstanceOf(HttpException.class, thrown.getCause());
          assertEquals(status, cause.statusCode());
          assertTrue(cause.getMessage().contains("\"message\":\"so it is\""), cause.getMessage());
        });
    assertEquals(0, provider.bill());
    assertEquals(12, provider.exchanges().size());
  }

  @Test
  void aWrongKeyAndAnUnknownModelAreRefused() {
    provider.key("another").models("large");

    assertThrows(AuthenticationException.class, () -> model().chat(UserMessage.from("?")));
    provider.key("secret");
    assertThrows(ModelNotFoundException.class, () -> model().chat(UserMessage.from("?")));

    provider.models("small");
    assertEquals("You said: ?", model().chat(UserMessage.from("?")).aiMessage().text());
  }

  @Test
  void theModelsAreListed() {
    provider.models("small", "large");

    var catalog = OpenAiModelCatalog.builder().baseUrl(provider.openai()).apiKey("secret").build();

    assertEquals(
        List.of("small", "large"),
        catalog.listModels().stream().map(ModelDescription::name).toList());
    assertEquals(0, provider.bill());
  }

  @Test
  void textsAreEmbeddedTheSameWayEveryTimeAndBilledByWhatWasRead() {
    var model =
        OpenAiEmbeddingModel.builder()
            .baseUrl(provider.openai())
            .apiKey("secret")
            .modelName("embed")
            .maxRetries(0)
            .build();

    var first = model.embedAll(List.of(TextSegment.from("12345678"), TextSegment.from("other")));
    var again = model.embed("12345678");

    assertEquals(first.content().get(0), again.content());
    assertTrue(!first.content().get(1).equals(again.content()));
    assertEquals(4, first.tokenUsage().inputTokenCount());
    var prices = provider.prices("embed");
    assertEquals(prices.nano(Tokens.of(4, 0)) + prices.nano(Tokens.of(2, 0)), provider.bill());
  }

  @Test
  void aStreamThatTheClientCutsOffIsBilledForWhatItWasSent() throws InterruptedException {
    provider.answer(
        Answer.tokens("a ", "b ", "c ", "d ").using(Tokens.of(50, 400)).stallingAfter(2));
    var heard = Heard.cancellingAfter(2);

    streaming().chat("hello", heard);
    heard.awaitEnough();

    var exchange = provider.exchanges().get(0);
    exchange.awaitClosed(Duration.ofSeconds(5));
    assertEquals(List.of("a ", "b "), heard.tokens);
    assertEquals(2, exchange.sent());
    var nano = provider.prices("small").nano(Tokens.of(50, 2));
    assertEquals(new Charge("openai", "small", 50, 0, 0, 2, 0, nano, false), exchange.charge());
    assertEquals(nano, provider.bill());
  }
}
