package io.waybill.cli;

import static io.waybill.cli.Shell.waybill;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.record.Json;
import io.waybill.routing.feedback.Decision;
import io.waybill.routing.feedback.Decisions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decisions of workflows in files: kept by a run, judged, added up. */
class DecisionsTest {
  private static final String RULES =
      """
      routers:
        intents: { rules: [{ contains: [invoice], label: billing }, { contains: [parcel], label: delivery }] }
        others: { rules: [{ contains: [invoice, parcel], label: delivery }, { contains: [refund], label: billing }] }
        fewer: { rules: [{ contains: [invoice], label: billing }] }
      """;

  @TempDir Path folder;
  private Path log;
  private Path flow;

  @BeforeEach
  void files() throws IOException {
    log = folder.resolve("decisions.jsonl");
    flow = flow("ticket: { type: text }", "", "${{ inputs.ticket }}");
  }

  /** A workflow that routes by rules. */
  private Path flow(String input, String beside, String with) throws IOException {
    return Files.writeString(
        folder.resolve("desk.yaml"),
        """
        waybill: 1
        plan: desk
        inputs: { %s }
        %ssteps:
          clean: { guard: redact, with: "${{ inputs.ticket }}" }
          shown: { value: "${{ steps.clean }}: ${{ steps.intent }}" }
          intent:
            route: intents
            %s
            with: %s
            when:
              billing: { value: an invoice }
              delivery: { value: a parcel }
            otherwise: { value: a person }
        output: ${{ steps.shown }}
        """
            .formatted(input, RULES, beside, with));
  }

  private Shell.Said run(String input, String... more) {
    var words = new ArrayList<>(List.of("run", flow.toString(), "--input", input));
    words.addAll(List.of(more));
    return waybill(words.toArray(String[]::new));
  }

  private Shell.Said kept(String input, String... more) {
    var words = new ArrayList<>(List.of("--decisions", log.toString()));
    words.addAll(List.of(more));
    return run(input, words.toArray(String[]::new));
  }

  private Decision only() {
    var all = Decisions.read(log).all();
    assertEquals(1, all.size(), all::toString);
    return all.get(0);
  }

  private Shell.Said outcome(String... words) {
    var all = new ArrayList<>(List.of("router", "outcome", log.toString()));
    all.addAll(List.of(words));
    return waybill(all.toArray(String[]::new));
  }

  @Test
  void aRunAddsItsDecisionsWithRunStepAndScrubbedText() {
    var said = kept("my invoice, to ann@example.com", "--json");
    assertEquals(0, said.exit(), said::toString);
    var decision = only();
    assertEquals("intent", decision.id().path());
    assertTrue(said.out().contains(decision.id().run()), said.out());
    assertEquals("billing", decision.label());
    assertEquals("my invoice, to [email-1]", decision.text());
    kept("my parcel");
    assertEquals(2, Decisions.read(log).all().size(), "it is added to");
  }

  @Test
  void noTextIsKeptIfNoneIsWanted() throws IOException {
    assertEquals(0, kept("my invoice", "--no-text").exit());
    assertEquals("", only().text());
    assertFalse(Files.readString(log).contains("invoice"));
    var alone = run("my invoice", "--no-text");
    assertEquals(2, alone.exit());
    assertTrue(alone.err().contains("--no-text says what --decisions FILE keeps"), alone.err());
  }

  @Test
  void privateInputsAreNotKeptUnlessAGuardClearedThem() throws IOException {
    flow("ticket: { type: text, private: true }", "", "${{ inputs.ticket }}");
    var said = kept("the invoice of my illness");
    assertEquals(0, said.exit(), said::toString);
    assertEquals("", only().text());
    assertFalse(Files.readString(log).contains("illness"), Files.readString(log));
    assertTrue(
        said.err()
            .contains(
                "intent may be given private data: its decisions are kept without the texts. Let it"
                    + " read what 'guard: redact' gives"),
        said.err());
    Files.delete(log);
    flow("ticket: { type: text, private: true }", "", "${{ steps.clean }}");
    var cleared = kept("my invoice, to ann@example.com");
    assertEquals("", cleared.err());
    assertEquals("my invoice, to [email-1]", only().text());
    Files.delete(log);
    flow(
        "ticket: { type: text, private: true }",
        "",
        "\"${{ steps.clean }} of ${{ inputs.ticket }}\"");
    kept("my invoice");
    assertEquals("", only().text(), "one of two is not clear");
  }

  @Test
  void everyItemOfAFileAndOfAStepHasItsDecision() throws IOException {
    Files.writeString(
        flow,
        """
        waybill: 1
        plan: mails
        inputs: { mails: list }
        %ssteps:
          sorted:
            for_each: ${{ inputs.mails }}
            do:
              id: intent
              route: intents
              with: ${{ item }}
              when: { billing: { value: an invoice }, delivery: { value: a parcel } }
              otherwise: { value: a person }
        output: ${{ steps.sorted }}
        """
            .formatted(RULES));
    var mails =
        Files.writeString(
            folder.resolve("mails.jsonl"),
            "[\"invoice\", \"parcel\"]\n[\"invoice\", \"else\", \"parcel\"]\n");
    var said = kept(mails.toString());
    assertEquals(0, said.exit(), said::toString);
    var all = Decisions.read(log).all();
    assertEquals(5, all.size());
    assertEquals(2, all.stream().map(each -> each.id().run()).distinct().count());
    assertTrue(all.stream().anyMatch(each -> each.id().path().equals("sorted[2]/intent")));
    var run = all.get(0).id().run();
    var which = outcome("--run", run, "--accepted");
    assertEquals(2, which.exit());
    assertTrue(
        which.err().contains("decisions: say which, with --step. Known: sorted["), which.err());
  }

  @Test
  void whatBecameOfADecisionIsAddedToTheLog() {
    kept("my invoice");
    var run = only().id().run();
    var said =
        outcome(
            "--run", run, "--step", "intent", "--label", "otherwise", "--score", "helpful=0.25");
    assertEquals(0, said.exit(), said::toString);
    assertEquals(
        "%1$s/intent chose billing; right: otherwise\n%1$s/intent chose billing; helpful: 0.25\n"
            .formatted(run),
        said.out());
    assertEquals("", said.err());
    assertEquals(0, outcome("--run", run, "--accepted", "--by", "rule").exit(), "its only step");
    var decision = only();
    assertEquals("otherwise", decision.rightLabel().orElseThrow());
    assertEquals(0.25, decision.score("helpful").orElseThrow().value());
    assertEquals(1, decision.score("accepted").orElseThrow().value());
  }

  @Test
  void whatNamesNoDecisionOrSaysNothingIsRefused() {
    kept("my invoice");
    var run = only().id().run();
    var step = outcome("--run", run, "--step", "intend", "--accepted");
    assertEquals(2, step.exit());
    assertTrue(
        step.err()
            .contains(
                "no decision 'intend' of run %s was remembered. Did you mean 'intent'? Known: intent."
                    .formatted(run)),
        step.err());
    var unknown = outcome("--run", "nobody", "--step", "intent", "--accepted");
    assertTrue(
        unknown
            .err()
            .contains("no decision of a run 'nobody' was remembered. Known: %s.".formatted(run)),
        unknown.err());
    for (var wrong :
        Map.of(
                "say what became of it",
                new String[] {},
                "--accepted or --rejected, not both",
                new String[] {"--accepted", "--rejected"},
                "--score takes METRIC=NUMBER, found 'helpful=very'",
                new String[] {"--score", "helpful=very"},
                "--score label=… is said with --label",
                new String[] {"--score", "label=1"},
                "--label takes a label",
                new String[] {"--label", " "})
            .entrySet()) {
      var words = new ArrayList<>(List.of("--run", run, "--step", "intent"));
      words.addAll(List.of(wrong.getValue()));
      var said = outcome(words.toArray(String[]::new));
      assertEquals(2, said.exit(), wrong.getKey());
      assertTrue(said.err().contains(wrong.getKey()), said.err());
    }
    assertEquals(Map.of(), only().scores());
    var typo = outcome("--run", run, "--label", "biling");
    assertEquals(0, typo.exit());
    assertTrue(typo.err().contains("note: nobody in"), typo.err());
    assertTrue(typo.err().contains("Did you mean 'billing'?"), typo.err());
  }

  @Test
  void aShadowIsAskedWhereSomebodyKeepsWhatItSays() throws IOException {
    flow("ticket: { type: text }", "shadow: others", "${{ inputs.ticket }}");
    for (var input : List.of("my invoice", "my parcel", "my refund")) {
      var said = kept(input);
      assertEquals(0, said.exit(), said::toString);
      assertEquals("", said.err());
    }
    var all = Decisions.read(log).all();
    assertEquals(
        List.of("billing", "delivery", "otherwise"), all.stream().map(Decision::label).toList());
    var shadows =
        all.stream()
            .flatMap(each -> each.shadow().stream())
            .filter(Decision.Answered.class::isInstance)
            .map(each -> ((Decision.Answered) each).said().choice().label())
            .toList();
    assertEquals(List.of("delivery", "delivery", "billing"), shadows);
    var summed = waybill("router", "decisions", log.toString(), "--json");
    var both = Json.parse(summed.out()).at("/routers/0/shadows/0");
    assertEquals(3, both.path("n").intValue(), summed.out());
    assertEquals(1, both.path("agreed").intValue(), summed.out());
    var alone = run("my invoice");
    assertEquals(0, alone.exit());
    assertTrue(
        alone.err().contains("intent: its shadow is not asked, for nobody would keep what it says"),
        alone.err());
    var checked = waybill("check", flow.toString(), "-v");
    assertTrue(
        checked.out().contains("intent has a shadow: only runs with --decisions FILE"),
        checked.out());
  }

  @Test
  void aCanaryDecidesItsShareWithALogOrWithout() throws IOException {
    flow(
        "ticket: { type: text }",
        "canary: { router: others, share: 0.5, seed: 3 }",
        "${{ inputs.ticket }}");
    var tickets = folder.resolve("tickets.jsonl");
    Files.write(tickets, IntStream.range(0, 200).mapToObj(i -> "\"my invoice\"").toList());
    assertEquals(0, kept(tickets.toString()).exit());
    var all = Decisions.read(log).all();
    long canary = all.stream().filter(each -> each.arm() == Decision.Arm.CANARY).count();
    assertTrue(canary > 60 && canary < 140, "of 200: " + canary);
    assertTrue(all.stream().allMatch(each -> each.propensity() == 0.5));
    assertTrue(
        all.stream()
            .allMatch(
                each ->
                    each.label()
                        .equals(each.arm() == Decision.Arm.CANARY ? "delivery" : "billing")));
    var without = run(tickets.toString(), "--json");
    long parcels = without.out().lines().filter(line -> line.contains("a parcel")).count();
    assertTrue(parcels > 60 && parcels < 140, "of 200: " + parcels);
    assertEquals(
        "", without.err().lines().filter(line -> line.contains("shadow")).findAny().orElse(""));
  }

  @Test
  void whatIsAskedOtherwiseThanAtFirstIsToldByAbstentionsAndByTexts() throws IOException {
    var tickets = new ArrayList<String>();
    var about = List.of("the chair", "a lamp", "my order", "the table", "last month", "a book");
    IntStream.range(0, 120)
        .forEach(i -> tickets.add("\"my invoice %d for %s\"".formatted(i, about.get(i % 6))));
    IntStream.range(0, 120)
        .forEach(i -> tickets.add("\"sing me song %d about %s\"".formatted(i, about.get(i % 6))));
    var file = Intents.lines(folder.resolve("tickets.jsonl"), tickets);
    assertEquals(0, kept(file.toString(), "--parallel", "1").exit());
    var summed = waybill("router", "decisions", log.toString(), "--json");
    var drift = Json.parse(summed.out()).at("/routers/0/drift");
    assertEquals("moved", drift.path("verdict").textValue(), summed.out());
    var reasons = drift.path("reasons").toString();
    assertTrue(
        reasons.contains(
            "abstains on 100.0 % of the last 120 decisions; in the first 120 that was 0.0 %"),
        reasons);
    assertTrue(reasons.contains("the last 120 texts lie elsewhere than the first 120"), reasons);
    assertEquals(0.001, drift.at("/texts/chance").doubleValue(), 1e-9);
    var page = waybill("router", "decisions", log.toString()).out();
    assertTrue(page.contains("MOVED: look at what it is asked"), page);
  }

  @Test
  void aCandidateWithOtherLabelsIsRefused() throws IOException {
    flow("ticket: { type: text }", "shadow: fewer", "${{ inputs.ticket }}");
    var said = waybill("check", flow.toString());
    assertEquals(2, said.exit());
    assertTrue(
        said.err()
            .contains(
                "steps.intent.shadow names 'fewer', which has other labels than 'intents': it cannot"
                    + " choose delivery"),
        said.err());
  }

  @Test
  void whatACrashLeftIsToldAndHidesNothing() throws IOException {
    kept("my invoice");
    Files.writeString(log, "{\"kind\":\"decision\",\"run\":\"cut", StandardOpenOption.APPEND);
    var torn = waybill("router", "decisions", log.toString());
    assertEquals(0, torn.exit(), torn::toString);
    assertTrue(torn.err().contains("line 2: is cut off or damaged"), torn.err());
    assertTrue(torn.out().startsWith("1 decision of 1 router\n"), torn.out());
    kept("my parcel");
    assertEquals(2, Decisions.read(log).all().size(), "what follows begins a line of its own");
  }

  @Test
  void twoProcessesAddToOneFileAndLoseNothing() throws Exception {
    var tickets = folder.resolve("tickets.jsonl");
    Files.write(tickets, IntStream.range(0, 150).mapToObj(i -> "\"my invoice\"").toList());
    var words =
        List.of(
            "run", flow.toString(), "--input", tickets.toString(), "--decisions", log.toString());
    var processes = List.of(Shell.child(Map.of(), words), Shell.child(Map.of(), words));
    for (var process : processes) {
      process.getInputStream().readAllBytes();
      assertTrue(process.waitFor(120, TimeUnit.SECONDS));
      assertEquals(0, process.exitValue());
    }
    var decisions = Decisions.read(log);
    assertEquals(300, decisions.all().size());
    assertEquals(List.of(), decisions.problems());
  }

  @Test
  void whatIsNoLogOrCannotBeOneIsRefusedBeforeAnythingRuns() throws IOException {
    var tickets = Files.writeString(folder.resolve("tickets.jsonl"), "\"my invoice\"\n");
    var other = run(tickets.toString(), "--decisions", tickets.toString());
    assertEquals(2, other.exit());
    assertTrue(
        other.err().contains("is there and holds no decisions: name another file"), other.err());
    assertEquals("\"my invoice\"\n", Files.readString(tickets));
    var nowhere = run("my invoice", "--decisions", folder.resolve("no/such/file").toString());
    assertEquals(3, nowhere.exit());
    assertTrue(nowhere.err().contains("no decisions can be kept in"), nowhere.err());
    assertEquals("", nowhere.out());
  }

  @Test
  void aWorkflowWithoutARouterIsTold() throws IOException {
    Files.writeString(
        flow,
        """
        waybill: 1
        plan: simple
        inputs: { ticket: text }
        steps:
          answer: { value: "${{ inputs.ticket }}", if: "${{ inputs.ticket == 'a' }}" }
        output: ${{ steps.answer }}
        """);
    var said = kept("a");
    assertEquals(0, said.exit(), said::toString);
    assertTrue(
        said.err().contains("plan simple asks no router: there are no decisions to keep"),
        said.err());
    assertEquals(List.of(), Decisions.read(log).all());
  }
}
