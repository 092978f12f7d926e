package io.waybill.cli;

import static io.waybill.cli.Shell.waybill;
import static io.waybill.cli.Shell.workflow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.record.Json;
import io.waybill.testkit.billing.Answer;
import io.waybill.testkit.billing.BillingProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose models are asked over the network: a provider on this machine. */
class ModelsTest {
  private static final String WRITTEN = workflow("written.yaml");
  private static final String KEY = "sk-secret-0123456789abcdef";

  @TempDir Path folder;
  private final BillingProvider provider = BillingProvider.start().models("m-1", "m-2").key(KEY);

  @AfterEach
  void close() {
    provider.close();
  }

  private Map<String, String> environment() {
    return Map.of("OPENAI_BASE_URL", provider.openai(), "OPENAI_API_KEY", KEY);
  }

  private long chats() {
    return provider.exchanges().stream().filter(e -> e.path().endsWith("/completions")).count();
  }

  @Test
  void aRunIsAnsweredByItsModelAndBilledWhatTheProviderCharges() throws IOException {
    provider.answer(Answer.of("yes and no"));
    var out = folder.resolve("out");
    var said = waybill(environment(), "run", WRITTEN, "--input", "Q", "--out", out.toString());
    assertEquals(0, said.exit(), said::toString);
    assertTrue(said.out().startsWith("yes and no\n"), said.out());
    var usage = runs(out).get(0).path("waybill").path("ledger").path(0).path("usage");
    var charge =
        provider.exchanges().stream().filter(e -> e.charge().whole()).findFirst().orElseThrow();
    assertEquals("openai", usage.path("provider").asText());
    assertEquals(charge.charge().input(), usage.path("input").asLong());
    assertEquals(charge.charge().output(), usage.path("output").asLong());
    assertTrue(charge.charge().output() > 0);
  }

  @Test
  void whatStandsInTheWayOfAModelIsToldBeforeTheFirstRun() throws IOException {
    var file =
        Files.writeString(
            folder.resolve("three.yaml"),
            """
            waybill: 1
            plan: three
            inputs: { q: text }
            models:
              lost: { provider: openai, model: m-3 }
              keyless: { provider: anthropic, model: claude-sonnet-4-5 }
              gone: { provider: ollama, model: "llama3.2:3b" }
            steps:
              a: { model: lost, prompt: "${{ inputs.q }}" }
              b: { model: keyless, prompt: "${{ steps.a }}" }
              c: { model: gone, prompt: "${{ steps.b }}" }
            output: ${{ steps.c }}
            """);
    var environment =
        Map.of("OPENAI_BASE_URL", provider.openai(), "OPENAI_API_KEY", KEY, "OLLAMA_HOST", ":1");
    var said = waybill(environment, "run", file.toString(), "--input", "Q");
    assertEquals(2, said.exit());
    assertEquals("", said.out());
    assertEquals(
        List.of(
            "models.lost (openai/m-3) is no model of %s. Did you mean 'm-1'? Known: m-1, m-2."
                .formatted(provider.openai()),
            "models.keyless (anthropic/claude-sonnet-4-5) has no key: set ANTHROPIC_API_KEY",
            "models.gone (ollama/llama3.2:3b) cannot be reached at http://127.0.0.1:1 (no connection): start it with 'ollama serve', or set OLLAMA_HOST to where it is"),
        said.err().lines().toList());
    assertEquals(0, chats());
    assertEquals(0, waybill(environment, "check", file.toString()).exit());
  }

  @Test
  void theProblemsThatTheGuideShowsAreThoseThatThereAre() throws IOException {
    var shown =
        Files.readString(root().resolve("docs/guide/cli.md"))
            .lines()
            .filter(line -> line.startsWith("    models."))
            .map(String::strip)
            .toList();
    assertEquals(2, shown.size());
    var file =
        Files.writeString(
            folder.resolve("two.yaml"),
            """
            waybill: 1
            plan: two
            inputs: { q: text }
            models:
              large: { provider: openai, model: gpt-4.1-mini }
              small: { provider: ollama, model: "llama3.2:3b" }
            steps:
              a: { model: large, prompt: "${{ inputs.q }}" }
              b: { model: small, prompt: "${{ steps.a }}" }
            output: ${{ steps.b }}
            """);
    var said = waybill(Map.of("OLLAMA_HOST", ":1"), "run", file.toString(), "--input", "Q");
    assertEquals(shown, said.err().replace("127.0.0.1:1 ", "127.0.0.1:11434 ").lines().toList());
  }

  private static Path root() {
    var root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("LICENSE"))) {
      root = root.getParent();
    }
    return root;
  }

  @Test
  void aWrongKeyIsToldWithoutTheKey() {
    var environment =
        Map.of("OPENAI_BASE_URL", provider.openai(), "OPENAI_API_KEY", "sk-wrong-123456");
    var said = waybill(environment, "run", WRITTEN, "--input", "Q");
    assertEquals(2, said.exit());
    assertEquals(
        "models.writer (openai/m-1) is refused: %s does not take the key in OPENAI_API_KEY (401)\n"
            .formatted(provider.openai()),
        said.err());
  }

  @Test
  void aVariableThatNamesNoModelIsAnErrorOfEveryCommandThatReadsAWorkflow() {
    for (var command : List.of("check", "graph", "run")) {
      var said = waybill(Map.of("WAYBILL_MODEL", "opnai/x"), command, WRITTEN);
      assertEquals(2, said.exit());
      assertEquals("", said.out());
      assertTrue(
          said.err().startsWith("WAYBILL_MODEL: no provider 'opnai'. Did you mean 'openai'?"),
          said.err());
    }
  }

  @Test
  void whatWasRecordedIsReplayedWithTheSameValuesAndUsageWithoutKeyOrNetwork() throws IOException {
    provider.answer(Answer.of("the first"), Answer.of("the second answer"));
    var inputs = Files.writeString(folder.resolve("two.jsonl"), "\"one\"\n\"another\"\n");
    var tape = folder.resolve("tape").toString();
    var recorded = keep("recorded", environment(), inputs, "--record", tape);
    assertEquals(2, chats());
    provider.close();
    var keyless = Map.of("OPENAI_BASE_URL", provider.openai());
    var replayed = keep("replayed", keyless, inputs, "--replay", tape);
    assertEquals(recorded, replayed);
    assertEquals(2, replayed.size());
  }

  /** Value and usage of every run, by input. */
  private Map<String, List<JsonNode>> keep(
      String name, Map<String, String> environment, Path inputs, String... tape)
      throws IOException {
    var out = folder.resolve(name);
    var words =
        new ArrayList<>(
            List.of("run", WRITTEN, "--input", inputs.toString(), "--out", out.toString()));
    words.addAll(List.of(tape));
    words.addAll(List.of("--parallel", "1"));
    var said = waybill(environment, words.toArray(String[]::new));
    assertEquals(0, said.exit(), said::toString);
    var kept = new java.util.TreeMap<String, List<JsonNode>>();
    for (var run : runs(out)) {
      var usage = run.path("waybill").path("ledger").path(0).path("usage");
      kept.put(run.path("id").asText(), List.of(run.path("value"), usage));
    }
    return kept;
  }

  @Test
  void aRequestThatWasNotRecordedFailsItsStepAndIsNotSent() throws IOException {
    provider.answer(Answer.of("yes"));
    var tape = folder.resolve("tape").toString();
    waybill(environment(), "run", WRITTEN, "--input", "one", "--record", tape);
    long before = chats();
    var said = waybill(environment(), "run", WRITTEN, "--input", "other", "--replay", tape);
    assertEquals(1, said.exit(), said::toString);
    assertTrue(said.out().contains("step 'answer' failed (INVALID)"), said.out());
    assertTrue(said.out().contains("it differs at /messages/0/content"), said.out());
    assertEquals(before, chats());
    var missing = folder.resolve("missing").toString();
    var nothing = waybill("run", WRITTEN, "--input", "x", "--replay", missing);
    assertEquals(2, nothing.exit());
    assertTrue(nothing.err().startsWith("--replay: there is no folder"), nothing.err());
  }

  @Test
  void aRequestThatWasNotRecordedIsToldThoughARescueHidesIt() throws IOException {
    provider.answer(Answer.of("yes"));
    var tape = folder.resolve("tape").toString();
    var rescued = folder.resolve("rescued.yaml");
    Files.writeString(
        rescued,
        Files.readString(Path.of(WRITTEN))
            .replace(
                "answer: {",
                "answer: { on_error: { otherwise: { id: sorry, tool: inbox, with: none } }, "));
    assertEquals(
        0,
        waybill(environment(), "run", rescued.toString(), "--input", "one", "--record", tape)
            .exit());
    var said =
        waybill(environment(), "run", rescued.toString(), "--input", "other", "--replay", tape);
    assertEquals(1, said.exit(), said::toString);
    assertTrue(said.err().contains("it differs at /messages/0/content"), said.err());
  }

  @Test
  void aRunIsRecordedOrReplayedNotBoth() {
    var said = waybill("run", WRITTEN, "--input", "x", "--record", "a", "--replay", "b");
    assertEquals(2, said.exit());
    assertTrue(said.err().contains("mutually exclusive"), said.err());
  }

  @Test
  void theKeyIsInNothingThatIsPrintedOrKept() throws IOException {
    provider.answer(
        Answer.of("yes"),
        Answer.failing(401, "Incorrect API key provided: " + KEY),
        Answer.raw(500, "{\"error\": \"" + KEY + "\"}"));
    var inputs = Files.writeString(folder.resolve("three.jsonl"), "\"a\"\n\"b\"\n\"c\"\n");
    var said =
        waybill(
            environment(),
            "run",
            WRITTEN,
            "--input",
            inputs.toString(),
            "--out",
            folder.resolve("out").toString(),
            "--record",
            folder.resolve("tape").toString(),
            "--report",
            folder.resolve("report.html").toString(),
            "--json",
            "-v",
            "--parallel",
            "1");
    assertEquals(1, said.exit(), said::toString);
    assertEquals(4, chats(), "a 500 is asked again");
    assertFalse((said.out() + said.err()).contains(KEY), said::toString);
    try (var runs = Files.list(folder.resolve("out"))) {
      for (var run : runs.toList()) {
        var trace = waybill("trace", run.toString(), "--otlp", run + ".otlp");
        assertEquals(0, trace.exit(), trace::toString);
      }
    }
    int files = 0;
    try (var kept = Files.walk(folder)) {
      for (var file : kept.filter(Files::isRegularFile).toList()) {
        assertFalse(Files.readString(file).contains(KEY), file::toString);
        files++;
      }
    }
    assertTrue(files > 8, "run files, traces, the tape and the report were looked at: " + files);
  }

  private static List<JsonNode> runs(Path out) throws IOException {
    try (var files = Files.list(out)) {
      var runs = new ArrayList<JsonNode>();
      for (var file : files.toList()) {
        runs.add(Json.parse(Files.readString(file)));
      }
      return runs;
    }
  }
}
