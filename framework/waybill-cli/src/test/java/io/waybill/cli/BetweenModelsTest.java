package io.waybill.cli;

import static io.waybill.cli.Shell.waybill;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.waybill.http.Http;
import io.waybill.local.Encoders;
import io.waybill.models.ModelCatalog;
import io.waybill.plan.Plan;
import io.waybill.prices.PriceBooks;
import io.waybill.protect.Health;
import io.waybill.record.Json;
import io.waybill.routing.data.Rows;
import io.waybill.routing.gain.GainFit;
import io.waybill.routing.gain.Target;
import io.waybill.run.LocalEngine;
import io.waybill.testkit.billing.Answer;
import io.waybill.testkit.billing.BillingProvider;
import io.waybill.work.Choice;
import io.waybill.work.Money;
import io.waybill.yaml.Catalog;
import io.waybill.yaml.Yaml;
import io.waybill.yaml.YamlException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files whose routers choose between models of the file. */
class BetweenModelsTest {
  private static final String HARD = "prove the theorem of Fermat";
  private static final String EASY = "what colour is the sky";
  private static final String FILE =
      """
      waybill: 1
      plan: chat
      inputs: { question: text }
      models:
        small: { provider: openai, model: m-small }
        large: { provider: openai, model: m-large }
      routers:
        which:
          fitted: models.router
          prefer: balanced
          models: { weak: small, strong: large }
          writes: { weak: 100, strong: 100 }
      steps:
        answer:
          route: which
          with: "${{ inputs.question }}"
          when:
            weak: { model: small, with: "${{ inputs.question }}" }
            strong: { model: large, with: "${{ inputs.question }}" }
          otherwise: { value: nobody }
      output: ${{ steps.answer }}
      """;

  /** The large one costs 0.3 cents an answer, the small one a tenth of that. */
  private static final String PRICES =
      """
      price_book: 1
      prices:
        - id: small
          match: { provider: openai, models: [m-small] }
          rates: { input: 1, output: 3 }
        - id: large
          match: { provider: openai, models: [m-large] }
          rates: { input: 10, output: 30 }
      """;

  @TempDir static Path fitted;
  @TempDir Path folder;
  private final BillingProvider provider = BillingProvider.start().models("m-small", "m-large");
  private final Http http = Http.create();
  private Path prices = Path.of("");

  @BeforeAll
  static void fit() throws IOException {
    fit("models.router", Target.of("weak", "small"), Target.of("strong", "large"));
    fit(
        "addressed.router",
        Target.of("weak", "openai/m-small").writing(100),
        Target.of("strong", "openai/m-large").writing(100));
  }

  private static void fit(String name, Target weak, Target strong) throws IOException {
    var lines =
        IntStream.range(0, 120)
            .mapToObj(
                i ->
                    "{\"text\": \"%s %d\", \"weak_right\": %b, \"strong_right\": %b}"
                        .formatted(
                            i % 2 == 0 ? "prove the theorem of" : "what colour is",
                            i,
                            i % 2 == 1 || i % 20 == 0,
                            i % 11 != 0))
            .toList();
    var rows = Rows.read(Intents.lines(fitted.resolve("asked.jsonl"), lines), List.<String>of());
    GainFit.on(Encoders.middle("minilm"))
        .withFewRows()
        .withTarget(weak, "weak_right")
        .withTarget(strong, "strong_right")
        .fit(rows)
        .block()
        .artefact()
        .write(fitted.resolve(name));
  }

  @BeforeEach
  void files() throws IOException {
    for (var name : List.of("models.router", "addressed.router")) {
      Files.copy(fitted.resolve(name), folder.resolve(name));
    }
    prices = Files.writeString(folder.resolve("prices.yaml"), PRICES);
    provider.answering(question -> Answer.of("answered by " + question.model()));
  }

  @AfterEach
  void close() {
    http.close();
    provider.close();
  }

  private Map<String, String> environment() {
    return Map.of("OPENAI_BASE_URL", provider.openai(), "OPENAI_API_KEY", "sk-secret-0123456789");
  }

  private Plan<?> read(String text) {
    return read(text, List.of());
  }

  /** Where those who are asked are as fast as this says. */
  private Plan<?> read(String text, List<Health.Of> health) {
    return Yaml.read(text, folder, catalog(health));
  }

  private Catalog catalog(List<Health.Of> health) {
    var models = new ModelCatalog(environment(), () -> http);
    var book = PriceBooks.over(PriceBooks.read(prices), PriceBooks.bundled());
    var market = new Market(() -> book, () -> new Health(health));
    return Catalog.builder()
        .with(
            new BuiltinCatalog(
                folder.resolve("inbox.jsonl"), models, market, DecisionsKept.NOWHERE))
        .with(models)
        .build();
  }

  private static Choice choice(Plan<?> plan, String question) {
    var run = LocalEngine.create().run(plan, Map.of("question", question));
    return run.waybill().lines().stream()
        .flatMap(line -> line.decision().stream())
        .findFirst()
        .orElseThrow();
  }

  private List<String> problems(String text) {
    return assertThrows(YamlException.class, () -> read(text)).problems().stream()
        .map(YamlException.Problem::toString)
        .map(problem -> problem.replaceFirst("^workflow.yaml:", ""))
        .toList();
  }

  /** What the command makes of the workflow, by the prices of this test. */
  private Shell.Said command(String text, String name, String... more) throws IOException {
    var file = Files.writeString(folder.resolve("chat.yaml"), text);
    var words = new ArrayList<>(List.of(name, file.toString(), "--prices", prices.toString()));
    words.addAll(Arrays.asList(more));
    return waybill(environment(), words.toArray(String[]::new));
  }

  private static JsonNode decision(Shell.Said said) {
    assertEquals(0, said.exit(), said::toString);
    return Json.parse(said.out()).at("/waybill/lines/0/decision");
  }

  @Test
  void aRunAsksTheModelThatIsWorthItsPriceAndItsReceiptSaysWhy() throws IOException {
    var hard = command(FILE, "run", "--input", HARD);
    assertEquals(0, hard.exit(), hard::toString);
    assertTrue(hard.out().startsWith("answered by m-large\n"), hard.out());
    assertTrue(hard.out().contains(" weighed          answer: balanced: strong 0."), hard.out());
    assertTrue(hard.out().contains(" $0.00307, weak 0."), hard.out());
    var decided = decision(command(FILE, "run", "--input", EASY, "--json"));
    assertEquals("weak", decided.path("label").asText());
    assertEquals("balanced", decided.at("/grounds/policy").asText());
    assertEquals(306_000, decided.at("/grounds/expected_nano_usd").asLong());
  }

  @Test
  void whatRoutingSavedIsToldOverManyRuns() throws IOException {
    var many =
        Intents.lines(
            folder.resolve("many.jsonl"),
            IntStream.range(0, 220)
                .mapToObj(i -> "{\"question\": \"%s %d\"}".formatted(i % 2 == 0 ? EASY : HARD, i))
                .toList());
    var out = folder.resolve("out").toString();
    var said = command(FILE, "run", "--input", many.toString(), "--out", out);
    assertEquals(0, said.exit(), said::toString);
    var stats = waybill("stats", out, "--baseline", "answer=strong");
    assertTrue(
        stats
            .out()
            .contains("answer against sending everything to 'strong', an estimate: a profit"),
        stats.out());
  }

  @Test
  void whoCostsMoreThanIsLeftToSpendIsOut() throws IOException {
    var tight = FILE.replace("models:\n  small", "budget: { cost: 0.002 }\nmodels:\n  small");
    assertNotEquals(FILE, tight);
    var decided = decision(command(tight, "run", "--input", HARD, "--json"));
    assertEquals("weak", decided.path("label").asText());
    assertTrue(
        decided.path("reason").asText().contains("is beyond what is left to spend"),
        decided::toString);
  }

  @Test
  void whereNobodyIsLeftTheReceiptSaysWhy() throws IOException {
    var tight = FILE.replace("models:\n  small", "budget: { cost: 0.0001 }\nmodels:\n  small");
    var said = command(tight, "run", "--input", HARD);
    assertTrue(said.out().startsWith("nobody\n"), said.out());
    assertTrue(said.out().contains("answer: no target is left: "), said.out());
  }

  @Test
  void checkEstimateAndGraphWorkOnSuchAFile() throws IOException {
    for (var name : List.of("check", "estimate", "graph")) {
      var said = command(FILE, name);
      assertEquals(0, said.exit(), said::toString);
    }
    var file = Files.writeString(folder.resolve("chat.yaml"), FILE).toString();
    assertEquals(2, waybill(environment(), "check", file).exit(), "nobody knows a price");
    var named = new HashMap<>(environment());
    named.put("WAYBILL_PRICES", prices.toString());
    assertEquals(0, waybill(named, "graph", file).exit());
  }

  @Test
  void checkHintsWhereABranchAsksAnotherModelThanWasWeighed() throws IOException {
    assertTrue(!command(FILE, "check", "-v").out().contains("weighs"));
    var swapped = FILE.replace("weak: small, strong: large", "weak: large, strong: small");
    var said = command(swapped, "check", "-v");
    assertTrue(
        said.out()
            .contains(
                "answer weighs openai/m-large for 'weak', and that branch asks openai/m-small"),
        said.out());
  }

  @Test
  void theTimeOfCallsOfThisProcessCounts() {
    var fast = FILE.replace("balanced", "fast");
    assertEquals("strong", choice(read(fast), HARD).label());
    var health = List.of(health("openai/m-large", 9000), health("openai/m-small", 100));
    var waited = choice(read(fast, health), HARD);
    assertEquals("weak", waited.label());
    assertTrue(waited.reason().endsWith(" $0.00307 9.00 s"), waited::reason);
    var half = choice(read(fast, health.subList(0, 1)), HARD);
    assertTrue(
        half.reason().endsWith("waiting is left out: it is not known of 'weak'"), half::reason);
  }

  private static Health.Of health(String whom, long millis) {
    var half = Optional.of(Duration.ofMillis(millis));
    return new Health.Of(
        whom, Health.Breaker.CLOSED, "", 20, 0, 0, 8, List.of(), half, half, 8, 0, 0);
  }

  @Test
  void aModelOfOursCostsTheTimeOfAnAnswer() throws IOException {
    Files.writeString(
        prices, PRICES + "pools:\n  - { name: ollama, per_hour: 3.6, slots: 1, source: ours }\n");
    var own =
        FILE.replace("openai, model: m-small", "ollama, model: \"llama3.2:3b\"")
            .replace("writes: { weak: 100, strong: 100 }", "writes: { strong: 100 }");
    assertEquals(
        List.of(
            "9:5 routers.which.runs needs how long an answer of 'weak' (ollama/llama3.2:3b @ollama) takes: write runs: { weak: 2s }"),
        problems(own));
    var chosen = choice(read(own.replace("writes:", "runs: { weak: 2s }\n    writes:")), HARD);
    assertEquals("strong", chosen.label());
    assertTrue(chosen.reason().contains("weak 0."), chosen::reason);
    assertTrue(chosen.reason().contains(" $0.002"), chosen::reason);
  }

  @Test
  void whatIsWrittenReadsAsTheSamePlan() {
    var staged =
        FILE.replace(
                "    fitted:", "    stages: [{ rules: [{ equals: x, label: weak }] }, { fitted:")
            .replace(
                "models.router\n    prefer: balanced\n    models:",
                "models.router, prefer: balanced, models:")
            .replace("strong: large }\n    writes:", "strong: large }, writes:")
            .replace("strong: 100 }\n", "strong: 100 } }]\n");
    for (var text : List.of(FILE, staged)) {
      var plan = read(text);
      var written = Yaml.write(plan, folder, catalog(List.of()));
      assertEquals(plan, read(written), written);
      assertEquals(plan.hash(), read(written).hash());
    }
    assertEquals("strong", choice(read(staged), HARD).label());
  }

  @Test
  void aPolicyAndPricesArePartOfThePlan() throws IOException {
    var hash = read(FILE).hash();
    assertNotEquals(hash, read(FILE.replace("balanced", "cheap")).hash());
    Files.writeString(prices, PRICES.replace("30 }", "31 }"));
    assertNotEquals(hash, read(FILE).hash());
  }

  @Test
  void someCallsExploreAndSaySo() {
    var always = FILE.replace("prefer: balanced", "prefer: balanced\n    explore: 1");
    assertEquals(0.5, choice(read(always), EASY).grounds().propensity());
    var half = FILE.replace("prefer: balanced", "prefer: balanced\n    explore: 0.1");
    assertTrue(choice(read(half), EASY).grounds().propensity() < 1);
    assertEquals(1, choice(read(FILE), EASY).grounds().propensity());
  }

  @Test
  void aRouterThatKnowsItsModelsNeedsNoMore() throws IOException {
    var known =
        FILE.replace("models.router", "addressed.router")
            .replaceAll("    models: .*\n    writes: .*\n", "");
    var decided = decision(command(known, "run", "--input", EASY, "--json"));
    assertEquals(306_000, decided.at("/grounds/expected_nano_usd").asLong());
    var bare =
        known
            .replaceAll("(?s)routers:.*steps:", "steps:")
            .replace("route: which", "route: addressed.router");
    var chosen = choice(read(bare), HARD);
    assertEquals("quality", chosen.grounds().policy());
    assertEquals(Optional.of(new Money(3_070_000)), chosen.grounds().expected());
    var more =
        choice(read(known.replace("balanced", "balanced\n    writes: { strong: 200 }")), HARD);
    assertEquals(Optional.of(new Money(6_070_000)), more.grounds().expected());
  }

  @Test
  void withoutAPolicyTheMostLikelyIsAskedAndNothingNeedBeKnown() {
    var plain = FILE.replaceAll("    prefer: .*\n    models: .*\n    writes: .*\n", "");
    var chosen = choice(read(plain), HARD);
    assertEquals("strong", chosen.label());
    assertTrue(chosen.reason().endsWith("what 'strong' costs is not known"), chosen::reason);
  }

  @Test
  void allThatIsWrongIsSaidAtOnceAndWhere() {
    var wrong =
        FILE.replace("prefer: balanced", "prefer: balancd\n    explore: 1.5")
            .replace("{ weak: small, strong: large }", "{ wek: small, strong: larg }")
            .replace("{ weak: 100, strong: 100 }", "{ weak: many, strng: 3 }");
    assertEquals(
        List.of(
            "10:13 routers.which.prefer names 'balancd', which is no policy. Did you mean 'balanced'? Known: quality, balanced, cheap, fast.",
            "11:14 routers.which.explore must lie between 0 and 1, is 1.5",
            "12:15 routers.which.models has no 'wek'. Did you mean 'weak'? Known: weak, strong.",
            "12:35 routers.which.models.strong names 'larg', which 'models' does not declare. Did you mean 'large'? Known: small, large.",
            "13:21 routers.which.writes.weak is no whole number from 0: write one, without quotes",
            "13:27 routers.which.writes has no 'strng'. Did you mean 'strong'? Known: weak, strong."),
        problems(wrong));
  }

  @Test
  void whereMoneyCountsAModelOfUnknownCostIsAProblemAndNotFree() {
    var unknown =
        FILE.replace("m-large", "m-new").replace("writes: { weak: 100, strong", "writes: { strong");
    assertEquals(
        List.of(
            "10:13 routers.which.prefer weighs money, and 'strong' (openai/m-new) has no price: say one with --prices, or prefer: quality",
            "12:13 routers.which.writes needs how many tokens an answer of 'weak' (openai/m-small) has: write writes: { weak: 300 }"),
        problems(unknown));
    var nobody = FILE.replaceAll("    models: .*\n    writes: .*\n", "");
    assertEquals(
        List.of(
            "10:13 routers.which.prefer weighs money, and nobody says which model is behind 'weak' and 'strong': write models: { weak: a model of this file, strong: a model of this file } and, for the tokens of an answer, writes: { weak: 300, strong: 300 }"),
        problems(nobody));
    assertEquals(
        "what 'strong' costs is not known",
        choice(read(nobody.replace("balanced", "quality")), HARD).reason().split("; ")[1]);
  }

  @Test
  void aRouterThatPicksLabelsPrefersNothing() throws IOException {
    Intents.train(folder);
    var made =
        waybill(
            "router",
            "fit",
            "--train",
            folder.resolve("train.jsonl").toString(),
            "--out-of-scope-label",
            "oos",
            "--out",
            folder.resolve("labels.router").toString());
    assertEquals(0, made.exit(), made::toString);
    var text = FILE.replace("models.router", "labels.router").replaceAll("    writes: .*\n", "");
    assertEquals(
        List.of(
            "10:13 routers.which.prefer is for routers between models, and this one picks labels",
            "11:13 routers.which.models are for a router between models, and this one picks labels"),
        problems(text).stream().filter(problem -> problem.contains("routers.which")).toList());
  }

  @Test
  void askSaysHowLikelyEachModelIsRight() {
    var ask = List.of("router", "ask", folder.resolve("models.router").toString(), HARD);
    var said = waybill(ask.toArray(String[]::new));
    assertTrue(
        said.out()
            .matches(
                "(?s)strong, [0-9.]+ % likely to be right\n.*\n  chances     strong [0-9.]+ %, weak [0-9.]+ %\n.*"),
        said.out());
    var priced =
        waybill(
            "router",
            "ask",
            folder.resolve("addressed.router").toString(),
            HARD,
            "--prices",
            prices.toString());
    assertTrue(priced.out().contains("$0.00307"), priced.out());
  }

  @Test
  void aTraceSaysThePolicyWhatWasExpectedAndWhatWasSaved() throws Exception {
    var told = new LinkedBlockingQueue<String>();
    var collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          told.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    try {
      var environment = new HashMap<>(environment());
      environment.put("WAYBILL_BASELINE", "openai/m-large");
      environment.put("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
      environment.put(
          "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
          "http://127.0.0.1:%d/v1/traces".formatted(collector.getAddress().getPort()));
      var file = Files.writeString(folder.resolve("chat.yaml"), FILE).toString();
      var words = List.of("run", file, "--input", EASY, "--prices", prices.toString());
      var child = Shell.child(environment, words);
      child.getOutputStream().close();
      var out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(child.waitFor(60, TimeUnit.SECONDS));
      assertEquals(0, child.exitValue(), out);
      var all = String.join("", told);
      for (var name :
          List.of(
              "waybill.route.policy",
              "balanced",
              "waybill.route.expected_nano_usd",
              "waybill.route.saved_nano_usd",
              "waybill.routing.saved_nano_usd")) {
        assertTrue(all.contains(name), name);
      }
    } finally {
      collector.stop(0);
    }
  }
}
