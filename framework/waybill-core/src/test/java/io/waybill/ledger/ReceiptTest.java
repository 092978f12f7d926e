package io.waybill.ledger;

import static io.waybill.ledger.Lines.line;
import static io.waybill.ledger.Lines.posting;
import static io.waybill.ledger.Lines.waybill;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.work.EngineTimes;
import io.waybill.work.ErrorKind;
import io.waybill.work.Failure;
import io.waybill.work.Money;
import io.waybill.work.Score;
import io.waybill.work.Source;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReceiptTest {
  private static final Cost PRICED = Cost.of(new Money(1_000_000));

  @Test
  void theReceiptOfTheDesignPageIsReproducedDigitByDigit() {
    assertEquals(
        """
        run ok   wall 4.925 s   busy 4.632   queue 0.290   cost $0.0040785 (all calls priced)   prices checked 2026-08-01

         step             model / engine     0s        2s        4s       wall   queue   ttft  tok/s  cost         path%  slack
         redact           instant            ▏                           0.002       –      –      –  $0             0.0      –
         ├ intent ─ route minilm @cpu        ▏                           0.006       –      –      –  $0.0000003       –  0.384
         ├ facts          handbook           ██                          0.390       –      –      –  $0.0000002     7.9      –
         billing          gpt-4.1-mini         ▒██████████████           3.020   0.270  0.610     61  $0.0038880    61.3      –
         check            qwen2.5-7b @gpu0                    ███████▋   1.510   0.020  0.190     77  $0.0001900    30.7      –
         orchestration                                                   0.003                                       0.1
         what-if          billing 2× faster → 3.550 s (−1.375)
        """,
        TheRunOfThePage.waybill().toString());
  }

  @Test
  void aFailedRunSaysWhereAndWhyAndWhatWasWasted() {
    var lines =
        List.of(
            line(
                "check",
                List.of(),
                posting("check", Posting.Fate.FAILED, PRICED, 0, 100),
                posting("check", Posting.Fate.FAILED, Cost.UNPRICED, 200, 300),
                posting("check", Posting.Fate.FAILED, PRICED, 500, 600)),
            line(
                "check!REFUSED/person",
                List.of("check"),
                posting("check!REFUSED/person", Posting.Fate.CANCELLED, Cost.UNPRICED, 600, 1000)));
    var failure = new Failure("check", ErrorKind.REFUSED, "will not\nsay \u001b[31mthat", null);
    assertEquals(
        """
        run failed   wall 1.000 s   busy 0.700   queue 0.000   cost $0.0020000 + 2 calls unpriced   wasted $0.0020000 + 2 calls unpriced
        step 'check' failed (REFUSED): will not say [31mthat

         step                model / engine     0s        500ms     1s    wall   queue   ttft  tok/s  cost         path%  slack
         check ✗             gpt-4.1-mini ×3    ██  ██    ██             0.600       –      –      –  ≥$0.0020000   60.0      –
           !REFUSED/person ⊘ gpt-4.1-mini                   ████████     0.400       –      –      –  –             40.0      –
         orchestration                                                   0.000                                       0.0
         what-if             check!REFUSED/person 2× faster → 0.800 s (−0.200)
        """,
        ended(Waybill.Status.FAILED, failure, waybill(1000, lines)).toString());
  }

  @Test
  void aRunThatWasCancelledBeforeAnythingRanHasNoTable() {
    var failure = new Failure("", ErrorKind.CANCELLED, "enough", null);
    assertEquals(
        """
        run cancelled   wall 0.002 s   busy 0.000   queue 0.000   cost $0 (all calls priced)
        CANCELLED: enough
        """,
        ended(Waybill.Status.CANCELLED, failure, waybill(2, List.of())).toString());
  }

  private static Waybill ended(Waybill.Status status, Failure failure, Waybill waybill) {
    return new Waybill(
        waybill.run(),
        waybill.plan(),
        waybill.started(),
        waybill.wall(),
        status,
        Optional.of(failure),
        waybill.lines(),
        waybill.groups(),
        waybill.ledger(),
        waybill.scores(),
        waybill.prices(),
        waybill.pools(),
        waybill.outline());
  }

  @Test
  void whatIsInsideAStepStandsUnderIt() {
    var receipt =
        waybill(
                100,
                List.of(
                    line("sub/first", 0, 10),
                    line("sub/last", 10, 20, "sub/first"),
                    line("lone/step", 20, 30, "sub/last"),
                    line("intent", 30, 40, "lone/step"),
                    line("intent:billing/ask", 40, 50, "intent"),
                    line("intent:billing/kind", 40, 60, "intent"),
                    line("intent:billing/kind:refund/refund", 60, 70, "intent:billing/kind"),
                    line("refine[0]/draft", 70, 80, "intent:billing/kind:refund/refund"),
                    line("refine[0]/draft/judge#1", 72, 78, "intent:billing/kind:refund/refund"),
                    line("refine[0]/judge", 80, 90, "refine[0]/draft")))
            .toString();
    assertEquals(
        List.of(
            "sub",
            "  first",
            "  last",
            "lone/step",
            "intent",
            "├ billing/ask",
            "├ billing/kind",
            "refund",
            "refine[0]",
            "  draft",
            "    judge#1",
            "  judge"),
        names(receipt));
  }

  @Test
  void manyItemsOfOneStepAreOneRowWithTheirSums() {
    var lines = new ArrayList<>(List.of(line("list", 0, 100)));
    for (int i = 0; i < 5000; i++) {
      var path = "reviews[" + i + "]/grade";
      lines.add(
          line(path, List.of("list"), posting(path, Posting.Fate.USED, PRICED, 100, 101, 201)));
      var rare = "reviews[" + i + "]/intent:angry/person";
      if (i % 1000 == 7) {
        lines.add(line(rare, List.of(path), posting(rare, Posting.Fate.USED, PRICED, 201, 211)));
      }
    }
    var receipt = waybill(220, lines).toString();
    assertEquals(
        List.of(
            "list",
            "reviews[0…4999]/grade ×5000",
            "├ reviews[7]/angry/person",
            "├ reviews[1007]/angry/person",
            "├ reviews[2007]/angry/person",
            "├ reviews[3007]/angry/person",
            "├ reviews[4007]/angry/person"),
        names(receipt));
    assertTrue(
        receipt.contains("505.00   5.000      –      –  $5.0000000    45.9      –"), receipt);
  }

  @Test
  void twentyItemsHaveTheirRowsAndTwentyOneShareOne() {
    assertEquals(20, names(items(20)).size());
    assertEquals(List.of("reviews[0…20]/grade ×21"), names(items(21)));
  }

  private static String items(int count) {
    return waybill(
            100,
            IntStream.range(0, count)
                .mapToObj(i -> line("reviews[" + i + "]/grade", 0, 100))
                .toList())
        .toString();
  }

  @Test
  void aRunOfAHundredThousandStepsHasAReceiptThatAPersonCanRead() {
    var lines = new ArrayList<Waybill.Line>();
    for (int i = 0; i < 100_000; i++) {
      lines.add(line("s" + i, List.of(), posting("s" + i, Posting.Fate.USED, PRICED, i, i + 1)));
    }
    var names = names(waybill(100_000, lines).toString());
    assertEquals(200, names.size());
    assertEquals("… ×99801", names.get(199));
  }

  @Test
  void stepsAreFoldedAsSoonAsTheWholeIsMoreThanAPersonReads() {
    assertEquals(
        List.of("docs[0…19]", "  ├ a ×20", "  ├ b ×20", "  ├ c ×20", "  ├ d ×20"),
        names(documents(20)));
    assertEquals(5 * 12, names(documents(12)).size());
    assertEquals(5, names(documents(13)).size());
  }

  /** So many documents with four steps each. */
  private static String documents(int count) {
    return waybill(
            100,
            IntStream.range(0, count)
                .boxed()
                .flatMap(i -> Stream.of("a", "b", "c", "d").map(step -> "docs[" + i + "]/" + step))
                .map(path -> line(path, 0, 100))
                .toList())
        .toString();
  }

  @Test
  void aLongNameKeepsBothOfItsEnds() {
    var path = "docs[3217]/grade";
    var receipt =
        waybill(
                20,
                List.of(
                    line("first", 0, 5),
                    line(path, List.of(), posting(path, Posting.Fate.FAILED, PRICED, 5, 10)),
                    line(path + "!otherwise/ask_a_person", 10, 20, path)))
            .toString();
    assertEquals(
        List.of("first", "docs[3217]/grade ✗", "  !otherwise/ask_a_person"), names(receipt));
    assertEquals(
        "docs[3217]/…wise/ask_a_person", Figures.ends(path + "!otherwise/ask_a_person", 29));
    assertEquals("docs[3217]/grade", Figures.ends(path, 16));
    assertEquals("summarise_the_…", Figures.ends("summarise_the_document", 15));
  }

  @Test
  void machinesAreToldOfWhereOthersUsedThemOrTheirPowerIsKnown() {
    var quiet = new PoolUse(Pool.of("cpu", "0.18"), millis(4), millis(390), millis(386));
    var shared = new PoolUse(Pool.of("gpu0", "0.5"), millis(900), millis(1000), millis(40));
    var watts =
        new Pool(
            "gpu1", BigDecimal.ONE, Optional.of(new BigDecimal("240")), 1, "", Optional.empty());
    var powered = new PoolUse(watts, millis(1490), millis(1510), millis(20));
    assertEquals(
        List.of(
            "gpu0: 0.900 s of 1.000 s, others 0.060 s, idle 0.040 s as this process saw it",
            "gpu1: 1.490 s of 1.510 s, idle 0.020 s as this process saw it, 0.10 Wh"),
        Notes.pools(List.of(quiet, shared, powered)));
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }

  @Test
  void whatAnEngineSaysOfItsTimeStandsBelowTheTable() {
    var asked = posting("check", Posting.Fate.USED, PRICED, 0, 1000);
    var times =
        new EngineTimes(
            "ollama",
            Optional.empty(),
            Optional.of(millis(512)),
            Optional.of(millis(120)),
            Optional.of(millis(300)));
    var marks = new Posting.Marks(0, 0, 0, 0, 1, List.of(), Optional.of(times), -1);
    var told =
        new Posting(
            "",
            "check",
            1,
            asked.work(),
            asked.fate(),
            asked.usage(),
            PRICED,
            0,
            0,
            asked.ended(),
            marks);
    assertEquals(
        List.of("check: load 0.512, prefill 0.120, decode 0.300 s by ollama"),
        Notes.engines(List.of(told)));
  }

  @Test
  void sourcesAndScoresStandBelowTheTable() {
    var sources =
        IntStream.range(0, 5).mapToObj(i -> new Source("returns.md", i, 380, "")).toList();
    var quoting =
        new Waybill.Line(
            "facts",
            List.of(),
            List.of(posting("facts", Posting.Fate.USED, Cost.NOTHING, 0, 10)),
            Optional.empty(),
            Optional.empty(),
            sources);
    var run = waybill(10, List.of(quoting));
    var scored =
        new Waybill(
            run.run(),
            run.plan(),
            run.started(),
            run.wall(),
            run.status(),
            run.failure(),
            run.lines(),
            run.groups(),
            run.ledger(),
            List.of(
                new Waybill.Scored(
                    "facts", new Score("grounding", 0.934, "supported", Score.Origin.RULE)),
                new Waybill.Scored("", new Score("helpful", 1, "", Score.Origin.PERSON))),
            run.prices(),
            run.pools(),
            run.outline());
    var notes = scored.toString().lines().skip(6).toList();
    assertEquals(
        List.of(
            " sources          facts: returns.md 0–380, returns.md 1–380, returns.md 2–380 … and 2 more",
            " scores           facts: grounding 0.93 supported (rule)",
            "                  run: helpful 1.00 (person)"),
        notes);
  }

  @Test
  void thePercentagesOfRandomRunsAddUpAndNoRowIsTooWide() {
    int added = 0;
    for (long seed = 0; seed < 2000; seed++) {
      var run = new RandomLines(seed).waybill;
      var receipt = run.toString();
      var where = "seed " + seed + "\n" + receipt;
      var rows = table(receipt);
      assertTrue(rows.stream().allMatch(row -> row.length() <= 119), where);
      if (!run.wall().isZero()) {
        var percent =
            rows.stream()
                .skip(1)
                .filter(row -> row.length() >= 112)
                .map(row -> row.substring(105, 112).strip())
                .filter(cell -> !cell.equals(Figures.NONE))
                .map(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertEquals(new BigDecimal("100.0"), percent, where);
        added++;
      }
    }
    assertTrue(added > 1000, "only " + added + " runs took any time");
  }

  private static List<String> table(String receipt) {
    return receipt
        .lines()
        .dropWhile(row -> !row.startsWith(" step "))
        .takeWhile(row -> !row.startsWith(" what-if"))
        .toList();
  }

  /** The first column, without its head and the orchestration. */
  private static List<String> names(String receipt) {
    var table = table(receipt);
    int width = table.get(0).indexOf("model / engine");
    return table.subList(1, table.size() - 1).stream()
        .map(row -> row.substring(1, Math.min(row.length(), width)).stripTrailing())
        .toList();
  }

  @Test
  void whatOneStepOrManyCostIsNeverCalledNothingWhenItIsUnknown() {
    assertEquals(
        List.of("$0", "<$0.0000001", "$0.0000001", "$12.3456789", "–", "≥$0.0010000"),
        Stream.of(
                Cost.NOTHING,
                Cost.of(new Money(40)),
                Cost.of(new Money(51)),
                Cost.of(new Money(12_345_678_912L)),
                Cost.UNPRICED,
                PRICED.plus(Cost.UNPRICED))
            .map(Figures::money)
            .toList());
    assertEquals("1 call unpriced", Figures.sum(Cost.UNPRICED));
    assertEquals("$0.0010000 + 1 call unpriced", Figures.sum(PRICED.plus(Cost.UNPRICED)));
  }
}
