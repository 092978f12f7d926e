package io.waybill.benchmarks.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final int RATE = 200;
  private static final int RUNS_A_MINUTE = RATE * 60;

  /** Two measurements a minute for eight minutes, each off by so much at most. */
  private static Trend trend(double start, double aMinute, double off) {
    var random = new Random(7);
    var trend = new Trend();
    for (int i = 0; i < 16; i++) {
      trend.add(i / 2.0, start + aMinute * i / 2 + off * (2 * random.nextDouble() - 1));
    }
    return trend;
  }

  @Test
  void theSlopeIsThatOfTheLineAndTheMarginHoldsIt() {
    assertEquals(3, trend(10, 3, 0).slope(), 1e-9);
    assertEquals(0, trend(10, 3, 0).margin(), 1e-9);
    var scattered = trend(10, 3, 5);
    assertEquals(3, scattered.slope(), scattered.margin());
    assertTrue(scattered.margin() > 0.1);
  }

  @Test
  void aHeapThatWobblesIsFlat() {
    var verdict = Verdict.heap(trend(12e6, 0, 300e3), RATE);
    assertTrue(verdict.flat(), verdict::toString);
    assertTrue(verdict.toString().startsWith("heap flat: "), verdict::toString);
  }

  @Test
  void anEntryOfAMapForEveryRunIsALeak() {
    var verdict = Verdict.heap(trend(12e6, 48.0 * RUNS_A_MINUTE, 300e3), RATE);
    assertFalse(verdict.flat(), verdict::toString);
    assertTrue(verdict.toString().startsWith("heap NOT FLAT: "), verdict::toString);
  }

  @Test
  void fewMeasurementsAreNoProof() {
    var trend = new Trend();
    trend.add(0, 12e6);
    trend.add(1, 12e6);
    assertFalse(Verdict.heap(trend, RATE).flat());
  }

  @Test
  void aThreadInAThousandRunsIsALeak() {
    assertTrue(Verdict.handles("threads", trend(60, 0, 4), RATE).flat());
    assertFalse(Verdict.handles("threads", trend(60, RUNS_A_MINUTE / 1000.0, 4), RATE).flat());
  }
}
