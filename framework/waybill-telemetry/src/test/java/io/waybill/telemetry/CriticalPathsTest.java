package io.waybill.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.telemetry.Walks.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The critical path of the ledger is the one that Jaeger's way of looking finds in the trace. */
@Timeout(1200)
class CriticalPathsTest {
  private static final int RUNS = 20_000;

  @Test
  void twentyThousandRandomRunsHaveTheSameCriticalPathInBothBooks() {
    long began = System.nanoTime();
    var others = Collections.synchronizedList(new ArrayList<String>());
    var found = new ForkJoinPool(8).submit(() -> count(others)).join();
    System.out.printf(
        "critical paths of %d random runs (seeds 0 to %d), Jaeger's walk and the ledger's: %s, %d s%n",
        RUNS, RUNS - 1, found, (System.nanoTime() - began) / 1_000_000_000L);
    assertEquals(List.of(), others, "runs whose paths differ");
    assertTrue(found.getOrDefault(Verdict.SAME, 0) > RUNS * 99 / 100, found::toString);
    for (var seldom : List.of(Verdict.TIED, Verdict.CAPTURED_LATE, Verdict.WENT_ON_BESIDE)) {
      assertTrue(found.getOrDefault(seldom, 0) < RUNS / 200, found::toString);
    }
  }

  private static Map<Verdict, Integer> count(List<String> others) {
    var found = Collections.synchronizedMap(new EnumMap<Verdict, Integer>(Verdict.class));
    LongStream.range(0, RUNS)
        .parallel()
        .forEach(
            seed -> {
              var waybill = Runs.of(seed);
              var verdict = Walks.verdict(waybill);
              found.merge(verdict, 1, Integer::sum);
              if (verdict == Verdict.ANOTHER) {
                others.add(
                    "seed %d: walked %s, not %s%n%s"
                        .formatted(seed, Walks.steps(waybill), Walks.critical(waybill), waybill));
              }
            });
    return found;
  }
}
