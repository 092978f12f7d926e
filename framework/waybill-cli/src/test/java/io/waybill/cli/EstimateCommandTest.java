package io.waybill.cli;

import static io.waybill.cli.Shell.typed;
import static io.waybill.cli.Shell.waybill;
import static io.waybill.cli.Shell.workflow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.record.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EstimateCommandTest {
  private static final String ANSWERS =
      """
      waybill: 1
      plan: answers
      inputs: { question: text }
      models: { writer: { provider: openai, model: gpt-none, max_tokens: 400 } }
      steps:
        answer: { model: writer, prompt: "Answer in a few words: ${{ inputs.question }}" }
      output: ${{ steps.answer }}
      """;

  @TempDir Path temp;

  private String answers() throws IOException {
    return Files.writeString(temp.resolve("answers.yaml"), ANSWERS).toString();
  }

  private String assume(String text) throws IOException {
    return Files.writeString(temp.resolve("assume.yaml"), text).toString();
  }

  @Test
  void itSaysWhatRunsWouldComeToAndReachesNobody() throws IOException {
    try (var tripwire = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var place = "http://127.0.0.1:" + tripwire.getLocalPort() + "/v1";
      var said =
          waybill(Map.of("OPENAI_BASE_URL", place), "estimate", answers(), "--items", "100M/day");
      assertEquals("", said.err());
      assertEquals(0, said.exit());
      for (var told :
          List.of(
              "estimate of answers: no run was recorded; 10,000 runs drawn, seed 1; nothing was asked",
              "1,000 runs cost unpriced (low unpriced, high no bound)   100.0 % of calls have no price: answer (gpt-none)",
              " a run ",
              "100,000,000 a day is 1,157 a second",
              " at once: ",
              "what dominates: ",
              " time of gpt-none ")) {
        assertTrue(said.out().contains(told), () -> told + " is not in\n" + said.out());
      }
      tripwire.setSoTimeout(1);
      assertThrows(SocketTimeoutException.class, tripwire::accept);
    }
  }

  @Test
  void goalsThatAreMetAreExitCodeZeroAndOthersOne() throws IOException {
    var fast =
        assume(
            """
            steps: { answer: { tokens_out: 101 } }
            models: { gpt-none: { ttft: 500ms, tokens_per_second: 100 } }
            """);
    var met = waybill("estimate", answers(), "--assume", fast, "--p95", "2s");
    assertTrue(met.out().endsWith("\np95 at most 2.00 s: 1.50 s, met\n"), met.out());
    assertEquals(0, met.exit());
    var slow = waybill("estimate", answers(), "--assume", fast, "--p95", "1s");
    assertTrue(slow.out().endsWith("\np95 at most 1.00 s: 1.50 s, not met\n"), slow.out());
    assertEquals(1, slow.exit());
    var unknown = waybill("estimate", answers(), "--cost-per-1k", "1000000");
    assertTrue(
        unknown.out().contains("1,000 runs at most $1000000: $0 and what has no price, not met"),
        unknown.out());
    assertEquals(1, unknown.exit());
  }

  @Test
  void aPriceBookOfOnesOwnCounts() throws IOException {
    var book =
        Files.writeString(
            temp.resolve("prices.yaml"),
            """
            price_book: 1
            checked: 2026-11-20
            prices:
              - { id: none, match: { model: gpt-none }, rates: { input: 1, output: 10 } }
            """);
    var said =
        waybill(
            "estimate",
            answers(),
            "--prices",
            book.toString(),
            "--assume",
            assume("steps: { answer: { tokens_in: 100, tokens_out: 90 } }"),
            "--cost-per-1k",
            "1.00");
    assertTrue(said.out().contains("1,000 runs cost $1.00 (low $1.00, high $"), said.out());
    assertTrue(said.out().endsWith("1,000 runs at most $1.00: $1, met\n"), said.out());
    assertEquals(0, said.exit());
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() throws IOException {
    var said =
        waybill(
            "estimate",
            answers(),
            "--items",
            "lots",
            "--p95",
            "soon",
            "--cost-per-1k",
            "cheap",
            "--assume",
            assume(
                """
                step: {}
                steps:
                  answer: { tokens_out: many, latncy: 2s }
                  kind: { branches: { a: 2 } }
                models: { m: { ttft: 2s } }
                pools: 7
                """));
    assertEquals(2, said.exit());
    assertEquals("", said.out());
    for (var told :
        List.of(
            "--items: 'lots' is no number of items in a time: write 100M/day",
            "--p95: 'soon' is no time: write 500ms, 2s or 1m30s",
            "--cost-per-1k: 'cheap' is no sum of dollars: write 0.50 or 12",
            "step is nothing to assume. Did you mean 'steps'?",
            "steps.answer.latncy is nothing to assume. Did you mean 'latency'?",
            "steps.answer.tokens_out should be a number: 300, or { p50: 200, p95: 700 }, found \"many\"",
            "steps.kind.branches.a should be a share from 0 to 1, found 2",
            "models.m needs both a ttft and tokens_per_second",
            "pools should be names and what is said of each")) {
      assertTrue(said.err().contains(told), () -> told + " is not in\n" + said.err());
    }
  }

  @Test
  void whatIsAssumedOfNoStepIsToldWithTheFile() throws IOException {
    var file = assume("steps: { anser: { tokens_out: 5 } }");
    var said = waybill("estimate", answers(), "--assume", file);
    assertEquals(2, said.exit());
    assertEquals(
        file + ":\nsteps.anser: there is no such step. Did you mean 'answer'? Known: answer.\n",
        said.err());
    var broken = waybill("estimate", answers(), "--assume", assume("steps: { a: 1, a: 2 }"));
    assertEquals(2, broken.exit());
    assertTrue(broken.err().contains("is no YAML: Duplicate"), broken.err());
  }

  @Test
  void itGoesByRunsThatWereKept() throws IOException {
    var runs = temp.resolve("runs").toString();
    var tickets = typed("a wrong bill\nan invoice\nanything else\n");
    assertEquals(
        0, waybill(tickets, "run", workflow("desk.yaml"), "--input", "-", "--out", runs).exit());
    var said = waybill("estimate", workflow("desk.yaml"), "--from", runs);
    assertEquals("", said.err());
    assertTrue(said.out().startsWith("estimate of desk: 3 recorded runs; "), said.out());
    assertTrue(said.out().contains("recorded (3 runs)"), said.out());
    var others = waybill("estimate", answers(), "--from", runs);
    Files.writeString(Path.of(runs, "broken.json"), "{}");
    var broken = waybill("estimate", workflow("desk.yaml"), "--from", runs);
    assertTrue(broken.err().startsWith("left out: "), broken.err());
    assertEquals(1, broken.exit());
    assertEquals(
        "0 of 3 runs are of the plan 'answers'; those of desk only tell how fast models are\n",
        others.err());
  }

  @Test
  void aFolderWithoutRunsIsNone() throws IOException {
    var missing = waybill("estimate", answers(), "--from", temp.resolve("no").toString());
    assertEquals(2, missing.exit());
    assertTrue(missing.err().contains("there is no such file"), missing.err());
    var folder = Files.createDirectory(temp.resolve("empty"));
    var none = waybill("estimate", answers(), "--from", folder.toString());
    assertEquals(2, none.exit());
    assertTrue(none.err().contains("holds no run"), none.err());
  }

  @Test
  void itIsAnObjectForPrograms() throws IOException {
    var said = waybill("estimate", answers(), "--json", "--items", "5/s", "--p95", "1ms");
    assertEquals(1, said.exit());
    var object = Json.parse(said.out());
    assertEquals("waybill-estimate/1", object.path("format").asText());
    assertEquals("answers", object.path("plan").asText());
    assertTrue(object.path("latency").path("p95_ns").asLong() > 0);
    assertEquals("answer (gpt-none)", object.path("per_1k").path("unpriced").path(0).asText());
    assertEquals("assumed", object.path("steps").path(0).path("from").path("kind").asText());
    assertEquals(5, object.path("volume").path("items_per_second").asDouble());
    assertFalse(object.path("goals").path(0).path("met").asBoolean(true));
    assertTrue(object.path("swings").size() > 0);
  }

  @Test
  void theGuidesFileOfAssumptionsCanBeRead() throws IOException {
    var root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("LICENSE"))) {
      root = root.getParent();
    }
    var guide = Files.readString(root.resolve("docs/guide/estimate.md"));
    var block = Pattern.compile("(?s)```yaml\n(.*?)```").matcher(guide);
    assertTrue(block.find());
    var problems = new ArrayList<String>();
    var said = AssumeFile.read(Path.of(assume(block.group(1))), problems);
    assertEquals(List.of(), problems);
    assertEquals(
        List.of("answer", "intent", "reviews", "polish"), List.copyOf(said.steps().keySet()));
    assertEquals(2, said.models().size());
    assertEquals(Map.of("gpu0", 2500.0), said.pools());
  }
}
