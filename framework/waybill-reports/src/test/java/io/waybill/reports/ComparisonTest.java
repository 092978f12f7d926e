package io.waybill.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Waybill;
import io.waybill.work.Usage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private final Random random = new Random(3);

  @Test
  void theSameInputsArePairedAndTheVerdictIsInWords() {
    var a = new Side();
    var b = new Side();
    for (int i = 0; i < 60; i++) {
      long tokens = 1000 + random.nextInt(9000);
      long millis = 100 + random.nextInt(900);
      a.add("t-" + i, Made.run("a" + i, "billing", tokens, millis));
      b.add("t-" + i, Made.run("b" + i, "billing", tokens / 2, millis + random.nextInt(20) - 10));
    }
    var comparison = Comparison.of(a, b);
    assertEquals(
        new Comparison.Pairing(60, "60 pairs by the id of their input"), comparison.pairing());
    var said = Verdict.of(comparison.runs());
    assertTrue(said.startsWith("B is cheaper by 50 % [50, 50]; "), said);
    assertTrue(
        said.matches(".*(faster|slower) by 0\\.\\d % \\[.*]: not sure; as often ok.*"), said);
    assertTrue(said.endsWith("the same in right"), said);
    assertEquals(List.of(), comparison.notes());
    assertEquals(List.of(), comparison.changed());
    assertEquals(
        List.of("intent", "intent:billing/answer"),
        comparison.steps().stream().map(Comparison.OfStep::path).toList());
  }

  @Test
  void otherInputsAreNotPairedAndItSaysSo() {
    var comparison = Comparison.of(side("a", 20, "billing", 100), side("b", 30, "billing", 100));
    assertFalse(comparison.pairing().paired());
    assertEquals("only 0 input ids are on both sides", comparison.pairing().why());
    var twice = side("a", 20, "billing", 100);
    twice.add("a0", Made.run("again", "billing", 100, 5));
    assertEquals(
        "several runs of a side have the same input id",
        Comparison.of(twice, side("a", 20, "billing", 100)).pairing().why());
  }

  @Test
  void fewRunsGetNoInterval() {
    var comparison = Comparison.of(side("a", 5, "billing", 100), side("a", 5, "billing", 200));
    assertEquals(
        "not comparable in cost: 5 and 5 values, 10 are needed",
        Verdict.of(comparison.runs().get(0)));
    assertFalse(comparison.runs().get(0).sure());
  }

  @Test
  void aMixThatTurnsTheVerdictIsNoted() {
    var a = new Side();
    var b = new Side();
    for (int i = 0; i < 100; i++) {
      // B is dearer on each branch, and cheaper over all: it got the easy ones
      a.add("a" + i, Made.run("a" + i, i < 80 ? "hard" : "easy", i < 80 ? 10_000 : 1000, 5));
      b.add("b" + i, Made.run("b" + i, i < 20 ? "hard" : "easy", i < 20 ? 12_000 : 1200, 5));
    }
    var notes = String.join("\n", Comparison.of(a, b).notes());
    assertTrue(
        notes.contains(
            "the mix differs at 'intent': 'hard' 80 % of A and 20 % of B, 'easy' 20 % of A and 80 %"
                + " of B"),
        notes);
    assertTrue(
        notes.contains(
            "mind the mix: over all runs B is cheaper by 59 %, but branch by branch at 'intent',"
                + " with A's mix, it is dearer by 20 %"),
        notes);
  }

  @Test
  void otherPricesOtherModelsAndWhatHasNoneAreSaid() {
    var a = side("t", 20, "billing", 100);
    var b = new Side();
    var other = PriceBook.of(Map.of(), Map.of(), Optional.empty());
    for (int i = 0; i < 20; i++) {
      var usage = Usage.tokens("openai", "large", 100, 0);
      b.add("t" + i, Made.run("b" + i, "refund", usage, 5, 1).under(other));
    }
    var comparison = Comparison.of(a, b);
    var notes = String.join("\n", comparison.notes());
    assertTrue(notes.contains("A was priced by sha256:"), notes);
    assertTrue(notes.contains("--prices BOOK puts both under one"), notes);
    assertTrue(notes.contains("20 attempts without a price: the costs cannot be compared"), notes);
    assertEquals(
        "cheaper or dearer, nobody can tell: not everything has a price",
        Verdict.of(comparison.runs().get(0)));
    assertEquals(
        List.of(
            "step 'intent:billing/answer' is only in A",
            "step 'intent:refund/answer' is only in B"),
        comparison.changed());
    var models = new Side();
    for (int i = 0; i < 20; i++) {
      var usage = Usage.tokens("openai", "large", 100, 0);
      models.add("t" + i, Made.run("b" + i, "billing", usage, 5, 1));
    }
    assertEquals(
        List.of("step 'intent:billing/answer' is by openai/small in A, by openai/large in B"),
        Comparison.of(a, models).changed());
  }

  @Test
  void hostileTextStaysTextAndThePageHasATriangle() {
    var hostile = "<img src=x onerror=alert(1)>";
    var page =
        ComparisonPage.of(Comparison.of(side("t", 20, hostile, 100), side("t", 20, hostile, 90)));
    var html = HtmlPage.of(page);
    assertFalse(html.contains("<img"), html);
    assertTrue(html.contains("<polygon"), html);
    assertTrue(TextPage.of(page).contains("cheaper by 10 % [10, 10]"));
  }

  private static Side side(String id, int runs, String branch, long tokens) {
    var side = new Side();
    for (int i = 0; i < runs; i++) {
      Waybill run = Made.run(id + i, branch, tokens, 5);
      side.add(id + i, run);
    }
    return side;
  }
}
