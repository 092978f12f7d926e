package io.waybill.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.ledger.Waybill;
import io.waybill.run.Engine;
import io.waybill.run.LocalEngine;
import io.waybill.testkit.RandomPlan.Shape;
import io.waybill.testkit.RandomRun.Manner;
import io.waybill.testkit.RandomRun.Verdict;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RandomPlansTest {
  private static final int PLANS = 10_000;

  @Test
  void tenThousandRandomPlansGiveWhatTheReferenceSays() {
    long begun = System.nanoTime();
    var verdicts = new ForkJoinPool(16).submit(RandomPlansTest::all).join();
    var seconds = (System.nanoTime() - begun) / 1_000_000_000L;
    System.out.printf(
        "%d random plans, %d runs, %d attempts, %d s%n",
        PLANS,
        verdicts.size(),
        verdicts.stream().mapToLong(one -> one.attempts()).sum(),
        seconds);
    histogram(verdicts);
    var wrong = verdicts.stream().filter(one -> !one.problems().isEmpty()).toList();
    assertEquals(
        List.of(),
        wrong.stream().limit(10).toList(),
        wrong.size() + " runs differ");
    assertTrue(seconds < 60, "it took " + seconds + " s");
  }

  private static List<Verdict> all() {
    return LongStream.range(0, PLANS).parallel().boxed().flatMap(RandomPlansTest::runs).toList();
  }

  private static Stream<Verdict> runs(long seed) {
    var first = seed % 2 == 0 ? Manner.BARE : Manner.KEPT;
    return RandomRun.of(seed, List.of(first, Manner.KEPT_LATER), RandomPlansTest::engine).stream();
  }

  static Engine engine(EngineContract.Setting setting) {
    var engine =
        LocalEngine.builder()
            .prices(setting.prices())
            .journal(setting.journal())
            .clock(setting.clock());
    setting.listeners().forEach(engine::listener);
    return engine.build();
  }

  private static void histogram(List<Verdict> verdicts) {
    for (var shape : Shape.values()) {
      share(shape.name(), verdicts, one -> one.shapes().contains(shape));
    }
    share("FAILED", verdicts, one -> one.status() == Waybill.Status.FAILED);
    share("CANCELLED", verdicts, one -> one.status() == Waybill.Status.CANCELLED);
    share("EXACT", verdicts, one -> one.meaning().exact());
    share("UNDECIDED", verdicts, one -> !one.meaning().decided());
  }

  private static double share(String what, List<Verdict> verdicts, Predicate<Verdict> counted) {
    double share = 100.0 * verdicts.stream().filter(counted).count() / verdicts.size();
    System.out.printf("%-14s %5.1f %%%n", what, share);
    return share;
  }
}
