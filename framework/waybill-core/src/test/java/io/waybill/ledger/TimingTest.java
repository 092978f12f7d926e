package io.waybill.ledger;

import static io.waybill.ledger.Lines.line;
import static io.waybill.ledger.Lines.posting;
import static io.waybill.ledger.Lines.waybill;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.work.Money;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

class TimingTest {
  private static final int GRAPHS = 5000;

  @Test
  void theCriticalPathOfADiamondIsItsLongerSide() {
    var timing =
        waybill(
                100,
                List.of(
                    line("a", 0, 10),
                    line("b", 10, 90, "a"),
                    line("c", 10, 30, "a"),
                    line("d", 90, 99, "b", "c")))
            .timing();
    assertEquals(Duration.ofMillis(99), timing.longest());
    assertEquals(Duration.ofMillis(1), timing.orchestration());
    assertEquals(
        List.of("a", "b", "d"),
        timing.lines().stream().filter(Timing.OfLine::critical).map(Timing.OfLine::path).toList());
    assertEquals(Duration.ofMillis(60), timing.lines().get(2).slack());
    // without b the run would still wait for c
    assertEquals(Duration.ofMillis(60), timing.lines().get(1).drag());
    assertEquals(Duration.ofMillis(40), timing.lines().get(1).saved(2));
    assertEquals(Duration.ofMillis(60), timing.lines().get(1).saved(10));
    assertEquals("b", timing.best(2).orElseThrow().path());
  }

  @Test
  void ofTwoPathsOfOneLengthNeitherDrags() {
    var timing = waybill(10, List.of(line("a", 0, 10), line("b", 0, 10))).timing();
    assertEquals(
        List.of(0L, 0L), timing.lines().stream().map(line -> line.drag().toNanos()).toList());
    assertEquals(
        List.of(0L, 0L), timing.lines().stream().map(line -> line.slack().toNanos()).toList());
    assertTrue(timing.best(2).isEmpty());
  }

  @Test
  void queuesAreOnThePathButNotInTheWork() {
    var queued = posting("a", Posting.Fate.USED, Cost.NOTHING, 0, 30, 100);
    var timing = waybill(100, List.of(line("a", List.of(), queued))).timing();
    assertEquals(Duration.ofMillis(100), timing.longest());
    assertEquals(Duration.ofMillis(70), timing.unqueued());
    assertEquals(Duration.ofMillis(30), timing.capacityLoss());
    assertEquals(Duration.ofMillis(70), timing.work());
    assertEquals(Duration.ofMillis(30), timing.queue());
  }

  @Test
  void aBackoffIsPartOfItsLineAndNobodysWork() {
    var failed = posting("a", Posting.Fate.FAILED, Cost.NOTHING, 0, 10);
    var used = posting("a", Posting.Fate.USED, Cost.NOTHING, 60, 100);
    var timing = waybill(100, List.of(line("a", List.of(), failed, used))).timing();
    assertEquals(Duration.ofMillis(100), timing.longest());
    assertEquals(Duration.ofMillis(50), timing.busy());
    assertEquals(Duration.ofMillis(50), timing.lines().get(0).drag());
    assertEquals(Duration.ZERO, timing.idle());
  }

  @Test
  void nothingThatRanTookNoTime() {
    var timing = waybill(5, List.of()).timing();
    assertEquals(Duration.ZERO, timing.longest());
    assertEquals(Duration.ofMillis(5), timing.idle());
    assertEquals(0, timing.parallelism());
    assertTrue(timing.best(2).isEmpty());
  }

  @Test
  void aLineThatSaysItBeganTooEarlyIsNotCountedTwice() {
    var timing = waybill(10, List.of(line("a", 0, 10), line("b", 0, 10, "a"))).timing();
    assertEquals(Duration.ofMillis(10), timing.longest());
  }

  @Test
  void nothingIsFasterByLessThanOnce() {
    var line = waybill(10, List.of(line("a", 0, 10))).timing().lines().get(0);
    assertEquals(Duration.ZERO, line.saved(1));
    assertThrows(IllegalArgumentException.class, () -> line.saved(0));
  }

  @Test
  void theTimesOfRandomRunsAddUp() {
    for (long seed = 0; seed < GRAPHS; seed++) {
      var waybill = new RandomLines(seed).waybill;
      var timing = waybill.timing();
      var where = "seed " + seed;
      long critical =
          timing.lines().stream()
              .filter(Timing.OfLine::critical)
              .mapToLong(line -> line.wall().toNanos())
              .sum();
      assertEquals(timing.wall().toNanos(), critical + timing.orchestration().toNanos(), where);
      var longestService =
          waybill.lines().stream()
              .filter(line -> !line.inner())
              .flatMap(line -> line.attempts().stream())
              .mapToLong(attempt -> attempt.parts().service())
              .max()
              .orElse(0);
      assertTrue(longestService <= timing.busy().toNanos(), where);
      assertTrue(timing.busy().compareTo(timing.work()) <= 0, where);
      assertTrue(timing.busy().compareTo(timing.wall()) <= 0, where);
      assertTrue(timing.unqueued().compareTo(timing.longest()) <= 0, where);
      assertTrue(timing.longest().compareTo(timing.wall()) <= 0, where);
      assertTrue(!timing.idle().isNegative(), where);
    }
  }

  @Test
  void whatIfIsWhatComesOutWhenItIsSo() {
    int dragging = 0;
    for (long seed = 0; seed < GRAPHS; seed++) {
      var waybill = new RandomLines(seed).waybill;
      var timing = waybill.timing();
      var spans = new HashMap<String, Long>();
      timing.lines().forEach(line -> spans.put(line.path(), line.wall().toNanos()));
      var where = "seed " + seed;
      assertEquals(timing.longest().toNanos(), longest(waybill, spans::get), where);
      for (var line : timing.lines()) {
        for (int times : new int[] {1, 2, 3, Integer.MAX_VALUE}) {
          long service = line.service().toNanos();
          long less = times == Integer.MAX_VALUE ? service : service - service / times;
          var faster = new HashMap<>(spans);
          faster.merge(line.path(), -less, Long::sum);
          assertEquals(
              timing.longest().toNanos() - longest(waybill, faster::get),
              line.saved(times).toNanos(),
              () -> where + ": " + line + " " + times + "×");
        }
        var slower = new HashMap<>(spans);
        slower.merge(line.path(), line.slack().toNanos(), Long::sum);
        assertEquals(timing.longest().toNanos(), longest(waybill, slower::get), where);
        slower.merge(line.path(), 1L, Long::sum);
        assertEquals(timing.longest().toNanos() + 1, longest(waybill, slower::get), where);
        dragging += line.drag().isZero() ? 0 : 1;
      }
    }
    assertTrue(dragging > GRAPHS, "only " + dragging + " lines dragged at all");
  }

  /** The plainest way there is: every line after the longest of what it waited for. */
  private static long longest(Waybill waybill, ToLongFunction<String> span) {
    var ends = new HashMap<String, Long>();
    for (var line : waybill.lines()) {
      if (!line.inner()) {
        long begins = line.after().stream().mapToLong(ends::get).max().orElse(0);
        ends.put(line.path(), begins + span.applyAsLong(line.path()));
      }
    }
    return Collections.max(ends.values());
  }

  @Test
  void theMoneyOfRandomRunsAddsUpInAnyOrder() {
    for (long seed = 0; seed < GRAPHS; seed++) {
      var waybill = new RandomLines(seed).waybill;
      var total = waybill.ledger().total();
      var where = "seed " + seed;
      assertEquals(total, sum(waybill.ledger().byStep()), where);
      var byLine = new HashMap<String, Cost>();
      for (var line : waybill.lines()) {
        line.attempts().forEach(attempt -> byLine.merge(line.path(), attempt.cost(), Cost::plus));
      }
      assertEquals(waybill.ledger().byStep(), byLine, where);
      var shuffled = new ArrayList<>(waybill.ledger().postings());
      Collections.shuffle(shuffled, new Random(seed));
      assertEquals(total, new Ledger(shuffled).total(), where);
      assertEquals(waybill.ledger().wasted(), new Ledger(shuffled).wasted(), where);
      int half = shuffled.size() / 2;
      var resumed =
          new Ledger(shuffled.subList(0, half))
              .total()
              .plus(new Ledger(shuffled.subList(half, shuffled.size())).total());
      assertEquals(total, resumed, where);
    }
  }

  private static Cost sum(Map<String, Cost> costs) {
    return costs.values().stream().reduce(new Cost(Money.ZERO, 0), Cost::plus);
  }

  @Test
  void theFivePartsOfAnAttemptAreAllOfIt() {
    var random = new Random(5);
    for (int i = 0; i < GRAPHS; i++) {
      long[] at = random.longs(4, -1, 40).toArray();
      var marks = new Posting.Marks(at[0], at[1], at[2], at[3]);
      var plain = posting("a", Posting.Fate.USED, Cost.NOTHING, 0, 0);
      long ready = random.nextInt(10);
      var posting =
          new Posting(
              "",
              "a",
              1,
              plain.work(),
              plain.fate(),
              plain.usage(),
              plain.cost(),
              ready,
              ready + random.nextInt(5),
              ready + random.nextInt(30),
              marks);
      var parts = posting.parts();
      var each =
          List.of(parts.queue(), parts.setup(), parts.ttft(), parts.generation(), parts.tail());
      assertTrue(each.stream().allMatch(part -> part >= 0), posting::toString);
      assertEquals(
          posting.ended() - ready, each.stream().mapToLong(part -> part).sum(), posting::toString);
    }
  }

  @Test
  void aLongChainBesideAThousandSidewaysIsTimedInAMoment() {
    int steps = 50_000;
    var lines = new ArrayList<Waybill.Line>();
    for (int i = 0; i < steps; i++) {
      var before = i == 0 ? new String[0] : new String[] {"s" + (i - 1)};
      lines.add(line("s" + i, 2L * i, 2L * i + 2, before));
      lines.add(
          line(
              "t" + i,
              2L * i,
              2L * i + 1,
              i < 100 ? new String[0] : new String[] {"s" + (i - 100)}));
    }
    long before = System.nanoTime();
    var timing = waybill(2L * steps, lines).timing();
    long took = System.nanoTime() - before;
    assertEquals(Duration.ofMillis(2L * steps), timing.longest());
    assertTrue(took < 5_000_000_000L, "took " + took / 1_000_000 + " ms");
    System.out.printf("%d lines timed, drag included, in %d ms%n", 2 * steps, took / 1_000_000);
  }
}
