package io.waybill.cli;

import static io.waybill.cli.Shell.typed;
import static io.waybill.cli.Shell.waybill;
import static io.waybill.cli.Shell.workflow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.record.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
  private static final String DESK = workflow("desk.yaml");

  @TempDir Path folder;

  @Test
  void oneInputPrintsItsValueItsSourcesAndItsReceipt() {
    var said = waybill("run", DESK, "--input", "my invoice");
    assertEquals("", said.err());
    assertEquals(0, said.exit());
    assertTrue(
        said.out().startsWith("“MY INVOICE”\n\nsources\n handbook.md 10–20  sha256:0123456789"),
        said.out());
    assertTrue(said.out().contains("cost $0.0000125"), said.out());
  }

  @Test
  void theSameInputMayComeAsAnObjectAsAValueOrAsALine() throws IOException {
    for (var form : List.of("{\"ticket\": \"my bill\"}", "\"my bill\"")) {
      var file = Files.writeString(folder.resolve("one.json"), form);
      assertTrue(value(waybill("run", DESK, "--input", file.toString())), form);
      var lines = Files.writeString(folder.resolve("one.jsonl"), form + "\n\n");
      assertTrue(value(waybill("run", DESK, "--input", lines.toString())), form);
    }
    assertTrue(value(waybill(typed("{\"ticket\": \"my bill\"}"), "run", DESK, "--input", "-")));
    assertTrue(value(waybill(typed("my bill\n"), "run", DESK, "--input", "-")));
  }

  private static boolean value(Shell.Said said) {
    return said.exit() == 0 && said.out().startsWith("“MY BILL”\n");
  }

  @Test
  void aFailedRunShowsItsReceiptAndExitsWithOne() {
    var said = waybill("run", DESK, "--input", "it is broken");
    assertEquals(1, said.exit());
    assertTrue(said.out().contains("run failed"), said.out());
    assertTrue(said.out().contains("step 'intent:technical/technical' failed (USER_CODE): broken"));
  }

  @Test
  void manyInputsEndInASummaryThatComparesTheRoutes() throws IOException {
    var said = waybill("run", DESK, "--input", tickets().toString());
    assertEquals(1, said.exit());
    assertEquals("", said.err());
    var out = said.out();
    assertTrue(out.startsWith("desk: 41 runs in "), out);
    assertTrue(out.contains(" ok            40   97.6 %\n"), out);
    assertTrue(out.contains(" failed         1    2.4 %\n"), out);
    assertTrue(out.contains(" not run        1\n"), out);
    assertTrue(out.contains(" went to a person 1 run, 2.4 %\n"), out);
    assertTrue(out.contains(" cost $0.0004875, every attempt priced\n"), out);
    assertTrue(out.contains(" intent      40   41     97.6 %\n"), out);
    assertTrue(out.contains(" intent   billing    otherwise   t-2               1\n"), out);
    assertTrue(out.contains("line 37   not run   not JSON at column "), out);
    assertTrue(out.contains("t-3       failed    step 'intent:technical/technical' failed"), out);
    assertTrue(out.contains("\na typical run\nrun ok "), out);
  }

  @Test
  void jsonGoesToTheOutputAloneOneObjectARun() throws IOException {
    var said = waybill("run", DESK, "--input", tickets().toString(), "--json");
    assertEquals(1, said.exit());
    var objects = said.out().lines().map(Json::parse).toList();
    assertEquals(42, objects.size());
    var statuses =
        objects.stream()
            .collect(Collectors.groupingBy(o -> o.path("status").asText(), Collectors.counting()));
    assertEquals(java.util.Map.of("ok", 40L, "failed", 1L, "not_run", 1L), statuses);
    assertTrue(said.err().startsWith("desk: 41 runs in "), said.err());
  }

  @Test
  void everyRunIsKeptInAFileThatTracePrints() throws IOException {
    var out = folder.resolve("deep/runs");
    var said = waybill("run", DESK, "--input", tickets().toString(), "--out", out.toString());
    assertEquals(1, said.exit());
    List<Path> files;
    try (var listed = Files.list(out)) {
      files = listed.toList();
    }
    assertEquals(41, files.size());
    for (var file : files) {
      var name = String.valueOf(file.getFileName());
      assertTrue(name.matches("[a-z0-9]+\\.json"), name);
      var traced = waybill("trace", file.toString());
      assertEquals(0, traced.exit(), traced.err());
      assertTrue(traced.out().startsWith("run "), traced.out());
    }
  }

  @Test
  void theReportShowsWhatTheTerminalShows() throws IOException {
    var markdown = folder.resolve("report.md");
    var html = folder.resolve("report.html");
    waybill("run", DESK, "--input", tickets().toString(), "--report", markdown.toString());
    waybill("run", DESK, "--input", tickets().toString(), "--report", html.toString());
    assertTrue(Files.readString(markdown).contains("| intent | 40 | 41 | 97.6 % |"));
    assertTrue(Files.readString(markdown).contains("```mermaid\nflowchart TD"));
    var page = Files.readString(html);
    assertTrue(page.contains("<td class=\"n\">97.6 %</td>"), page);
    assertTrue(page.contains("<svg "));
    assertFalse(page.contains("<script"));
    assertFalse(page.contains("src="));
  }

  @Test
  void aLineOf300MegabytesFailsAloneAndTheNextOneRuns() {
    InputStream endless =
        new SequenceInputStream(new CappedLinesTest.Repeated(300L << 20), typed("\nmy bill\n"));
    var said = waybill(endless, "run", DESK, "--input", "-", "--json");
    assertEquals(1, said.exit());
    assertTrue(said.out().contains("the line is 314,572,800 bytes long"), said.out());
    assertTrue(said.out().contains("“MY BILL”"), said.out());
  }

  @Test
  void aFolderThatCannotBeWrittenIsToldBeforeTheFirstRun() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "kept");
    for (var bad : List.of(file, file.resolve("below"))) {
      var said = waybill("run", DESK, "--input", "x", "--out", bad.toString());
      assertEquals(3, said.exit());
      assertEquals("", said.out());
      assertTrue(said.err().startsWith("cannot write into " + bad + ": "), said.err());
    }
    assertEquals("kept", Files.readString(file));
  }

  @Test
  void inputsThatAreNotThereOrNotEnoughAreTheCommandsFault() throws IOException {
    var tickets = tickets();
    var missing = tickets.resolveSibling("ticket.jsonl");
    assertWrong(
        "input %s: there is no such file. Did you mean '%s'?\n".formatted(missing, tickets),
        waybill("run", DESK, "--input", missing.toString()));
    assertWrong("the plan takes 'ticket' (text): say --input\n", waybill("run", DESK));
    assertWrong("there is no input: nothing ran\n", waybill("run", DESK, "--input", "-"));
    assertWrong(
        "--report writes a file that ends in .md or .html, found 'r.txt'\n",
        waybill("run", DESK, "--input", "x", "--report", "r.txt"));
    assertWrong(
        "--parallel takes 1 to 1000, found 0\n",
        waybill("run", DESK, "--input", "x", "--parallel", "0"));
  }

  private static void assertWrong(String message, Shell.Said said) {
    assertEquals(message, said.err());
    assertEquals(2, said.exit());
    assertEquals("", said.out());
  }

  /**
   * 42 lines: 38 bills, one for a person that was expected to be a bill, one that fails, a broken
   * 37th.
   */
  private Path tickets() throws IOException {
    var lines = new ArrayList<String>();
    for (int line : IntStream.rangeClosed(1, 42).toArray()) {
      var text = line == 2 ? "hello" : line == 3 ? "technical" : "bill";
      var label = line == 3 ? "technical" : "billing";
      lines.add(
          line == 37
              ? "{\"ticket\": oops"
              : "{\"id\": \"t-%d\", \"ticket\": \"%s\", \"expect\": {\"intent\": \"%s\"}}"
                  .formatted(line, text, label));
    }
    return Files.write(folder.resolve("tickets.jsonl"), lines);
  }
}
