package io.waybill.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.http.Http;
import io.waybill.ledger.Price.Rate;
import io.waybill.ledger.PriceBook;
import io.waybill.plan.Plan;
import io.waybill.run.LocalEngine;
import io.waybill.run.RunEvent;
import io.waybill.run.RunException;
import io.waybill.run.RunOptions;
import io.waybill.run.RunResult;
import io.waybill.testkit.billing.Answer;
import io.waybill.testkit.billing.BillingProvider;
import io.waybill.testkit.billing.Exchange;
import io.waybill.testkit.billing.Prices;
import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.yaml.Catalog;
import io.waybill.yaml.Yaml;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every provider over the wire, to a server on this machine that keeps its own bill. */
class ProvidersTest {
  private static final String KEY = "sk-secret-0123456789abcdef";
  private static final String NAME = "OWN_API_KEY";

  @TempDir Path folder;
  private final BillingProvider provider = BillingProvider.start().models("m-1");
  private final Http http = Http.create();

  @AfterEach
  void close() {
    http.close();
    provider.close();
  }

  private String url(Maker maker) {
    return switch (maker) {
      case ANTHROPIC -> provider.anthropic();
      case GEMINI -> provider.gemini();
      case MISTRAL -> provider.mistral();
      case OLLAMA -> provider.ollama();
      case OPENAI -> provider.openai();
    };
  }

  private static String path(Maker maker) {
    return switch (maker) {
      case ANTHROPIC -> "/v1/messages";
      case GEMINI -> "/v1beta/models/m-1:streamGenerateContent";
      case MISTRAL -> "/mistral/v1/chat/completions";
      case OLLAMA -> "/api/chat";
      case OPENAI -> "/v1/chat/completions";
    };
  }

  private static String shown(Maker maker, Exchange exchange) {
    var headers = exchange.headers();
    return switch (maker) {
      case ANTHROPIC -> headers.getOrDefault("x-api-key", "");
      case GEMINI -> headers.getOrDefault("x-goog-api-key", "");
      case MISTRAL, OLLAMA, OPENAI -> headers.getOrDefault("authorization", "");
    };
  }

  private ModelCatalog models(Map<String, String> environment) {
    return new ModelCatalog(environment, () -> http);
  }

  private Plan<?> plan(ModelCatalog models, String model) {
    var file =
        """
        waybill: 1
        plan: ask
        inputs: { q: text }
        models:
          m: { %s }
        steps:
          said: { model: m, prompt: "Q: ${{ inputs.q }}" }
        output: ${{ steps.said }}
        """;
    var catalog = Catalog.builder().with(models).build();
    return Yaml.read(file.formatted(model), folder, catalog);
  }

  private String declared(Maker maker) {
    return "provider: %s, model: m-1, url: \"%s\"".formatted(maker.provider(), url(maker));
  }

  private LocalEngine engine() {
    var price = provider.prices("m-1");
    var rate =
        new Rate(
            perMillion(price.input()),
            perMillion(price.cached()),
            perMillion(price.cacheWrite()),
            perMillion(price.output()));
    var book = PriceBook.of(Map.of("m-1", rate), Map.of(), Optional.empty());
    return LocalEngine.builder().prices(book).build();
  }

  private static BigDecimal perMillion(long nano) {
    return BigDecimal.valueOf(nano, 9);
  }

  private RunResult<?> ask(Plan<?> plan) {
    return engine().run(plan, Map.of("q", "Why?"));
  }

  private WorkFailure failed(Plan<?> plan) {
    var e = assertThrows(RunException.class, () -> ask(plan));
    var failure = e.waybill().failure().orElseThrow();
    return new WorkFailure(failure.kind(), failure.message(), e.waybill().toString());
  }

  private record WorkFailure(ErrorKind kind, String message, String receipt) {}

  private Exchange last() {
    var all = provider.exchanges();
    return all.get(all.size() - 1);
  }

  @ParameterizedTest
  @EnumSource(Maker.class)
  void isAskedItsOwnWayWithItsKeyAndBillsToTheNanoDollar(Maker maker) {
    provider.prices("m-1", new Prices(401_234_567, 101_234_567, 501_234_567, 1_601_234_567));
    if (maker != Maker.OLLAMA) {
      provider.key(KEY);
    }
    provider.answer(Answer.of("one two three"));
    var models = models(Map.of(NAME, KEY));
    var plan = plan(models, declared(maker) + ", key_env: " + NAME);
    assertEquals(List.of(), models.preflight().block());
    var result = ask(plan);
    assertEquals("one two three", result.value());
    assertEquals(path(maker), last().path());
    assertTrue(shown(maker, last()).endsWith(KEY), shown(maker, last()));
    var charge = last().charge();
    assertEquals(maker.provider(), charge.provider());
    var posting = result.waybill().ledger().postings().get(0);
    assertEquals(
        List.of(charge.input(), charge.output()),
        List.of(posting.usage().input(), posting.usage().output()));
    assertEquals(Usage.Basis.REPORTED, posting.usage().basis());
    assertEquals(1, posting.marks().exchanges());
    assertEquals(provider.bill(), result.waybill().ledger().total().known().nanoUsd());
    assertEquals(0, result.waybill().ledger().total().unpriced());
    assertTrue(provider.bill() > 0);
    assertFalse(result.waybill().toString().contains(KEY));
  }

  @ParameterizedTest
  @EnumSource(Maker.class)
  void tokensAreEventsAndACancelClosesTheSocket(Maker maker) {
    var followed = new CompletableFuture<Answer>();
    provider.answering(question -> followed.join());
    var model = declared(maker) + ", key_env: " + NAME;
    var plan = plan(models(Map.of(NAME, KEY)), model);
    var run = engine().start(plan, Map.of("q", "Why?"), RunOptions.DEFAULT);
    var heard =
        run.events()
            .ofType(RunEvent.Token.class)
            .map(RunEvent.Token::text)
            .take(2)
            .collectList()
            .toFuture();
    followed.complete(Answer.tokens("one ", "two ", "three").stallingAfter(2));
    assertEquals(List.of("one ", "two "), heard.orTimeout(20, TimeUnit.SECONDS).join());
    run.cancel("enough");
    last().awaitClosed(Duration.ofSeconds(20));
    var e = assertThrows(RunException.class, () -> run.result().block());
    var usage = e.waybill().ledger().postings().get(0).usage();
    assertEquals(Usage.Basis.COUNTED, usage.basis());
    assertEquals(2, usage.output());
  }

  @ParameterizedTest
  @EnumSource(Maker.class)
  void everySettingIsSent(Maker maker) {
    var seed = maker == Maker.ANTHROPIC ? "" : ", seed: 7";
    var model =
        declared(maker)
            + ", temperature: 0.25, top_p: 0.75, max_tokens: 99, system: Be kind."
            + seed;
    ask(plan(models(Map.of()), model));
    var sent = last().body().toString();
    for (var setting : List.of("0.25", "0.75", "99", "Be kind.", "Q: Why?")) {
      assertTrue(sent.contains(setting), sent);
    }
    assertTrue(seed.isEmpty() || sent.contains(":7"), sent);
  }

  @Test
  void theLibraryTriesNothingAgainByItself() {
    provider.answer(Answer.failing(429, "slow down"), Answer.of("never"));
    assertEquals(
        ErrorKind.RATE_LIMITED, failed(plan(models(Map.of()), declared(Maker.OPENAI))).kind());
    assertEquals(1, provider.exchanges().size());
  }

  @Test
  void aMissingKeyIsTheErrorOfTheFirstCallAndNothingIsSent() {
    var plan = plan(models(Map.of()), declared(Maker.OPENAI) + ", key_env: " + NAME);
    var failure = failed(plan);
    assertEquals(ErrorKind.AUTH, failure.kind());
    assertEquals(provider.openai() + "#m-1 has no key: set OWN_API_KEY", failure.message());
    assertEquals(List.of(), provider.exchanges());
  }

  @ParameterizedTest
  @EnumSource(value = Maker.class, mode = EnumSource.Mode.EXCLUDE, names = "OLLAMA")
  void aRefusedKeyIsAnErrorWithoutTheKey(Maker maker) {
    provider.key("sk-another-0123456789");
    var plan = plan(models(Map.of(NAME, KEY)), declared(maker) + ", key_env: " + NAME);
    var failure = failed(plan);
    // Gemini answers 400 for it, as for any bad request
    assertEquals(ErrorKind.AUTH, failure.kind());
    assertFalse((failure.message() + failure.receipt()).contains(KEY), failure::message);
  }

  @Test
  void anEngineOfOnesOwnIsBilledByItsTime() {
    var model = "provider: openai, model: \"*\", url: \"%s\"".formatted(provider.openai());
    var usage = ask(plan(models(Map.of()), model)).waybill().ledger().postings().get(0).usage();
    assertEquals("", usage.provider());
    assertTrue(usage.engine().toNanos() > 0);
    assertEquals(last().charge().output(), usage.output());
  }

  @Test
  void theOnlyModelIsAskedForOnceAndIsNoExchangeOfTheAttempt() {
    var model = "provider: openai, model: \"*\", url: \"%s\"".formatted(provider.openai());
    var plan = plan(models(Map.of()), model);
    for (int i = 0; i < 2; i++) {
      var posting = ask(plan).waybill().ledger().postings().get(0);
      assertEquals(1, posting.marks().exchanges());
      assertEquals("m-1", last().charge().model());
    }
    assertEquals(
        List.of("/v1/models", "/v1/chat/completions", "/v1/chat/completions"),
        provider.exchanges().stream().map(Exchange::path).toList());
  }

  @Test
  void theOnlyModelOfSeveralIsNone() {
    provider.models("m-2");
    var model = "provider: openai, model: \"*\", url: \"%s\"".formatted(provider.openai());
    var failure = failed(plan(models(Map.of()), model));
    assertEquals(ErrorKind.INVALID, failure.kind());
    assertEquals(
        "%1$s has to say which: write %1$s#m-1, or model: in a file. It has: m-1, m-2"
            .formatted(provider.openai()),
        failure.message());
  }
}
