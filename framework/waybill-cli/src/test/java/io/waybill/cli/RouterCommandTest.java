package io.waybill.cli;

import static io.waybill.cli.Shell.waybill;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.record.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouterCommandTest {
  @TempDir static Path folder;

  private static String train = "";
  private static String test = "";
  private static String router = "";
  private static Shell.Said fitted = new Shell.Said(0, "", "");

  @BeforeAll
  static void fit() {
    train = Intents.train(folder).toString();
    test = Intents.test(folder).toString();
    router = folder.resolve("intents.router").toString();
    fitted =
        waybill("router", "fit", "--train", train, "--out-of-scope-label", "oos", "--out", router);
  }

  @Test
  void fitSaysWhatItMadeOfWhatHowGoodItIsAndWhatToTypeNext() {
    assertEquals(0, fitted.exit(), fitted::toString);
    for (var told :
        List.of(
            router + ": 3 labels, ",
            "  train       192 rows of train.jsonl\n",
            "  encoder     minilm\n",
            "in_scope_accuracy ",
            "  promise     none",
            "  took ",
            "next: waybill router evaluate " + router + " --test TEST.jsonl\n")) {
      assertTrue(fitted.out().contains(told), () -> told + " is not in\n" + fitted.out());
    }
    assertEquals(
        "encoder minilm: its middle layer would help from 80 rows a label on, and there are 48\n",
        fitted.err());
  }

  @Test
  void theSameRowsAndSeedGiveTheSameFile() throws IOException {
    var again = folder.resolve("again.router");
    fit(train, "oos", again);
    assertEquals(Files.readString(Path.of(router)), Files.readString(again));
  }

  private static Shell.Said fit(String rows, String outOfScope, Path out) {
    var said =
        waybill(
            "router",
            "fit",
            "--train",
            rows,
            "--out-of-scope-label",
            outOfScope,
            "--out",
            out.toString());
    assertEquals(0, said.exit(), said::toString);
    return said;
  }

  @Test
  void evaluatePrintsOneObjectWithEveryFigure() {
    var said = waybill("router", "evaluate", router, "--test", test, "--json");
    assertEquals(0, said.exit(), said::toString);
    assertEquals("", said.err());
    var found = Json.parse(said.out());
    for (var figure :
        List.of(
            "accuracy",
            "in_scope_accuracy",
            "oos_recall",
            "oos_precision",
            "coverage",
            "precision_obtained",
            "ece")) {
      assertTrue(found.path(figure).isNumber(), () -> figure + said.out());
    }
    assertEquals(48, found.path("n").intValue());
    assertTrue(found.path("in_scope_accuracy").doubleValue() > 0.9, said.out());
  }

  @Test
  void evaluatePrintsTablesAndWritesAPage() throws IOException {
    var page = folder.resolve("page.html");
    var said = waybill("router", "evaluate", router, "--test", test, "--html", page.toString());
    assertEquals(0, said.exit(), said::toString);
    assertTrue(said.out().startsWith("intents.router: how good it is"), said.out());
    assertTrue(said.out().contains("in_scope_accuracy"), said.out());
    assertTrue(Files.readString(page).contains("<svg"));
  }

  @Test
  void rowsThatTheRouterWasFittedOnAreLeftOutAndCounted() throws IOException {
    var mixed = new ArrayList<>(Files.readAllLines(Path.of(test)));
    mixed.add(Intents.row("  My INVOICE is   wrong", "billing"));
    var file = Intents.lines(folder.resolve("mixed.jsonl"), mixed).toString();
    var said = waybill("router", "evaluate", router, "--test", file, "--json");
    assertEquals("left out 1 row that the router was fitted on\n", said.err());
    assertEquals(1, Json.parse(said.out()).path("leaked_rows").intValue(), said.out());
    assertEquals(48, Json.parse(said.out()).path("n").intValue());
    var none = waybill("router", "evaluate", router, "--test", train);
    assertEquals(2, none.exit());
    assertTrue(none.err().contains("every row of train.jsonl stands in what"), none.err());
  }

  @Test
  void aGateThatIsNotMetFailsTheBuildAndIsNamed() throws IOException {
    var gates =
        Files.writeString(
                folder.resolve("gates.yaml"),
                "gates: 1\nin_scope_accuracy: { least: 0.5 }\nbrier: { most: -1 }\nece: { most: -1 }\n")
            .toString();
    var said = waybill("router", "evaluate", router, "--test", test, "--gates", gates);
    assertEquals(1, said.exit());
    assertTrue(said.err().contains("gate missed: brier is "), said.err());
    assertTrue(said.err().contains("gate missed: ece is "), said.err());
    assertFalse(said.err().contains("in_scope_accuracy"), said.err());
    Files.writeString(Path.of(gates), "gates: 1\naccuracy: { least: 0.5 }\n");
    var met = waybill("router", "evaluate", router, "--test", test, "--gates", gates);
    assertEquals(0, met.exit(), met::toString);
    assertEquals("met: 1 gate\n", met.err());
    Files.writeString(Path.of(gates), "gates: 1\nacuracy: { least: 0.5 }\n");
    var wrong = waybill("router", "evaluate", router, "--test", test, "--gates", gates);
    assertEquals(2, wrong.exit());
    assertTrue(wrong.err().contains("Did you mean 'accuracy'?"), wrong.err());
  }

  @Test
  void inspectSaysWhatAFileIsAndWhereItComesFrom() {
    var said = waybill("router", "inspect", router);
    assertEquals(0, said.exit(), said::toString);
    for (var told :
        List.of(
            "a router of kind 'head'",
            ", seed 1\n",
            "192 rows of train.jsonl, sha256:",
            "minilm, 384 dimensions, sha256:",
            "3: billing, delivery, login\n",
            "'oos' says that a row belongs to none\n",
            "out of scope below ")) {
      assertTrue(said.out().contains(told), () -> told + " is not in\n" + said.out());
    }
    var object = Json.parse(waybill("router", "inspect", router, "--json").out());
    assertEquals("oos", object.path("out_of_scope").asText());
    assertEquals(3, object.path("labels").size());
    assertEquals(192, object.path("seen").intValue());
    assertFalse(object.has("mean"));
  }

  @Test
  void askDecidesOneText() {
    var said = waybill("router", "ask", router, "a question about the payment");
    assertEquals(0, said.exit(), said::toString);
    assertTrue(said.out().startsWith("billing, "), said.out());
    assertTrue(said.out().contains("  candidates  "), said.out());
    var nothing = waybill("router", "ask", router, " ");
    assertTrue(nothing.out().startsWith("otherwise\n"), nothing.out());
    assertTrue(nothing.out().contains("there is nothing to read"), nothing.out());
    var endless = waybill("router", "ask", router, "the payment ".repeat(9_000));
    assertEquals(0, endless.exit(), endless::toString);
  }

  @Test
  void compareSaysWhichRouterIsBetterOnTheSameRows() throws IOException {
    var few =
        Files.readAllLines(Path.of(train)).stream()
            .filter(row -> !row.contains("delivery") || row.contains("courier"))
            .toList();
    var fewer = Intents.lines(folder.resolve("fewer.jsonl"), few).toString();
    var other = folder.resolve("other.router");
    fit(fewer, "oos", other);
    var said = waybill("router", "compare", other.toString(), router, "--test", test);
    assertEquals(0, said.exit(), said::toString);
    assertTrue(said.out().contains("in_scope_accuracy"), said.out());
    var object =
        Json.parse(
            waybill("router", "compare", other.toString(), router, "--test", test, "--json").out());
    assertEquals(48, object.path("n").intValue());
    assertTrue(object.path("differences").has("accuracy"));
    assertEquals(0, object.path("leaked_rows").intValue());
  }

  @Test
  void aRecordIsOldWhenRouterModelOrPromptIsAnother() throws IOException {
    var own = Files.createDirectory(folder.resolve("own"));
    var file = own.resolve("intents.router");
    Files.copy(Path.of(router), file);
    var flow = own.resolve("desk.yaml");
    Files.writeString(flow, desk("Answer kindly: "));
    var record = own.resolve("intents.router.json").toString();
    var kept = judged(file, "--record", record, "--workflow", flow.toString());
    assertEquals(0, kept.exit(), kept::toString);
    assertEquals("", waybill("check", flow.toString(), "--strict").err());

    Files.writeString(flow, desk("Answer briefly: "));
    var warned = waybill("check", flow.toString());
    assertEquals(0, warned.exit(), warned::toString);
    assertTrue(
        warned.err().contains("intents.router.json is old: step billing: was "), warned.err());
    assertTrue(warned.err().contains("waybill router evaluate "), warned.err());
    assertEquals(1, waybill("check", flow.toString(), "--strict").exit());
    var gates = Files.writeString(own.resolve("gates.yaml"), "gates: 1\nece: { most: 1 }\n");
    var missed = judged(file, "--gates", gates.toString(), "--workflow", flow.toString());
    assertEquals(1, missed.exit());
    assertTrue(missed.err().contains("is old: step billing: was "), missed.err());

    Files.delete(file);
    waybill("router", "fit", "--train", train, "--seed", "7", "--out", file.toString());
    var refitted = judged(file, "--gates", gates.toString());
    assertEquals(1, refitted.exit());
    assertTrue(
        refitted.err().contains("is old: router: was intents.router sha256:"), refitted.err());
    assertEquals(0, judged(file, "--gates", gates.toString(), "--record", record).exit());
  }

  private static Shell.Said judged(Path file, String... more) {
    var words = new ArrayList<>(List.of("router", "evaluate", file.toString(), "--test", test));
    words.addAll(List.of(more));
    return waybill(words.toArray(String[]::new));
  }

  private static String desk(String prompt) {
    return """
        waybill: 1
        plan: desk
        inputs: { ticket: { type: text } }
        models: { m: { provider: quote } }
        steps:
          intent:
            route: intents.router
            with: "${{ inputs.ticket }}"
            when: { billing: { model: m, prompt: "%s${{ inputs.ticket }}" } }
            otherwise: { value: A person will answer. }
        output: ${{ steps.intent }}
        """
        .formatted(prompt);
  }

  @Test
  void aRouterIsPromotedOnlyIfItIsBetter() throws IOException {
    var live = folder.resolve("live.router");
    Files.copy(Path.of(router), live);
    var same = waybill("router", "promote", live.toString(), router, "--test", test);
    assertEquals(1, same.exit(), same::toString);
    assertTrue(same.out().contains("live.router stays as it is"), same.out());
    var rows =
        Files.readAllLines(Path.of(train)).stream()
            .filter(row -> !row.contains("delivery") && !row.contains("\"oos\""))
            .toList();
    var poor = Intents.lines(folder.resolve("poor.jsonl"), rows).toString();
    Files.delete(live);
    waybill("router", "fit", "--train", poor, "--out", live.toString());
    var better = waybill("router", "promote", live.toString(), router, "--test", test);
    assertEquals(0, better.exit(), better::toString);
    assertTrue(better.out().contains("kept as live.router.1"), better.out());
    assertEquals(Files.readString(Path.of(router)), Files.readString(live));
    assertTrue(Files.exists(folder.resolve("live.router.promotions.jsonl")));
    var wrong =
        waybill(
            "router", "promote", live.toString(), router, "--test", test, "--better", "acuracy");
    assertEquals(2, wrong.exit());
    assertTrue(wrong.err().contains("Did you mean 'accuracy'?"), wrong.err());
  }

  @Test
  void rowsMayBeCsvAndComeFromSeveralFiles() throws IOException {
    var lines = new ArrayList<String>();
    lines.add("label,text");
    for (var row : Files.readAllLines(Path.of(train))) {
      var read = Json.parse(row);
      if (!read.path("label").asText().equals("oos")) {
        lines.add(read.path("label").asText() + ",\"" + read.path("text").asText() + "\"");
      }
    }
    var csv = Intents.lines(folder.resolve("rows.csv"), lines).toString();
    var more =
        Intents.lines(
                folder.resolve("more.jsonl"),
                List.of(Intents.row("sing a song", "osos"), Intents.row("a cat", "osos")))
            .toString();
    var out = folder.resolve("joined.router").toString();
    var said =
        waybill(
            "router",
            "fit",
            "--train",
            csv,
            "--train",
            more,
            "--out-of-scope-label",
            "oos",
            "--out",
            out);
    assertEquals(0, said.exit(), said::toString);
    assertTrue(said.out().contains("146 rows of rows.csv + more.jsonl"), said.out());
    assertTrue(
        said.err().contains("no row has the label 'oos', so what is out of scope is found without"),
        said.err());
    assertTrue(said.err().contains("Did you mean 'osos'?"), said.err());
  }

  @Test
  void howFarAFitHasComeIsShownOnATerminalOnly() {
    var shown = new StringWriter();
    try (var progress = new FitProgress(terminal(shown, true))) {
      progress.at("encode", 100, 200);
      progress.at("encode", 200, 200);
      progress.at("fit", 0, 1);
    }
    assertTrue(shown.toString().contains("encode"), shown::toString);
    assertTrue(shown.toString().contains("fit"), shown::toString);
    assertTrue(shown.toString().endsWith(" \r"), "it wipes itself away");
    var piped = new StringWriter();
    try (var progress = new FitProgress(terminal(piped, false))) {
      progress.at("encode", 100, 200);
    }
    assertEquals("", piped.toString());
  }

  private static Terminal terminal(StringWriter err, boolean live) {
    var out = new PrintWriter(new StringWriter());
    return new Terminal(InputStream.nullInputStream(), out, new PrintWriter(err), live, false);
  }
}
