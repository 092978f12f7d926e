package io.waybill.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.ledger.Cost;
import io.waybill.ledger.Waybill;
import io.waybill.work.Money;
import io.waybill.work.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AcrossTest {
  @Test
  void sumsOverRunsAreTheSumsOfTheRunsOwnTotals() {
    var across = new Across(List.of(), Optional.empty());
    var total = Cost.NOTHING;
    var wasted = Cost.NOTHING;
    long walls = 0;
    long orchestration = 0;
    for (long seed = 0; seed < 2000; seed++) {
      var run = RandomRuns.of(seed);
      across.add(run);
      total = total.plus(run.ledger().total());
      wasted = wasted.plus(run.ledger().wasted());
      walls += run.wall().toNanos();
      orchestration += run.timing().orchestration().toNanos();
    }
    var all = across.statistics();
    assertEquals(2000, all.runs().all());
    assertEquals(total, all.spending().total());
    assertEquals(total, sum(all.steps().stream().map(Statistics.OfStep::cost).toList()));
    assertEquals(total, sum(all.models().stream().map(Statistics.OfModel::cost).toList()));
    assertEquals(
        wasted, sum(all.spending().wasted().stream().map(Statistics.Waste::cost).toList()));
    assertEquals(walls, all.runs().walls());
    assertEquals(
        walls, orchestration + all.steps().stream().mapToLong(Statistics.OfStep::critical).sum());
    assertTrue(wasted.known().nanoUsd() > 0 && total.unpriced() > 0);
  }

  private static Cost sum(List<Cost> costs) {
    return costs.stream().reduce(Cost.NOTHING, Cost::plus);
  }

  @Test
  void sharesInAColumnAddUpToAHundred() {
    var random = new Random(5);
    for (int i = 0; i < 1000; i++) {
      var parts = new ArrayList<Long>();
      for (int k = random.nextInt(20); k >= 0; k--) {
        parts.add(Math.abs(random.nextLong() >> random.nextInt(60)));
      }
      long sum = Figures.tenthsOfPercent(parts).stream().mapToLong(Long::longValue).sum();
      assertEquals(parts.stream().allMatch(part -> part == 0) ? 0 : 1000, sum, parts.toString());
    }
    assertEquals(List.of("33.4 %", "33.3 %", "33.3 %"), Figures.shares(List.of(1L, 1L, 1L)));
  }

  @Test
  void percentilesAreTheNearestRankFromBelowAndForScoresFromAbove() {
    var spread = new Spread();
    for (long value = 100; value >= 1; value--) {
      spread.add(value);
    }
    assertEquals(new Spread.Figure("x", 100, 50, 95, 99, 100), spread.figure("x"));
    assertEquals(6, spread.atLeast(0.95));
    assertEquals(2, spread.atLeast(0.99));
    var one = across(List.of(), Made.run("a", "billing", 1, 1)).statistics();
    var score = one.qualities().get(0);
    assertEquals(0.5, score.p1());
    assertEquals(0.5, score.p99());
  }

  @Test
  void aRouteIsHeldAgainstItsDearestBranch() {
    var statistics =
        across(
                List.of(),
                Made.run("a", "billing", 3000, 10),
                Made.run("b", "billing", 5000, 30),
                Made.run("c", "other", 1000, 2))
            .statistics();
    var route = statistics.routes().get(0);
    assertEquals("billing", route.baseline());
    assertEquals(
        List.of(
            new Statistics.Branch("billing", 2, Cost.of(new Money(8_000_000)), 40_000_000),
            new Statistics.Branch("other", 1, Cost.of(new Money(1_000_000)), 2_000_000)),
        route.branches());
    // three times the mean of 4,000 tokens, less the 9,000 that were paid
    assertEquals(OptionalLong.of(3_000_000), route.saved());
    // three times 20 ms, less 42 and the milliseconds of three choices
    assertEquals(OptionalLong.of(15_000_000), route.sooner());
  }

  @Test
  void aRouteIsHeldAgainstTheBranchOrTheModelThatIsAskedFor() {
    var runs = new Waybill[] {Made.run("a", "billing", 3000, 10), Made.run("c", "other", 1000, 2)};
    var other = across(List.of(Baseline.of("intent=other")), runs).statistics().routes().get(0);
    assertEquals(OptionalLong.of(-2_000_000), other.saved());
    var large =
        across(List.of(Baseline.of("intent=openai/large")), runs).statistics().routes().get(0);
    assertEquals(OptionalLong.of(36_000_000), large.saved());
    assertTrue(large.sooner().isEmpty());
    var unknown =
        across(List.of(Baseline.of("intent=openai/none")), runs).statistics().routes().get(0);
    assertTrue(unknown.saved().isEmpty());
    assertEquals(
        "--baseline: nothing went to 'bill' at 'intent'. Known: billing, other.",
        assertThrows(
                IllegalArgumentException.class,
                across(List.of(Baseline.of("intent=bill")), runs)::statistics)
            .getMessage());
    assertThrows(
        IllegalArgumentException.class,
        across(List.of(Baseline.of("intend=other")), runs)::statistics);
  }

  @Test
  void whatHasNoPriceIsSaidAndNeverCountedAsNothing() {
    var unpriced = Usage.tokens("openai", "unheard-of", 10, 0);
    var statistics =
        across(
                List.of(),
                Made.run("a", "billing", 3000, 10),
                Made.run("b", "billing", unpriced, 10, 1))
            .statistics();
    assertEquals(1, statistics.spending().total().unpriced());
    assertEquals(1, statistics.spending().priced());
    assertTrue(statistics.routes().get(0).saved().isEmpty());
    var text = TextPage.of(StatisticsPage.of(statistics));
    assertTrue(text.contains("coverage 50.0 %: 1 of 2 attempts"), text);
    assertTrue(text.contains("≥ $0.003"), text);
    assertTrue(text.contains("what it saved is not known"), text);
  }

  @Test
  void stepsOfAnotherPlanAreCalledByIt() {
    var other = RandomRuns.of(3);
    var statistics = across(List.of(), Made.run("a", "billing", 1, 1), other).statistics();
    assertTrue(
        statistics.steps().stream()
            .allMatch(
                step ->
                    step.path().startsWith("intent")
                        || step.path().startsWith(other.plan() + "/")));
  }

  @Test
  void aPageShowsTheSameFiguresInEveryFormAndHostileTextStaysText() {
    var hostile = "<script>alert(1)</script>\"'&";
    var statistics =
        across(List.of(), Made.run("a", hostile, 3000, 10), Made.run("b", "billing", 10, 1))
            .statistics();
    var page = StatisticsPage.of(statistics);
    var html = HtmlPage.of(page);
    assertFalse(html.contains("<script"), html);
    assertTrue(html.contains("default-src 'none'"));
    assertTrue(html.contains("<svg"));
    var markdown = MarkdownPage.of(page);
    for (var block : page.blocks()) {
      if (block instanceof Page.Table table) {
        for (var row : table.rows()) {
          for (var cell : row.stream().filter(text -> text.matches("[0-9., %]+")).toList()) {
            assertTrue(markdown.contains("| " + cell + " |"), cell);
            assertTrue(html.contains(">" + cell + "</td>"), cell);
          }
        }
      }
    }
    assertEquals(
        statistics.spending().total().known().nanoUsd(),
        StatisticsJson.of(statistics).path("cost").path("nano_usd").longValue());
  }

  private static Across across(List<Baseline> baselines, Waybill... runs) {
    var across = new Across(baselines, Optional.of(Made.PRICES));
    List.of(runs).forEach(across::add);
    return across;
  }
}
