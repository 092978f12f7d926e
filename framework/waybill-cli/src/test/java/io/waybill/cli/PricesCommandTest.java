package io.waybill.cli;

import static io.waybill.cli.Shell.waybill;
import static io.waybill.cli.Shell.workflow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.waybill.prices.PriceBooks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PricesCommandTest {
  private static final String OWN =
      """
      price_book: 1
      checked: 2020-01-02
      prices:
        - { id: mine/small, match: { provider: openai, model: gpt-4.1-mini }, rates: { input: 0.30, output: 1.20 }, source: "https://example.com" }
      multipliers:
        - { match: { provider: openai }, times: 0.5, from: 2026-01-01, why: contract of 2026 }
      pools:
        - { name: cpu, per_hour: 3600, source: the invoice }
      """;

  @TempDir Path folder;

  private String own() throws IOException {
    return Files.writeString(folder.resolve("own.yaml"), OWN).toString();
  }

  @Test
  void listPrintsEveryPriceAndWhichBookItIs() {
    var said = waybill("prices", "list");
    assertEquals("", said.err());
    assertEquals(0, said.exit());
    for (var price : PriceBooks.bundled().prices()) {
      assertTrue(said.out().contains(price.id() + " "), price.id());
    }
    assertTrue(said.out().contains("pool cpu: 0.18 dollars an hour, 4 slots\n"), said.out());
    var last = said.out().lines().reduce((one, other) -> other).orElseThrow();
    assertTrue(
        last.matches(
            "bundled: \\d+ prices, 1 pool, checked 2026-11-09, [-\\d]+ days? ago; sha256:[0-9a-f]{64}"),
        last);
  }

  @Test
  void listKnowsOneProviderAsIdsBeginAndAsItIsBilled() {
    var said = waybill("prices", "list", "--provider", "gemini");
    assertTrue(said.out().contains("gemini/gemini-2.5-flash "), said.out());
    assertFalse(said.out().contains("openai/"), said.out());
    assertEquals(said, waybill("prices", "list", "--provider", "gcp.gemini"));
    var wrong = waybill("prices", "list", "--provider", "opnai");
    assertEquals(2, wrong.exit());
    assertTrue(wrong.err().contains("no price of 'opnai'. Did you mean 'openai'?"), wrong.err());
  }

  @Test
  void listIsJsonForProgramsWithDecimalsAsText() throws IOException {
    var said = waybill("prices", "list", "--provider", "mine", "--json", "--prices", own());
    var price = JsonMapper.builder().build().readTree(said.out()).get(0);
    assertEquals("mine/small", price.path("id").asText());
    assertEquals("gpt-4.1-mini", price.path("models").path(0).asText());
    assertEquals("0.30", price.path("rates").path("input").textValue());
  }

  @Test
  void findShowsThePriceWhyAndWhatACallCosts() throws IOException {
    var said =
        waybill(
            "prices",
            "find",
            "openai/gpt-4.1-mini",
            "--at",
            "2026-11-20",
            "--tokens",
            "in=1000,cached=200,out=300");
    assertEquals("", said.err());
    for (var told :
        List.of(
            "openai/gpt-4.1-mini\n",
            "gpt-4.1-mini, billed by openai: named in full\n",
            "0.4 input, 0.1 read from a cache, 0.4 written to one, 1.6 output, 1.6 reasoning; dollars per million tokens\n",
            "https://developers.openai.com/api/docs/pricing, checked 2026-11-09",
            // 800 at 0.4, 200 at 0.1 and 300 at 1.6
            "such a call: $0.00082\n",
            "800 input at 0.4: $0.00032\n",
            "200 cache read at 0.1: $0.00002\n",
            "300 output at 1.6: $0.00048\n")) {
      assertTrue(said.out().contains(told), () -> told + " is not in\n" + said.out());
    }
    var own = waybill("prices", "find", "openai/gpt-4.1-mini", "--prices", own());
    assertTrue(own.out().startsWith("mine/small\n"), own.out());
    assertTrue(own.out().contains("0.15 input"), own.out());
    assertTrue(own.out().contains("× 0.5: contract of 2026, in these rates\n"), own.out());
    assertTrue(own.out().contains("own.yaml over the bundled one: "), own.out());
  }

  @Test
  void findKnowsIdsPatternsTiersDaysAndHours() {
    var snapshot = waybill("prices", "find", "anthropic/claude-haiku-4-5-20251001").out();
    assertTrue(
        snapshot.contains("matches 'claude-haiku-4-5*', and nothing says more of it"), snapshot);
    var gemini = waybill("prices", "find", "gemini/gemini-2.5-pro", "--tokens", "in=200001,out=0");
    assertTrue(gemini.out().contains("billed by gcp.gemini"), gemini.out());
    assertTrue(gemini.out().contains("such a call: $0.5000025\n"), gemini.out());
    var dated = waybill("prices", "find", "openai/o3", "--at", "2025-06-09").out();
    assertTrue(dated.contains("always until 2025-06-10 begins"), dated);
    var hours =
        waybill("prices", "find", "deepseek/deepseek-flash", "--at", "2026-11-20T02:00:00Z");
    assertTrue(hours.out().contains("rates      0.3 input"), hours.out());
  }

  @Test
  void findSaysWhatItDoesNotKnowOrUnderstand() {
    assertSaid("Did you mean 'openai/gpt-4.1-mini'?", "prices", "find", "openai/gpt-4.1-mnii");
    assertSaid("unpriced, not free", "prices", "find", "nobody/nothing");
    assertSaid("say who bills and which model", "prices", "find", "gpt-4.1-mini");
    var model = "openai/gpt-4.1-mini";
    assertSaid("--at takes a day", "prices", "find", model, "--at", "yesterday");
    assertSaid("Did you mean 'in'?", "prices", "find", model, "--tokens", "inn=1");
    assertSaid("--tokens takes counts", "prices", "find", model, "--tokens", "in=many");
    assertSaid("part of in", "prices", "find", model, "--tokens", "in=1,cached=2");
    assertSaid("list, find, import or check", "prices");
  }

  private static void assertSaid(String what, String... words) {
    var said = waybill(words);
    assertEquals(2, said.exit(), said::toString);
    assertEquals("", said.out());
    assertTrue(said.err().contains(what), said.err());
  }

  @Test
  void checkSaysThatAllIsWellHowOldItIsAndWhatIsOlder() throws IOException {
    var said = waybill("prices", "check", own());
    assertEquals(0, said.exit(), said::toString);
    assertTrue(said.out().contains("own.yaml: 1 price, 1 pool, checked 2020-01-02, "), said.out());
    assertTrue(
        said.out().contains("older than 90 days:\n  mine/small, checked 2020-01-02"), said.out());
    assertTrue(said.out().contains("  pool cpu, checked 2020-01-02"), said.out());
    assertFalse(
        waybill("prices", "check", own(), "--older-than", "1000000").out().contains("older than"));
  }

  @Test
  void checkTellsEveryProblemAtOnceAndAFileThatIsNotThere() throws IOException {
    var file =
        Files.writeString(folder.resolve("bad.yaml"), "price_book: 1\nchecked: soon\npoools: []\n")
            .toString();
    var said = waybill("prices", "check", file);
    assertEquals(2, said.exit());
    assertEquals("", said.out());
    assertTrue(
        said.err().contains("bad.yaml:2:10 checked is no day: write 2026-11-20\n"), said.err());
    assertTrue(
        said.err().contains("bad.yaml:3:1 has no 'poools'. Did you mean 'pools'?"), said.err());
    assertSaid(
        "there is no such file. Did you mean '%s'?".formatted(file),
        "prices",
        "check",
        file.replace("bad", "bed"));
    for (var command : List.of("run", "check")) {
      var refused = waybill(command, workflow("desk.yaml"), "--prices", file);
      assertEquals(2, refused.exit(), refused::toString);
      assertTrue(refused.err().contains("bad.yaml:2:10"), refused.err());
    }
  }

  @Test
  void importWritesABookAndTellsWhatItLeftOut() throws IOException {
    var list =
        Files.writeString(
                folder.resolve("data.json"),
                """
            [{"id": "openai", "api_pattern": "https://api\\\\.openai\\\\.com", "pricing_urls": ["https://example.com"], "models": [
              {"id": "new", "match": {"equals": "gpt-new"}, "prices": {"input_mtok": 0.3, "output_mtok": 0.6}},
              {"id": "voice", "match": {"equals": "voice"}, "prices": {"audio_hours": 3}}]}]
            """)
            .toString();
    var book = folder.resolve("book.yaml").toString();
    var said = waybill("prices", "import", list, "--out", book, "--checked", "2026-11-09");
    assertEquals("", said.err());
    assertEquals(
        """
        left out: openai/voice has no price for what it reads, but for audio_hours
        1 of 2 models taken, as 1 price: 0 in part; 1 left out
        """,
        said.out());
    var found = waybill("prices", "find", "openai/gpt-new", "--tokens", "in=10", "--prices", book);
    assertTrue(found.out().contains("such a call: $0.000003\n"), found.out());
    assertTrue(waybill("prices", "import", list).out().startsWith("price_book: 1\n"));
    assertSaid("is no JSON", "prices", "import", own());
    assertSaid("--checked takes a day", "prices", "import", list, "--checked", "now");
  }

  @Test
  void aRunIsPricedByTheBookThatItIsGivenOrTheEnvironmentNames() throws IOException {
    var words = List.of("run", workflow("desk.yaml"), "--input", "My invoice is wrong", "-v");
    var bundled = waybill(words.toArray(String[]::new));
    assertTrue(bundled.err().contains("prices: bundled: "), bundled.err());
    assertTrue(bundled.out().contains("prices checked 2026-11-09"), bundled.out());
    var named = waybill(Map.of("WAYBILL_PRICES", own()), words.toArray(String[]::new));
    assertTrue(named.err().contains("own.yaml over the bundled one: "), named.err());
    assertTrue(
        named.err().contains("nobody has looked at the prices since 2020-01-02"), named.err());
    assertTrue(named.out().contains("prices checked 2020-01-02"), named.out());
  }
}
