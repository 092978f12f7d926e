package io.waybill.models;

import static io.waybill.dsl.Bind.retry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.waybill.dsl.Flow;
import io.waybill.http.Http;
import io.waybill.langchain4j.Chat;
import io.waybill.langchain4j.Tools;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.plan.Ref;
import io.waybill.run.LocalEngine;
import io.waybill.run.RunEvent;
import io.waybill.run.RunException;
import io.waybill.run.RunOptions;
import io.waybill.telemetry.Telemetry;
import io.waybill.testkit.billing.Answer;
import io.waybill.testkit.billing.BillingProvider;
import io.waybill.testkit.billing.Prices;
import io.waybill.testkit.billing.Tokens;
import io.waybill.work.Attempt;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;

/**
 * After every test the provider's own bill, the ledger, and the sum over the exported spans are the
 * same, to the nano-dollar.
 */
class ThreeBillsTest {
  private static final String MODEL = "gpt-test";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final BillingProvider provider = BillingProvider.start();
  private final Http http = Http.create();
  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
  private final OpenTelemetrySdk openTelemetry =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(spans))
                  .build())
          .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(metrics).build())
          .build();
  private final LocalEngine engine =
      LocalEngine.builder().prices(prices()).listener(Telemetry.of(openTelemetry)).build();
  private long billed;

  @AfterEach
  void everyBillIsTheSame() {
    http.close();
    provider.close();
    assertEquals(provider.bill(), billed, "the provider's bill and the ledger");
    assertEquals(provider.bill(), exported(), "the provider's bill and the exported spans");
    assertEquals(provider.bill(), metered(), "the provider's bill and the metric");
    openTelemetry.close();
  }

  private long exported() {
    return spans.getFinishedSpanItems().stream()
        .map(span -> span.getAttributes().get(AttributeKey.longKey("waybill.cost.nano_usd")))
        .filter(Objects::nonNull)
        .mapToLong(Long::longValue)
        .sum();
  }

  private long metered() {
    return metrics.collectAllMetrics().stream()
        .filter(metric -> metric.getName().equals("waybill.cost"))
        .flatMap(metric -> metric.getLongSumData().getPoints().stream())
        .mapToLong(LongPointData::getValue)
        .sum();
  }

  /** The provider's prices, as the ledger writes them: dollars per million tokens. */
  private PriceBook prices() {
    var prices = provider.prices(MODEL);
    var rate =
        new Price.Rate(
            dollars(prices.input()),
            dollars(prices.cached()),
            dollars(prices.cacheWrite()),
            dollars(prices.output()));
    return PriceBook.of(Map.of(MODEL, rate), Map.of(), Optional.empty());
  }

  private static BigDecimal dollars(long nano) {
    return BigDecimal.valueOf(nano, 9);
  }

  private Chat whole() {
    return Chat.of(
            MODEL,
            line ->
                OpenAiChatModel.builder()
                    .httpClientBuilder(http.on(line))
                    .baseUrl(provider.openai())
                    .apiKey("sk-none")
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
                    .apiKey("sk-none")
                    .modelName(MODEL)
                    .build())
        .withProvider("openai");
  }

  private static Plan<String> asking(Work<String, String> work) {
    return Flow.plan(
        "asking", flow -> flow.call("ask", flow.input("text", String.class), work, retry(1)));
  }

  private Waybill run(Plan<?> plan, Object input) {
    return billed(engine.run(plan, Map.of("text", input)).waybill());
  }

  private Waybill billed(Waybill waybill) {
    billed += waybill.ledger().total().known().nanoUsd();
    assertEquals(0, waybill.ledger().total().unpriced(), waybill::toString);
    return waybill;
  }

  @Test
  void ofAnAnswer() {
    var waybill = run(asking(whole().text()), "How long is the warranty?");
    assertTrue(billed > 0);
    assertEquals(1, waybill.ledger().postings().get(0).marks().exchanges());
  }

  @Test
  void ofAStream() {
    var posting = run(asking(streaming().text()), "How long?").ledger().postings().get(0);
    assertEquals(Usage.Basis.REPORTED, posting.usage().basis());
    assertTrue(posting.parts().streamed());
  }

  @Test
  void ofFailedAttempts() {
    provider.answer(Answer.failing(500, "a bad moment"));
    var waybill = run(asking(streaming().text()), "How long?");
    assertEquals(
        List.of(Posting.Fate.FAILED, Posting.Fate.USED),
        waybill.ledger().postings().stream().map(Posting::fate).toList());
  }

  @Test
  void ofCachedAndReasoningTokens() {
    provider.answer(Answer.of("two years").using(new Tokens(1203, 1024, 0, 411, 380)));
    var usage = run(asking(whole().text()), "How long?").ledger().postings().get(0).usage();
    assertEquals(1024, usage.cacheRead());
    assertEquals(380, usage.reasoning());
  }

  @Test
  void ofAStreamThatSaysNothingOfItsUsage() {
    provider.answer(Answer.of("It is two years.").withoutUsage());
    var waybill = run(asking(streaming().text()), "How long is the warranty on a kettle?");
    assertEquals(Usage.Basis.COUNTED, waybill.ledger().postings().get(0).usage().basis());
    assertTrue(waybill.toString().contains("usage.counted"), waybill::toString);
  }

  @Test
  void ofAStreamThatIsCancelled() {
    provider.answer(Answer.of("It is two years and more.").stallingAfter(3));
    var followed = Sinks.<Outcome<String>>one();
    var plan =
        Flow.<String>plan(
            "followed",
            flow ->
                flow.call(
                    "ask",
                    flow.call(
                        "wait",
                        flow.input("text", String.class),
                        (text, call) -> followed.asMono()),
                    streaming().text()));
    var run = engine.start(plan, Map.of("text", ""), RunOptions.DEFAULT);
    run.events()
        .doOnNext(event -> followed.tryEmitValue(Outcome.of("How long is the warranty?")))
        .ofType(RunEvent.Token.class)
        .skip(2)
        .next()
        .doOnNext(token -> run.cancel("that is enough"))
        .block(PATIENCE);
    var failed = assertThrows(RunException.class, () -> run.result().block(PATIENCE));
    provider.exchanges().get(0).awaitClosed(PATIENCE);
    var posting = billed(failed.waybill()).ledger().postings().get(1);
    assertEquals(Posting.Fate.CANCELLED, posting.fate());
    assertEquals(3, posting.usage().output());
  }

  @Test
  void ofAMapOfThreeHundredItems() {
    provider.answering(
        question -> {
          long n = question.prompt().length();
          return Answer.of("ok").using(new Tokens(100 + n, n, 0, 7 * n, n));
        });
    var items = IntStream.range(0, 300).mapToObj(n -> "item " + "x".repeat(n % 37)).toList();
    var plan =
        Flow.<List<String>>plan(
            "map",
            flow -> {
              @SuppressWarnings("unchecked") // a list of what it is given below
              Ref<List<String>> texts = (Ref<List<String>>) (Ref<?>) flow.input("text", List.class);
              return flow.each(
                  "each", texts, 300, (body, item) -> body.call("ask", item, streaming().text()));
            });
    assertEquals(300, run(plan, items).ledger().postings().size());
  }

  @Test
  void ofRetriesThatTheUsersOwnModelHides() {
    provider.answer(Answer.failing(429, "slow down").header("retry-after", "0"));
    var own =
        Chat.of(
                MODEL,
                line ->
                    OpenAiChatModel.builder()
                        .httpClientBuilder(http.on(line))
                        .baseUrl(provider.openai())
                        .apiKey("sk-none")
                        .modelName(MODEL)
                        .build())
            .withProvider("openai");
    var waybill = run(asking(own.text()), "How long?");
    assertEquals(1, waybill.ledger().postings().size());
    assertTrue(
        waybill.toString().contains("ask: hidden_retries: 2 exchanges in one attempt"),
        waybill::toString);
  }

  @Test
  void ofWhatToolsSpendInsideACall() {
    provider.answer(
        Answer.tokens().calling("summary", "{\"of\": \"A-1007\"}"),
        Answer.of("It was shipped on Monday."),
        Answer.of("Your order is on its way."));
    var tool =
        ToolSpecification.builder()
            .name("summary")
            .parameters(JsonObjectSchema.builder().addStringProperty("of").build())
            .build();
    Work<Map<String, Object>, String> summary =
        Work.described(
            WorkInfo.named("summary").build(),
            (arguments, call) ->
                call.inner(
                    new Attempt("model", streaming().text().info()),
                    inside -> whole().text().perform("Sum up " + arguments.get("of"), inside)));
    var agent = streaming().agent(Tools.of().plus(tool, summary));
    var waybill = run(asking(agent), "Where is my order A-1007?");
    assertEquals(
        List.of("ask/turn#1", "ask/summary#2/model#1", "ask/summary#2", "ask/turn#3", "ask"),
        waybill.ledger().postings().stream().map(Posting::path).toList());
    assertEquals(3, provider.exchanges().size());
  }

  @Test
  void ofFailuresOfEveryKindInARow() {
    provider.answer(
        Answer.failing(429, "slow down"),
        Answer.failing(503, "not now"),
        Answer.of("It is two years and more.").droppingAfter(2),
        Answer.of("It is two years."));
    var plan =
        Flow.<String>plan(
            "asking",
            flow ->
                flow.call("ask", flow.input("text", String.class), streaming().text(), retry(3)));
    var fates = run(plan, "How long?").ledger().postings().stream().map(Posting::fate).toList();
    assertEquals(
        List.of("FAILED", "FAILED", "FAILED", "USED"), fates.stream().map(Enum::name).toList());
  }

  @Test
  void withPricesThatRoundEveryTime() {
    assertEquals(
        new Prices(37_500_001, 9_375_003, 46_875_007, 150_000_009), provider.prices(MODEL));
  }
}
