package io.waybill.testkit.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds on every wire, tried with LangChain4j's client for it. */
abstract class WireContract {
  static final String KEY = "secret";
  static final String MODEL = "small";

  private static final String ARGUMENTS = "{\"city\":\"Wien\",\"when\":\"tomorrow morning\"}";

  final BillingProvider provider = BillingProvider.start();

  @AfterEach
  void close() {
    provider.close();
  }

  /** A client without retries, with {@link #KEY}, for {@link #MODEL}. */
  abstract ChatModel model();

  abstract StreamingChatModel streaming();

  abstract String name();

  /** The tokens that a client saw, as the provider would count them. */
  abstract Tokens seen(TokenUsage usage);

  /** What of these tokens the wire has a field for. */
  abstract Tokens told(Tokens all);

  /** That the client makes of nothing what it does. */
  abstract void assertNothing(TokenUsage usage);

  final Charge charge() {
    var exchanges = provider.exchanges();
    return exchanges.get(exchanges.size() - 1).charge();
  }

  private static Tokens billed(Charge charge) {
    return new Tokens(
        charge.input(), charge.cached(), charge.cacheWrite(), charge.output(), charge.reasoning());
  }

  final ChatResponse stream(ChatRequest request) {
    var heard = Heard.all();
    streaming().chat(request, heard);
    return heard.response();
  }

  static ChatRequest.Builder ask(String text) {
    return ChatRequest.builder().messages(UserMessage.from(text));
  }

  @Test
  void aChatIsAnsweredWithoutBeingToldWhatToSay() {
    var response = model().chat(ask("where is my parcel").build());

    assertEquals("You said: where is my parcel", response.aiMessage().text());
    assertEquals(FinishReason.STOP, response.finishReason());
    assertEquals(MODEL, response.metadata().modelName());
    assertEquals(Tokens.of(5, 6), billed(charge()));
    assertEquals(Tokens.of(5, 6), seen(response.tokenUsage()));
    assertEquals(name(), charge().provider());
    assertEquals(MODEL, charge().model());
  }

  @Test
  void whatTheSystemSaysIsReadAndBilledToo() {
    var messages = List.of(SystemMessage.from("12345678"), UserMessage.from("1234"));

    model().chat(ChatRequest.builder().messages(messages).build());

    assertEquals(3, charge().input());
  }

  @Test
  void theUsageThatTheClientSeesIsTheOneThatIsBilled() {
    var prices = new Prices(400_000_000, 100_000_000, 500_000_000, 1_600_000_000);
    var tokens = told(new Tokens(1000, 700, 100, 50, 30));
    provider.prices(MODEL, prices);
    provider.answer(Answer.of("Yes.").using(tokens), Answer.of("Yes.").using(tokens));

    var whole = model().chat(ask("?").build());
    var streamed = stream(ask("?").build());

    assertEquals(tokens, seen(whole.tokenUsage()));
    assertEquals(tokens, seen(streamed.tokenUsage()));
    assertEquals(tokens, billed(charge()));
    var plain = 1000 - tokens.cached() - tokens.cacheWrite();
    var nano = plain * 400 + tokens.cached() * 100 + tokens.cacheWrite() * 500 + 50 * 1600;
    assertEquals(2 * nano, provider.bill());
  }

  @Test
  void aStreamComesTokenByTokenAndTellsItsUsageAtTheEnd() {
    provider.answer(Answer.tokens("You ", "get ", "it — at once."));
    var heard = Heard.all();

    streaming().chat("hello", heard);

    assertEquals("You get it — at once.", heard.response().aiMessage().text());
    assertEquals(List.of("You ", "get ", "it — at once."), heard.tokens);
    assertEquals(FinishReason.STOP, heard.response().finishReason());
    assertEquals(MODEL, heard.response().metadata().modelName());
    assertEquals(Tokens.of(2, 3), seen(heard.response().tokenUsage()));
    assertEquals(Tokens.of(2, 3), billed(charge()));
    assertEquals(3, provider.exchanges().get(0).sent());
  }

  @Test
  void aStreamWithoutUsageIsBilledAllTheSame() {
    provider.answer(Answer.of("You get it.").using(Tokens.of(100, 7)).withoutUsage());

    var response = stream(ask("hello").build());

    assertNothing(response.tokenUsage());
    assertEquals(Tokens.of(100, 7), billed(charge()));
    assertEquals(provider.prices(MODEL).nano(Tokens.of(100, 7)), provider.bill());
  }

  @Test
  void whatTheClientIsToldMayDifferFromWhatIsBilled() {
    provider.answer(Answer.of("Yes.").using(Tokens.of(10, 1)).reporting(Tokens.of(11, 5)));

    var usage = model().chat(ask("?").build()).tokenUsage();

    assertEquals(Tokens.of(11, 5), seen(usage));
    assertEquals(Tokens.of(10, 1), billed(charge()));
  }

  @Test
  void toolsAreCalledAtOnceAndInAStream() {
    var answer =
        Answer.of("I look.").calling("weather", ARGUMENTS).calling("weather", "{\"city\":\"Rom\"}");
    provider.answer(answer, answer);
    var weather =
        ToolSpecification.builder()
            .name("weather")
            .parameters(JsonObjectSchema.builder().addStringProperty("city").build())
            .build();
    var request = ask("rain?").toolSpecifications(weather).build();

    for (var response : List.of(model().chat(request), stream(request))) {
      var calls = response.aiMessage().toolExecutionRequests();
      assertEquals("I look.", response.aiMessage().text());
      assertEquals(FinishReason.TOOL_EXECUTION, response.finishReason());
      assertEquals(2, calls.size());
      assertEquals("weather", calls.get(0).name());
      assertEquals(Json.parse(ARGUMENTS), Json.parse(calls.get(0).arguments()));
      assertEquals(Json.parse("{\"city\":\"Rom\"}"), Json.parse(calls.get(1).arguments()));
    }
    var charges = provider.exchanges().stream().map(Exchange::charge).toList();
    assertEquals(charges.get(0), charges.get(1));
  }

  @Test
  void theScriptSeesWhatIsAskedForWhicheverTheWire() {
    provider.answering(
        question ->
            Answer.of(
                "%s %s %s %s %s"
                    .formatted(
                        question.provider(),
                        question.model(),
                        question.prompt(),
                        question.tools(),
                        question.streaming())));
    var look = ToolSpecification.builder().name("look").build();

    var whole = model().chat(ask("rain?").toolSpecifications(look).build());
    var streamed = stream(ask("sun?").build());

    assertEquals(name() + " small rain? [look] false", whole.aiMessage().text());
    assertEquals(name() + " small sun? [] true", streamed.aiMessage().text());
  }

  @Test
  void aSchemaIsAnsweredWithAnObjectThatHasIt() {
    var schema =
        JsonObjectSchema.builder()
            .addStringProperty("city")
            .addIntegerProperty("days")
            .addEnumProperty("sky", List.of("clear", "grey"))
            .required("city", "days", "sky")
            .build();
    var format =
        ResponseFormat.builder()
            .type(ResponseFormatType.JSON)
            .jsonSchema(JsonSchema.builder().name("weather").rootElement(schema).build())
            .build();

    var text = model().chat(ask("rain?").responseFormat(format).build()).aiMessage().text();

    assertEquals(
        Json.parse("{\"city\":\"some city\",\"days\":1,\"sky\":\"clear\"}"), Json.parse(text));
  }

  @Test
  void theMostTokensThatAreAskedForAreNotExceeded() {
    provider.answer(Answer.tokens("one ", "two ", "three"), Answer.tokens("one ", "two ", "three"));
    var request = ask("count").maxOutputTokens(2).build();

    for (var response : List.of(model().chat(request), stream(request))) {
      assertEquals("one two ", response.aiMessage().text());
      assertEquals(FinishReason.LENGTH, response.finishReason());
      assertEquals(2, charge().output());
    }
  }

  @Test
  void failuresComeAsTheClientKnowsThemAndCostNothing() {
    Map<Integer, Class<? extends RuntimeException>> kinds =
        new TreeMap<>(
            Map.of(
                400, InvalidRequestException.class,
                401, AuthenticationException.class,
                404, ModelNotFoundException.class,
                429, RateLimitException.class,
                500, InternalServerException.class,
                503, InternalServerException.class,
                529, InternalServerException.class));
    kinds.forEach(
        (status, kind) -> {
          provider.answer(Answer.failing(status, "so it is"), Answer.failing(status, "so it is"));
          var heard = Heard.all();

          var thrown = assertThrows(kind, () -> model().chat(ask("?").build()));
          streaming().chat("?", heard);

          assertInstanceOf(kind, heard.error());
          var cause = assertInstanceOf(HttpException.class, thrown.getCause());
          assertEquals(status, cause.statusCode());
          assertTrue(cause.getMessage().contains("\"so it is\""), cause.getMessage());
        });
    assertEquals(0, provider.bill());
    assertEquals(2 * kinds.size(), provider.exchanges().size());
    provider.exchanges().forEach(exchange -> assertFalse(exchange.charge().whole()));
  }

  @Test
  void aWrongKeyAndAnUnknownModelAreRefusedAndCostNothing() {
    provider.key("another").models("large");
    var wrongKey = assertThrows(RuntimeException.class, () -> model().chat(ask("?").build()));
    provider.key(KEY);
    var wrongModel = assertThrows(RuntimeException.class, () -> model().chat(ask("?").build()));
    provider.models(MODEL);

    assertEquals(wrongKeyStatus(), ((HttpException) wrongKey.getCause()).statusCode());
    assertEquals(wrongModelStatus(), ((HttpException) wrongModel.getCause()).statusCode());
    assertEquals(0, provider.bill());
    assertEquals("You said: ?", model().chat(ask("?").build()).aiMessage().text());
  }

  int wrongKeyStatus() {
    return 401;
  }

  int wrongModelStatus() {
    return 404;
  }

  @Test
  void aStreamThatTheClientCutsOffIsBilledForWhatItWasSent() throws InterruptedException {
    provider.answer(
        Answer.tokens("a ", "b ", "c ", "d ").using(Tokens.of(50, 400)).stallingAfter(2));
    var heard = Heard.cancellingAfter(2);

    streaming().chat("hello", heard);
    heard.awaitEnough();

    var exchange = provider.exchanges().get(0);
    exchange.awaitClosed(Duration.ofSeconds(10));
    assertEquals(List.of("a ", "b "), heard.tokens);
    assertEquals(2, exchange.sent());
    var nano = provider.prices(MODEL).nano(Tokens.of(50, 2));
    assertEquals(new Charge(name(), MODEL, 50, 0, 0, 2, 0, nano, false), exchange.charge());
    assertEquals(nano, provider.bill());
  }
}
