package io.waybill.routing.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.routing.judge.Comparison.Verdict;
import io.waybill.routing.judge.Judgement.Fate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  /** A router that is wrong about so many of a thousand rows, others for another seed. */
  private static List<Judgement> wrongAbout(int wrong, int rows, long seed) {
    var lines = new ArrayList<>(IntStream.rangeClosed(1, rows).boxed().toList());
    Collections.shuffle(lines, new Random(seed));
    var mistaken = lines.subList(0, wrong);
    return IntStream.rangeClosed(1, rows)
        .mapToObj(
            line -> Judged.row(line, "a", mistaken.contains(line) ? "b" : "a", 0.9, Fate.CHOSEN))
        .toList();
  }

  @Test
  void aRouterIsNeitherBetterNorWorseThanItself() {
    var rows = Judged.random(7);
    var comparison = Comparison.of(rows, rows);
    for (var each : comparison.differences()) {
      assertEquals(Verdict.SAME, each.verdict(), each.measure().title());
      assertEquals(new Metric.Range(0, 0), each.interval());
    }
    assertEquals(0, comparison.changes().newlyRight().size());
  }

  @Test
  void theBetterOfTwoIsToldBothWaysRound() {
    var good = wrongAbout(50, 1000, 1);
    var bad = wrongAbout(120, 1000, 2);
    assertEquals(Verdict.BETTER, Comparison.of(bad, good).verdict(Measure.ACCURACY));
    assertEquals(Verdict.WORSE, Comparison.of(good, bad).verdict(Measure.ACCURACY));
    // sure of 0.9 with 95 % right, against sure of 0.9 with 88 % right: the worse is the calibrated
    assertEquals(Verdict.BETTER, Comparison.of(good, bad).verdict(Measure.ECE));
    assertEquals(Verdict.WORSE, Comparison.of(good, bad).verdict(Measure.BRIER));
    var difference = Comparison.of(bad, good).difference(Measure.ACCURACY).orElseThrow();
    assertEquals(0.88, difference.a());
    assertEquals(0.95, difference.b());
    assertTrue(difference.interval().low() > 0.03 && difference.interval().high() < 0.11);
  }

  @Test
  void fewRowsTellNothing() {
    var two =
        List.of(Judged.row(1, "a", "b", 1, Fate.CHOSEN), Judged.row(2, "a", "b", 1, Fate.CHOSEN));
    var right =
        List.of(Judged.row(1, "a", "a", 1, Fate.CHOSEN), Judged.row(2, "a", "a", 1, Fate.CHOSEN));
    Comparison.of(two, right)
        .differences()
        .forEach(each -> assertEquals(Verdict.SAME, each.verdict(), each.measure().title()));
  }

  /** Of two that are equally good, about one in twenty comparisons may say otherwise; not more. */
  @Test
  void equallyGoodRoutersAreSeldomToldApart() {
    int told = 0;
    var random = new Random(3);
    for (int i = 0; i < 200; i++) {
      var a = drawn(random, 0.9);
      var b = drawn(random, 0.9);
      told += Comparison.of(a, b).verdict(Measure.ACCURACY) == Verdict.SAME ? 0 : 1;
    }
    assertTrue(told <= 16, told + " of 200");
  }

  private static List<Judgement> drawn(Random random, double accuracy) {
    return IntStream.rangeClosed(1, 200)
        .mapToObj(
            line ->
                Judged.row(line, "a", random.nextDouble() < accuracy ? "a" : "b", 0.9, Fate.CHOSEN))
        .toList();
  }

  @Test
  void whatBecameOfRowsIsTold() {
    var b =
        new ArrayList<>(
            Judged.TEN); // line 3 becomes right, line 1 wrong, line 7 wrong in another way
    b.set(2, Judged.row(3, "a", "a", 0.85, Fate.CHOSEN));
    b.set(0, Judged.row(1, "a", "b", 0.95, Fate.CHOSEN));
    b.set(6, Judged.row(7, "b", "c", 0.30, Fate.UNSURE));
    Collections.reverse(b);
    var changes = Comparison.of(Judged.TEN, b).changes();
    assertEquals(List.of(3), lines(changes.newlyRight()));
    assertEquals(List.of(1), lines(changes.newlyWrong()));
    assertEquals(List.of(7), lines(changes.otherwiseWrong()));
    var json = ComparisonJson.of(Comparison.of(Judged.TEN, b));
    assertEquals(3, json.path("newly_right").path(0).path("line").asInt());
    assertEquals("b", json.path("newly_right").path(0).path("a").asText());
    assertEquals("same", json.path("differences").path("accuracy").path("b_is").asText());
  }

  private static List<Integer> lines(List<Comparison.Changed> changed) {
    return changed.stream().map(each -> each.a().line()).toList();
  }

  @Test
  void otherRowsAreRefused() {
    var other = new ArrayList<>(Judged.TEN);
    other.set(4, Judged.row(5, "a", "b", 0.99, Fate.CHOSEN));
    assertEquals(
        "routers are compared on the same rows: A has 'row 5' (b) in line 5, B 'row 5' (a) in line 5",
        refused(Judged.TEN, other));
    assertEquals(
        "routers are compared on the same rows: A was judged on 10, B on 9",
        refused(Judged.TEN, Judged.TEN.subList(0, 9)));
  }

  private static String refused(List<Judgement> a, List<Judgement> b) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> Comparison.of(a, b)).getMessage());
  }

  @Test
  void onWhatRowsCannotTellThereIsNoVerdict() {
    var inScope = Judged.TEN.subList(0, 8);
    var comparison = Comparison.of(inScope, inScope);
    assertEquals(
        "no verdict on oos_recall: of A, no row is out of scope",
        assertThrows(IllegalArgumentException.class, () -> comparison.verdict(Measure.OOS_RECALL))
            .getMessage());
  }

  @Test
  void chanceIsThatOfAFairCoin() {
    assertEquals(1, Comparing.mcNemar(0, 0));
    assertEquals(1, Comparing.mcNemar(5, 5));
    assertEquals(2 / 64.0, Comparing.mcNemar(6, 0), 1e-12);
    assertEquals(2 * (1 + 10 + 45) / 1024.0, Comparing.mcNemar(2, 8), 1e-12);
    assertEquals(0.04864346699788632, Comparing.mcNemar(80, 108), 1e-12);
    assertTrue(Comparing.mcNemar(0, 5000) < 1e-300);
  }
}
