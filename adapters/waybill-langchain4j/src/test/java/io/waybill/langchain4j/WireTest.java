package io.waybill.langchain4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.service.AiServices;
import io.waybill.http.Http;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.run.LocalEngine;
import io.waybill.run.Run;
import io.waybill.run.RunEvent;
import io.waybill.run.RunException;
import io.waybill.run.RunOptions;
import io.waybill.testkit.billing.Answer;
import io.waybill.testkit.billing.BillingProvider;
import io.waybill.testkit.billing.Tokens;
import io.waybill.work.ErrorKind;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo.Effects;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Over the wire of OpenAI, from a provider that keeps its own bill: after every test that is the
 * ledger's known total, to the nano-dollar.
 */
@Timeout(60)
class WireTest {
  private static final String MODEL = "gpt-test";

  /**
   * A busy machine may take seconds; whoever does not close the socket is found out all the same,
   * since nothing else would close it before the 30 s of the timer 'idle'.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final BillingProvider provider = BillingProvider.start();
  private final Http http = Http.create();
  private final LocalEngine engine = LocalEngine.builder().prices(prices()).build();
  private final Desk desk = new Desk();
  private long billed;

  record Grade(int stars, boolean sure) {}

  interface Assistant {
    String answer(String question);
  }

  @AfterEach
  void theProvidersBillIsTheLedgers() {
    http.close();
    provider.close();
    assertEquals(provider.bill(), billed);
  }

  private PriceBook prices() {
    var prices = provider.prices(MODEL);
    var rate =
        new Price.Rate(
            BigDecimal.valueOf(prices.input(), 9),
            BigDecimal.valueOf(prices.cached(), 9),
            BigDecimal.valueOf(prices.cacheWrite(), 9),
            BigDecimal.valueOf(prices.output(), 9));
    return PriceBook.of(Map.of(MODEL, rate), Map.of(), Optional.empty());
  }

  private Chat whole() {
    return Chat.of(
            MODEL,
            line ->
                OpenAiChatModel.builder()
                    .httpClientBuilder(http.on(line))
                    .baseUrl(provider.openai())
                    .apiKey("sk-none-of-your-business")
                    .modelName(MODEL)
                    .maxRetries(0)
                    .build())
        .withProvider("openai");
  }

  private Chat streaming() {
    return Chat.streaming(
            MODEL,
            line ->
                OpenAiStreamingChatModel.builder()
                    .httpClientBuilder(http.on(line))
                    .baseUrl(provider.openai())
                    .apiKey("sk-none-of-your-business")
                    .modelName(MODEL)
                    .build())
        .withProvider("openai");
  }

  private Tools tools() {
    return Tools.of(desk).withEffects(Effects.IDEMPOTENT);
  }

  private static <O> Plan<O> plan(Work<String, O> work) {
    return Runs.plan(String.class, work);
  }

  private <O> Run<O> start(Work<String, O> work) {
    return engine.start(plan(work), Map.of("asked", "How long is it?"), RunOptions.DEFAULT);
  }

  private <O> O value(Work<String, O> work) {
    var result = Runs.await(start(work).result());
    count(result.waybill());
    return result.value();
  }

  private RunException failure(Run<?> run) {
    var thrown = assertThrows(RunException.class, () -> run.result().block(PATIENCE));
    count(thrown.waybill());
    return thrown;
  }

  private void count(Waybill waybill) {
    billed += waybill.ledger().total().known().nanoUsd();
  }

  @Test
  void aRecordIsAskedForWithItsSchemaAndRead() {
    provider.answer(
        Answer.of("{\"stars\":4,\"sure\":true}").using(new Tokens(2006, 1920, 0, 300, 64)));
    assertEquals(new Grade(4, true), value(whole().as(Grade.class)));
    var format = provider.exchanges().get(0).body().path("response_format");
    assertEquals("json_schema", format.path("type").asText());
    var schema = format.path("json_schema").path("schema");
    assertEquals("[\"stars\",\"sure\"]", schema.path("required").toString());
  }

  @Test
  void whatIsNoRecordIsPaidAllTheSame() {
    provider.answer(Answer.of("four stars"));
    assertEquals(ErrorKind.INVALID, failure(start(whole().as(Grade.class))).failure().kind());
    assertTrue(billed > 0);
  }

  @Test
  void anAgentsTurnsAreEachOnBothBills() {
    for (var chat : List.of(whole(), streaming())) {
      provider.answer(
          Answer.tokens().calling("note", "{\"text\":\"a\"}").calling("find", "{\"text\":\"b\"}"),
          Answer.tokens().calling("refund", "{\"order\":\"A7\",\"cents\":-1,\"oder\":1}"),
          Answer.of("It is done."));
      assertEquals("It is done.", value(chat.agent(tools())));
    }
    assertEquals(6, provider.exchanges().size());
    var told = provider.exchanges().get(2).body().path("messages");
    assertTrue(told.get(told.size() - 1).toString().contains("it takes no 'oder'"), told::toString);
  }

  @Test
  void aServicesExchangesAreEachOnBothBills() {
    provider.answer(Answer.tokens().calling("note", "{\"text\":\"a\"}"), Answer.of("Noted."));
    var service =
        whole()
            .<Assistant, String, String>service(
                Assistant.class,
                Effects.IDEMPOTENT,
                model -> AiServices.builder(Assistant.class).chatModel(model).tools(desk).build(),
                Assistant::answer);
    assertEquals("Noted.", value(service));
    assertEquals(2, provider.exchanges().size());
  }

  @Test
  void aRefusalIsARefusal() {
    provider.answer(Answer.of("I").finishing("content_filter"));
    assertEquals(ErrorKind.REFUSED, failure(start(whole().text())).failure().kind());
  }

  @Test
  void errorsOfTheWireAreOfTheirKindAndCostNothing() {
    var kinds =
        Map.of(
            401, ErrorKind.AUTH,
            404, ErrorKind.INVALID,
            429, ErrorKind.RATE_LIMITED,
            500, ErrorKind.TRANSIENT,
            529, ErrorKind.TRANSIENT);
    kinds.forEach(
        (status, kind) -> {
          for (var chat : List.of(whole(), streaming())) {
            provider.answer(Answer.failing(status, "no"));
            assertEquals(kind, failure(start(chat.text())).failure().kind(), "" + status);
          }
        });
    assertEquals(0, billed);
  }

  @Test
  void aCancelBeforeTheFirstTokenClosesTheSocketAtOnce() throws InterruptedException {
    var arrived = new CountDownLatch(2);
    provider.answering(
        question -> {
          arrived.countDown();
          return Answer.SILENCE;
        });
    var stream = start(streaming().text());
    var whole = start(whole().text());
    assertTrue(arrived.await(10, TimeUnit.SECONDS));
    cancelled(stream);
    whole.cancel("enough");
    provider.exchanges().forEach(exchange -> exchange.awaitClosed(PATIENCE));
    var thrown = assertThrows(RunException.class, () -> whole.result().block(PATIENCE));
    assertEquals(1, thrown.waybill().ledger().total().unpriced(), "nobody said what it took");
    billed += unseen();
  }

  /** What the provider bills for requests that were not streamed. */
  private long unseen() {
    return provider.exchanges().stream()
        .filter(exchange -> !exchange.body().path("stream").asBoolean())
        .mapToLong(exchange -> exchange.charge().nano())
        .sum();
  }

  @Test
  void aCancelMidStreamClosesTheSocketAtOnceAndBothBillTheTokensSent() throws InterruptedException {
    provider.answer(Answer.of("one two three four").stallingAfter(3));
    var followed = new CountDownLatch(1);
    var chat =
        Chat.streaming(
                MODEL,
                line -> {
                  Runs.waitFor(followed);
                  return OpenAiStreamingChatModel.builder()
                      .httpClientBuilder(http.on(line))
                      .baseUrl(provider.openai())
                      .apiKey("sk-none-of-your-business")
                      .modelName(MODEL)
                      .build();
                })
            .withProvider("openai");
    var run = start(chat.text());
    var third = run.events().ofType(RunEvent.Token.class).skip(2).next().toFuture();
    followed.countDown();
    assertEquals("three ", third.join().text());
    cancelled(run);
  }

  /** Cancels a run that has one exchange under way, whose socket is closed then. */
  private void cancelled(Run<?> run) {
    var exchange =
        provider.exchanges().stream()
            .filter(one -> one.body().path("stream").asBoolean())
            .findFirst()
            .orElseThrow();
    run.cancel("enough");
    exchange.awaitClosed(PATIENCE);
    failure(run);
  }

  @Test
  void aCancelInAToolInterruptsIt() throws InterruptedException {
    provider.answer(Answer.tokens().calling("hangs", "{}"));
    var run = start(whole().agent(tools()));
    assertTrue(desk.waiting.await(10, TimeUnit.SECONDS));
    run.cancel("enough");
    assertTrue(desk.interrupted.await(20, TimeUnit.SECONDS));
    failure(run);
  }

  @Test
  void aModelOfTheUsersWithItsOwnRetriesIsFlagged() {
    provider.answer(Answer.failing(429, "slowly"));
    var built =
        OpenAiChatModel.builder()
            .httpClientBuilder(http.client())
            .baseUrl(provider.openai())
            .apiKey("sk-none-of-your-business")
            .modelName(MODEL)
            .build();
    var result = Runs.await(start(Chat.of(MODEL, built).text()).result());
    count(result.waybill());
    assertEquals(2, provider.exchanges().size());
    assertTrue(
        result.waybill().toString().contains("hidden_retries: it may try 2 times more, unseen"),
        result.waybill()::toString);
  }

  @Test
  void vectorsAreOnBothBills() {
    var embeddings =
        Embeddings.of(
                MODEL,
                line ->
                    OpenAiEmbeddingModel.builder()
                        .httpClientBuilder(http.on(line))
                        .baseUrl(provider.openai())
                        .apiKey("sk-none-of-your-business")
                        .modelName(MODEL)
                        .maxRetries(0)
                        .build())
            .withProvider("openai");
    assertTrue(value(embeddings.vector()).length > 0);
  }
}
