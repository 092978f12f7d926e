package io.waybill.ledger;

import static io.waybill.ledger.Lines.line;
import static io.waybill.ledger.Lines.posting;
import static io.waybill.ledger.Lines.waybill;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.work.Money;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
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
    int overlapping = 0;
    for (long seed = 0; seed < GRAPHS; seed++) {
      var waybill = new RandomLines(seed).waybill;
      var timing = waybill.timing();
      var where = "seed " + seed;
      long longest = timing.longest().toNanos();
      assertEquals(longest, longest(waybill, "", (line, at) -> at), where);
      for (var line : timing.lines()) {
        for (int times : new int[] {1, 2, 3, Integer.MAX_VALUE}) {
          long saved = longest - longest(waybill, line.path(), (one, at) -> faster(one, at, times));
          boolean exact = line.overlapped().isZero() || times == Integer.MAX_VALUE;
          long said = line.saved(times).toNanos();
          assertTrue(
              exact ? said == saved : said <= saved + 1,
              () -> "%s: %s %d× saves %d".formatted(where, line, times, saved));
        }
        long slack = line.slack().toNanos();
        assertEquals(longest, longest(waybill, line.path(), (one, at) -> at + slack), where);
        assertEquals(
            longest + 1, longest(waybill, line.path(), (one, at) -> at + slack + 1), where);
        dragging += line.drag().isZero() ? 0 : 1;
        overlapping += line.drag().isZero() || line.overlapped().isZero() ? 0 : 1;
      }
    }
    assertTrue(dragging > GRAPHS, "only " + dragging + " lines dragged at all");
    assertTrue(overlapping > GRAPHS / 10, "of which only " + overlapping + " overlapped");
  }

  /** When something of a line is there, in nanoseconds since the line began. */
  private interface Changed {
    long at(Waybill.Line line, long at);
  }

  /** The same if its service is so many times faster. */
  private static long faster(Waybill.Line line, long at, int times) {
    long ready = Spent.on(line.attempts()).ready();
    long service =
        LongStream.range(ready, ready + at)
            .filter(
                moment ->
                    line.attempts().stream()
                        .anyMatch(
                            attempt ->
                                attempt.ended() - attempt.parts().service() <= moment
                                    && moment < attempt.ended()))
            .count();
    return at - (times == Integer.MAX_VALUE ? service : service - service / times);
  }

  /** The plainest way there is: every line after the longest of what it waited for. */
  private static long longest(Waybill waybill, String changed, Changed change) {
    var there = new HashMap<String, Long>();
    for (var line : waybill.lines()) {
      if (!line.inner()) {
        long begins = line.after().stream().mapToLong(there::get).max().orElse(0);
        Changed own = line.path().equals(changed) ? change : (one, at) -> at;
        var spent = Spent.on(line.attempts());
        there.put(line.path(), begins + own.at(line, spent.wall()));
        for (int piece = 0; piece < line.pieces().size(); piece++) {
          long at = line.pieces().get(piece) - spent.ready();
          there.put(Waybill.Line.piece(line.path(), piece), begins + own.at(line, at));
        }
      }
    }
    return Collections.max(there.values());
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
    long before = cpuTime();
    var timing = waybill(2L * steps, lines).timing();
    long took = cpuTime() - before;
    assertEquals(Duration.ofMillis(2L * steps), timing.longest());
    assertTrue(took < 5_000_000_000L, "took " + took / 1_000_000 + " ms");
    System.out.printf("%d lines timed, drag included, in %d ms%n", 2 * steps, took / 1_000_000);
  }

  /** Of this thread: what else the machine has to do does not count. */
  private static long cpuTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
