package io.waybill.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.ledger.Waybill;
import io.waybill.run.Engine;
import io.waybill.run.Limits;
import io.waybill.run.LocalEngine;
import io.waybill.testkit.RandomPlan.Shape;
import io.waybill.testkit.RandomRun.Manner;
import io.waybill.testkit.RandomRun.Verdict;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(1200)
class RandomPlansTest {
  private static final int PLANS = 10_000;

  @Test
  void tenThousandRandomPlansGiveWhatTheReferenceSays() {
    long begun = System.nanoTime();
    var verdicts = new ForkJoinPool(16).submit(RandomPlansTest::all).join();
    var seconds = (System.nanoTime() - begun) / 1_000_000_000L;
    System.out.printf(
        "%d random plans, %d runs, %d attempts, %d s%n",
        PLANS, verdicts.size(), verdicts.stream().mapToLong(one -> one.attempts()).sum(), seconds);
    var histogram = histogram(verdicts);
    var wrong = verdicts.stream().filter(one -> !one.problems().isEmpty()).toList();
    assertEquals(List.of(), wrong.stream().limit(10).toList(), wrong.size() + " runs differ");
    for (var least :
        List.of(
            "NESTED_ROUTE", "EACH_IN_LOOP", "PIECES", "CAPTURE", "RESCUE", "FAILED", "CANCELLED")) {
      assertTrue(histogram.get(least) >= 10, least + " is too rare to mean anything");
    }
    assertTrue(histogram.get("RACE") >= 15, "races are too rare");
    assertTrue(histogram.get("OVERLAPPED") >= 2, "too few runs go on from a piece");
    assertTrue(histogram.get("EXACT") >= 50, "too few runs can be compared call by call");
    assertTrue(histogram.get("UNDECIDED") <= 5, "too many plans mean nothing definite");
  }

  /** What does not end by itself is not ended. */
  private static final Duration NEVER = Duration.ofSeconds(Long.MAX_VALUE);

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
            .limits(Limits.DEFAULT.withTime(NEVER))
            .clock(setting.clock());
    setting.listeners().forEach(engine::listener);
    return engine.build();
  }

  /** Per cent of the runs, by what is in their plan and what became of them. */
  private static Map<String, Double> histogram(List<Verdict> verdicts) {
    var shares = new LinkedHashMap<String, Double>();
    for (var shape : Shape.values()) {
      shares.put(shape.name(), share(verdicts, one -> one.shapes().contains(shape)));
    }
    shares.put("FAILED", share(verdicts, one -> one.status() == Waybill.Status.FAILED));
    shares.put("CANCELLED", share(verdicts, one -> one.status() == Waybill.Status.CANCELLED));
    shares.put("OVERLAPPED", share(verdicts, Verdict::overlapped));
    shares.put("EXACT", share(verdicts, one -> one.meaning().exact()));
    shares.put("UNDECIDED", share(verdicts, one -> !one.meaning().decided()));
    shares.forEach((what, share) -> System.out.printf("%-14s %5.1f %%%n", what, share));
    return shares;
  }

  private static double share(List<Verdict> verdicts, Predicate<Verdict> counted) {
    return 100.0 * verdicts.stream().filter(counted).count() / verdicts.size();
  }
}
