package io.waybill.cli;

import static io.waybill.cli.Shell.waybill;
import static io.waybill.cli.Shell.workflow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.record.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcrossCommandsTest {
  private static final int RUNS = 24;

  @TempDir Path temp;

  private Path runs;

  @BeforeEach
  void runAFew() throws IOException {
    runs = kept("runs");
  }

  private Path kept(String name) throws IOException {
    var words = List.of("my invoice", "is broken", "hello");
    var lines =
        IntStream.range(0, RUNS)
            .mapToObj(
                i ->
                    "{\"id\": \"t-%d\", \"ticket\": \"%s\"}"
                        .formatted(i, words.get(i % words.size())))
            .collect(Collectors.joining("\n"));
    var tickets = Files.writeString(temp.resolve("tickets.jsonl"), lines);
    var folder = temp.resolve(name);
    var said =
        waybill(
            "run",
            workflow("desk.yaml"),
            "--input",
            tickets.toString(),
            "--out",
            folder.toString());
    assertEquals(1, said.exit(), said.err());
    return folder;
  }

  @Test
  void statsAddsUpWhatTheRunFilesSay() throws IOException {
    long nano = 0;
    long wall = 0;
    try (var files = Files.list(runs)) {
      for (var file : files.toList()) {
        var waybill = Json.parse(Files.readString(file)).path("waybill");
        nano += waybill.path("cost").path("nano_usd").longValue();
        wall += waybill.path("wall_ns").longValue();
      }
    }
    var said = waybill("stats", runs.toString(), "--json");
    assertEquals(0, said.exit(), said.err());
    var all = Json.parse(said.out());
    assertEquals(nano, all.path("cost").path("nano_usd").longValue());
    assertEquals(wall, all.path("runs").path("walls_ns").longValue());
    assertEquals(RUNS, all.path("runs").path("all").intValue());
    assertEquals(RUNS / 3, all.path("runs").path("failed").intValue());
    assertEquals(RUNS / 3, all.path("persons").path("runs").intValue());
    assertEquals(nano, sum(all.path("steps"), "cost"));
    assertEquals(nano, sum(all.path("models"), "cost"));
  }

  private static long sum(JsonNode rows, String cost) {
    long sum = 0;
    for (var row : rows) {
      sum += row.path(cost).path("nano_usd").longValue();
    }
    return sum;
  }

  @Test
  void statsPrintsTablesAndWritesPagesThatRunNothing() throws IOException {
    var html = temp.resolve("stats.html");
    var markdown = temp.resolve("stats.md");
    var said =
        waybill("stats", runs.toString(), "--html", html.toString(), "--md", markdown.toString());
    assertEquals(0, said.exit(), said.err());
    assertTrue(said.out().startsWith("desk: 24 runs\n\nruns\n"), said.out());
    assertTrue(said.out().contains(" failed         8   33.3 %\n"), said.out());
    assertTrue(said.out().contains("where the time of all runs went"), said.out());
    assertTrue(said.out().contains("intent against sending everything to 'billing', an estimate"));
    assertTrue(said.out().contains(" went to a person 8 runs, 33.3 % (intent:otherwise/"));
    var page = Files.readString(html);
    assertTrue(page.contains("Content-Security-Policy\" content=\"default-src 'none'"));
    assertFalse(page.contains("<script") || page.contains("src="), page);
    assertTrue(Files.readString(markdown).contains("| failed | 8 | 33.3 % |"));
  }

  @Test
  void filesThatAreNoRunsAreNamedAndLeftOut() throws IOException {
    Files.writeString(runs.resolve("half.json"), "{\"format\": \"waybill-run/1\", \"wayb");
    Files.writeString(runs.resolve("other.json"), "{\"name\": \"somebody else's\"}");
    Files.writeString(runs.resolve("notes.txt"), "not looked at");
    var said = waybill("stats", runs.toString());
    assertEquals(1, said.exit());
    assertTrue(said.out().startsWith("desk: 24 runs\n"), said.out());
    assertTrue(said.err().contains("half.json is no run file: not JSON at column"), said.err());
    assertTrue(said.err().contains("other.json is no run file: 'format' should be"), said.err());
    assertFalse(said.err().contains("notes.txt"), said.err());
    assertEquals(1, waybill("compare", runs.toString(), runs.toString()).exit());
  }

  @Test
  void aFolderWithoutRunsIsAComplaint() throws IOException {
    var empty = Files.createDirectory(temp.resolve("empty"));
    var said = waybill("stats", empty.toString());
    assertEquals(2, said.exit());
    assertTrue(said.err().contains("holds no run; 'waybill run --out"), said.err());
    assertEquals(2, waybill("stats", temp.resolve("emty").toString()).exit());
    assertEquals(2, waybill("stats", temp.resolve("tickets.jsonl").toString()).exit());
  }

  @Test
  void aBaselineThatIsNotThereIsAComplaint() {
    var said = waybill("stats", runs.toString(), "--baseline", "intent=biling");
    assertEquals(2, said.exit());
    assertTrue(said.err().contains("Did you mean 'billing'?"), said.err());
    assertEquals(2, waybill("stats", runs.toString(), "--baseline", "intent").exit());
    assertEquals(0, waybill("stats", runs.toString(), "--baseline", "intent=billing").exit());
  }

  @Test
  void compareHoldsTwoFoldersAgainstEachOther() throws IOException {
    var html = temp.resolve("compare.html");
    var said =
        waybill("compare", runs.toString(), kept("again").toString(), "--html", html.toString());
    assertEquals(0, said.exit(), said.err());
    assertTrue(said.out().startsWith("A, 24 runs, against B, 24 runs\n\n B is "), said.out());
    assertTrue(said.out().contains("paired: 24 pairs by the id of their input"), said.out());
    assertTrue(Files.readString(html).contains("<polygon"));
    var json = Json.parse(waybill("compare", runs.toString(), runs.toString(), "--json").out());
    assertEquals(24, json.path("pairs").intValue());
    assertTrue(json.path("verdict").asText().startsWith("B is as dear; as fast; as often ok"));
  }

  @Test
  void runsArePricedAnewUnderAnotherBookAndAsIfByAnotherModel() throws IOException {
    var book =
        Files.writeString(
            temp.resolve("mine.yaml"),
            """
            price_book: 1
            prices:
              - { id: acme/large, match: { provider: acme, model: large }, rates: { input: 100, output: 0 } }
            pools:
              - { name: cpu, per_hour: 0.36 }
            """);
    var twice = waybill("stats", runs.toString(), "--prices", book.toString(), "--json");
    assertEquals(0, twice.exit(), twice.err());
    var total = Json.parse(twice.out()).path("priced_anew");
    long billed = total.path("billed").path("nano_usd").longValue();
    assertEquals(2.0, (double) total.path("priced").path("nano_usd").longValue() / billed, 1e-6);

    var asIf =
        waybill(
            "stats", runs.toString(), "--prices", book.toString(), "--model", "billing=acme/large");
    assertEquals(0, asIf.exit(), asIf.err());
    // five tokens each, eight times, at a ten-thousandth of a dollar
    assertTrue(asIf.out().contains("$0.004 "), asIf.out());
    assertTrue(asIf.out().contains("as if billing by acme/large: an estimate"), asIf.out());

    var unpriced = waybill("stats", runs.toString(), "--model", "billing=acme/unheard-of");
    assertTrue(unpriced.out().contains("0 → 8"), unpriced.out());
    var none = waybill("stats", runs.toString(), "--model", "biling=acme/large");
    assertEquals(2, none.exit());
    assertTrue(none.err().contains("--model: no step 'biling' that a model did."), none.err());
    assertEquals(2, waybill("stats", runs.toString(), "--model", "billing").exit());
    assertEquals(2, waybill("stats", runs.toString(), "--prices", "nowhere.yaml").exit());
  }

  @Test
  void oneRunIsPricedAnewByTrace() throws IOException {
    try (var files = Files.list(runs)) {
      var file = files.filter(one -> has(one, "\"id\":\"t-0\"")).findFirst().orElseThrow();
      var said = waybill("trace", file.toString(), "--model", "billing=openai/gpt-4.1-mini");
      assertEquals(0, said.exit(), said.err());
      assertTrue(said.out().contains("run ok"), said.out());
      assertTrue(said.out().contains("gpt-4.1-mini"), said.out());
      assertTrue(said.out().contains("priced anew"), said.out());
    }
  }

  private static boolean has(Path file, String text) {
    try {
      return Files.readString(file).contains(text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
