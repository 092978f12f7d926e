package io.waybill.run;

import static io.waybill.dsl.Bind.all;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Flow;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.Posting;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Outline;
import io.waybill.plan.Plan;
import io.waybill.plan.Ref;
import io.waybill.work.Work;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Many runs, and runs of many lines. */
class UnrolledAtLengthTest {
  private static final Work<Long, Long> NEXT = Work.instant("next", n -> n + 1);
  private static final Work<List<Long>, Long> SUM = Work.instant("sum", all -> (long) all.size());

  @Test
  void linesOfARandomRunBecameReadyWhenTheLastLineTheyWaitedForHadEnded() {
    int ok = 0;
    for (long seed = 0; seed < 3000; seed++) {
      var run = new RandomRun(seed);
      var waybill = run.waybill();
      var ends = new LinkedHashMap<String, Long>();
      waybill.lines().forEach(line -> ends.put(line.path(), Puppets.last(line).ended()));
      for (var line : waybill.lines()) {
        assertTrue(ends.keySet().containsAll(line.after()), () -> run + ": " + line);
        assertEquals(
            line.after().stream().mapToLong(ends::get).max().orElse(0),
            line.attempts().get(0).ready(),
            () -> run + ": " + line.path() + " after " + line.after());
      }
      assertEquals(waybill.wall(), waybill.timing().longest(), run::toString);
      ok += waybill.status() == Waybill.Status.OK ? 1 : 0;
      var shuffled = new ArrayList<>(waybill.ledger().postings());
      Collections.shuffle(shuffled, new Random(seed));
      assertEquals(paths(waybill.lines()), paths(run.unrolled(shuffled)), run::toString);
    }
    assertTrue(ok > 300 && ok < 2900, "both ends of a run are needed, " + ok + " were ok");
  }

  private static List<String> paths(List<Waybill.Line> lines) {
    return lines.stream().map(line -> line.path() + line.after()).sorted().toList();
  }

  @Test
  void aChainOfAHundredThousandStepsIsUnrolledAndTimedInAMoment() {
    int steps = 100_000;
    Plan<Long> plan =
        Flow.plan(
            "chain",
            flow -> {
              Ref<Long> last = flow.input("n", Long.class);
              for (int i = 0; i < steps; i++) {
                last = flow.call("s" + i, last, NEXT);
              }
              return last;
            });
    var postings =
        LongStream.range(0, steps).mapToObj(i -> Postings.used("", "s" + i, i, i + 1)).toList();
    long before = cpuTime();
    var lines = Unrolled.of(plan, postings, Map.of()).lines();
    var timing = waybill(lines, steps).timing();
    long took = cpuTime() - before;
    assertEquals(steps, timing.longest().toNanos());
    assertEquals(1, timing.lines().get(steps / 2).drag().toNanos());
    assertTrue(took < 5_000_000_000L, "took " + took / 1_000_000 + " ms");
    System.out.printf("chain of %d: unrolled and timed in %d ms%n", steps, took / 1_000_000);
  }

  @Test
  void thousandsAfterThousandsShareWhatTheyWaitedFor() {
    int items = 5000;
    Plan<Long> plan =
        Flow.plan(
            "wide",
            flow -> {
              Ref<List<Long>> list = flow.input("n", List.class).at("all");
              var one =
                  flow.<Long, Long>each("one", list, items, (f, item) -> f.call("a", item, NEXT));
              var two =
                  flow.<Long, Long>each("two", one, items, (f, item) -> f.call("b", item, NEXT));
              return flow.call("sum", two, SUM);
            });
    var postings = new ArrayList<Posting>();
    LongStream.range(0, items)
        .forEach(i -> postings.add(Postings.used("one[" + i + "]/", "a", 0, 1 + i)));
    LongStream.range(0, items)
        .forEach(i -> postings.add(Postings.used("two[" + i + "]/", "b", items, items + 1 + i)));
    long before = cpuTime();
    var lines = Unrolled.of(plan, postings, Map.of()).lines();
    var timing = waybill(lines, 2 * items).timing();
    long took = cpuTime() - before;
    assertEquals(items, lines.get(items).after().size());
    assertSame(lines.get(items).after(), lines.get(items + 1).after());
    assertEquals(2 * items, timing.longest().toNanos());
    assertTrue(took < 5_000_000_000L, "took " + took / 1_000_000 + " ms");
  }

  /** Of this thread: what else the machine has to do does not count. */
  private static long cpuTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static Waybill waybill(List<Waybill.Line> lines, long wall) {
    return new Waybill(
        "r",
        "p",
        Instant.EPOCH,
        Duration.ofNanos(wall),
        Waybill.Status.OK,
        Optional.empty(),
        lines,
        List.of(),
        new Ledger(List.of()),
        List.of(),
        PriceBook.EMPTY,
        List.of(),
        Outline.NONE);
  }
}
