package io.waybill.testkit.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.testkit.Pace;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BillingProviderTest {
  private static final Pattern OURS =
      Pattern.compile("io\\.waybill\\.(?!testkit\\.(?:billing|Pace)\\b)[a-z]+");

  private final BillingProvider provider = BillingProvider.start();
  private final Raw raw = new Raw(provider);

  @AfterEach
  void close() {
    provider.close();
  }

  private HttpResponse<String> ask(String text, String... headers) {
    var body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}";
    return raw.post("/v1/chat/completions", body.formatted(text), headers);
  }

  private static String text(HttpResponse<String> response) {
    return Raw.json(response).at("/choices/0/message/content").asText();
  }

  @Test
  void queuedAnswersComeFirstThenTheScript() {
    provider.answer(Answer.of("one"), Answer.of("two"));
    provider.answering(question -> Answer.of("script: " + question.prompt()));

    assertEquals("one", text(ask("a")));
    assertEquals("two", text(ask("b")));
    assertEquals("script: c", text(ask("c")));
    assertEquals("script: d", text(ask("d")));
  }

  @Test
  void anExchangeShowsTheRequestAsItCame() {
    ask("hi", "traceparent", "00-1-2-01", "X-Two", "a", "X-Two", "b");

    var exchange = provider.exchanges().get(0);
    assertEquals("openai", exchange.provider());
    assertEquals("POST", exchange.method());
    assertEquals("/v1/chat/completions", exchange.path());
    assertEquals("00-1-2-01", exchange.headers().get("traceparent"));
    assertEquals("a, b", exchange.headers().get("x-two"));
    assertEquals("hi", exchange.body().at("/messages/0/content").asText());
    assertEquals(200, exchange.status());
    assertTrue(exchange.receivedAt().nanos() <= System.nanoTime());
    assertTrue(exchange.closedAt().isEmpty());
  }

  @Test
  void anAnswerComesNoSoonerThanItsPaceSays() {
    var pace = new Pace(Duration.ofMillis(20), Duration.ofMillis(30), Duration.ofMillis(10));
    provider.answer(Answer.tokens("a", "b", "c").at(pace));

    var begun = System.nanoTime();
    ask("hi");

    assertTrue(System.nanoTime() - begun >= Duration.ofMillis(70).toNanos());
  }

  @Test
  void threeHundredExchangesAtOnceAddUp() {
    var tokens = new Tokens(1001, 77, 13, 19, 3);
    provider.answering(
        question -> {
          var nth = Integer.parseInt(question.prompt());
          return nth % 5 == 0 ? Answer.failing(503, "busy") : Answer.of("x").using(tokens);
        });
    var threads = Executors.newFixedThreadPool(50);

    var all =
        IntStream.range(0, 300)
            .mapToObj(nth -> CompletableFuture.supplyAsync(() -> ask("" + nth), threads))
            .toList();
    all.forEach(CompletableFuture::join);
    threads.shutdown();

    assertEquals(300, provider.exchanges().size());
    assertEquals(240 * provider.prices("m").nano(tokens), provider.bill());
  }

  @Test
  void pricesCanBeReadAndChangedPerModel() {
    provider.prices("dear", Prices.of(10_000_000_000L, 20_000_000_000L));

    assertEquals(Prices.of(10_000_000_000L, 20_000_000_000L), provider.prices("dear"));
    assertEquals(provider.prices("m"), provider.prices("any other"));
  }

  @Test
  void whatIsOnTheBillMustNotContradictItself() {
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> Answer.of("x").using(new Tokens(10, 90, 0, 1, 0)));

    assertTrue(thrown.getMessage().contains("reporting(...)"), thrown.getMessage());
  }

  @Test
  void argumentsOfACallAreAJsonObject() {
    for (var bad : List.of("", "[]", "{\"a\":", "{} {}")) {
      assertThrows(IllegalArgumentException.class, () -> Answer.of("x").calling("tool", bad));
    }
  }

  /** The second opinion is worth nothing if it is the first one's. */
  @Test
  void nothingOfItKnowsTheLedgerRunsPlansOrUsage() throws IOException {
    var sources = Path.of("src/main/java/io/waybill/testkit/billing");
    try (var files = Files.list(sources)) {
      var all = files.toList();
      assertTrue(all.size() > 20, "sources were not found: " + all);
      for (var file : all) {
        var found = OURS.matcher(Files.readString(file)).results().map(hit -> hit.group()).toList();
        assertEquals(List.of(), found, file::toString);
      }
    }
    assertTrue(OURS.matcher("import io.waybill.ledger.PriceBook;").find());
    assertTrue(OURS.matcher("import io.waybill.testkit.Reply;").find());
    assertFalse(OURS.matcher("import io.waybill.testkit.Pace;").find());
  }
}
