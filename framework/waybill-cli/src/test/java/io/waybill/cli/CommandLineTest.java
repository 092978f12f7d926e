package io.waybill.cli;

import static io.waybill.cli.Shell.waybill;
import static io.waybill.cli.Shell.workflow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
  @TempDir Path folder;

  @Test
  void checkSaysThatAllIsWellOnOneLine() {
    var said = waybill("check", workflow("desk.yaml"));
    assertEquals("", said.err());
    assertTrue(
        said.out().matches("ok: plan desk, 5 steps, hash sha256:[0-9a-f]{64}\n"), said.out());
    assertEquals(0, said.exit());
  }

  @Test
  void checkTellsEveryProblemAtOnceWithItsPlaceAndTheNearestName() {
    var said = waybill("check", workflow("wrong.yaml"));
    assertEquals(2, said.exit());
    assertEquals("", said.out());
    for (var told :
        List.of(
            "wrong.yaml:8:11 routers.words.rules.0 has no 'contain'. Did you mean 'contains'?",
            "wrong.yaml:9:20 routers.near.nearest names 'missing.jsonl', which does not exist.",
            "Did you mean 'words'?",
            "Did you mean 'ticket'?",
            "Did you mean 'upper'?",
            "Did you mean 'redact'?",
            "Did you mean 'intent'?")) {
      assertTrue(said.err().contains(told), () -> told + " is not in\n" + said.err());
    }
  }

  @Test
  void runRefusesAWrongWorkflowBeforeItTouchesAnything() {
    var out = folder.resolve("out");
    var said = waybill("run", workflow("wrong.yaml"), "--input", "x", "--out", out.toString());
    assertEquals(2, said.exit());
    assertEquals("", said.out());
    assertFalse(Files.exists(out));
  }

  @Test
  void filesThatAreNoWorkflowAreToldKindly() throws IOException {
    var bad =
        Map.of(
            "",
            "is empty",
            "waybill: 1\nplan: p\nsteps: {a: !tag {tool: upper}}\n",
            "tag",
            "waybill: 1\nplan: a\nsteps:\n  a: {tool: upper, with: x, needs: [b]}\n"
                + "  b: {tool: upper, with: x, needs: [a]}\noutput: \"${{ steps.a }}\"\n",
            "waits for itself: b → a → b",
            "waybill: 1\nplan: p\ninputs: {q: {type: text}}\nmodels: {m: {provider: quote}}\n"
                + "steps: {a: {model: m, prompt: \"file:missing.md\"}}\n"
                + "output: \"${{ steps.a }}\"\n",
            "missing.md",
            "waybill: 1\nplan: p\ndocuments: {d: {folder: missing/}}\n"
                + "steps: {a: {retrieve: d, with: x}}\noutput: \"${{ steps.a }}\"\n",
            "missing");
    for (var one : bad.entrySet()) {
      var file = Files.writeString(folder.resolve("bad.yaml"), one.getKey());
      for (var command : List.of("check", "graph", "run")) {
        var said = waybill(command, file.toString());
        assertEquals(2, said.exit(), () -> one.getKey() + said);
        assertTrue(said.err().contains(one.getValue()), () -> one.getKey() + said.err());
        assertTrue(said.err().contains("bad.yaml:"), said.err());
        assertEquals("", said.out());
      }
    }
  }

  @Test
  void mistypedCommandsOptionsAndFilesGetASuggestion() {
    assertSuggests("no command 'chekc'. Did you mean 'check'?", waybill("chekc", "x"));
    assertSuggests("Possible solutions: --input", waybill("run", "x", "--inptu", "y"));
    var desk = workflow("desk.yaml");
    assertSuggests(
        "there is no such file. Did you mean '%s'?".formatted(desk),
        waybill("check", desk.replace("desk", "dsk")));
    assertSuggests("Missing required parameter: 'FILE'", waybill("graph"));
    assertSuggests("Say what to do.", waybill());
  }

  private static void assertSuggests(String what, Shell.Said said) {
    assertEquals(2, said.exit());
    assertEquals("", said.out());
    assertTrue(said.err().contains(what), said.err());
  }

  @Test
  void graphPrintsMermaidOrWritesAPicture() throws IOException {
    var mermaid = waybill("graph", workflow("desk.yaml"));
    assertTrue(mermaid.out().startsWith("flowchart TD\n"), mermaid.out());
    var svg = folder.resolve("desk.svg");
    var drawn = waybill("graph", workflow("desk.yaml"), "--svg", svg.toString());
    assertEquals(0, drawn.exit());
    assertEquals("", drawn.out());
    assertTrue(Files.readString(svg).startsWith("<svg "));
    var nowhere = folder.resolve("no/such/folder/x.svg").toString();
    assertEquals(3, waybill("graph", workflow("desk.yaml"), "--svg", nowhere).exit());
  }

  @Test
  void traceSaysWhatIsWrongWithAFile() throws IOException {
    var file = Files.writeString(folder.resolve("run.json"), "{\"format\": \"waybill-run/1\"}");
    var said = waybill("trace", file.toString());
    assertEquals(3, said.exit());
    assertEquals(
        file + " is no run file: 'waybill.works' should be a list, found nothing\n", said.err());
    Files.writeString(file, "{");
    assertEquals(3, waybill("trace", file.toString()).exit());
    assertEquals(2, waybill("trace", folder.resolve("none.json").toString()).exit());
  }

  @Test
  void helpNamesEveryExitCodeAndHasNoColours() {
    var said = waybill("--help");
    assertEquals(0, said.exit());
    for (var code : List.of("  0  ", "  1  ", "  2  ", "  3  ", " 70  ", "130  ")) {
      assertTrue(said.out().contains(code), said.out());
    }
    assertFalse(said.out().contains("\u001b"));
    assertTrue(waybill("run", "--help").out().contains("FILE.jsonl"));
  }
}
