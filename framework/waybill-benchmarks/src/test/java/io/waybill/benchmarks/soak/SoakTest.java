package io.waybill.benchmarks.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.ledger.Waybill;
import io.waybill.run.RunEvent;
import io.waybill.run.RunListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class SoakTest {
  @Test
  void tenSecondsOfRunsOfEveryKindEndAsPlannedAndAreBilledToTheLastCent() {
    var lines = new ArrayList<String>();
    var course = new Course(Duration.ofSeconds(10), 100, seconds(1), seconds(5));
    var report = course.run(List.of(), lines::add);
    assertEquals(List.of(), report.wrong());
    assertEquals(report.started(), report.succeeded() + report.failed() + report.cancelled());
    assertTrue(report.started() > 500, () -> "only " + report.started());
    assertTrue(report.failed() > report.started() / 40, "too few fail: " + report.failed());
    assertTrue(report.cancelled() > report.started() / 50, "few leave: " + report.cancelled());
    assertEquals(10, lines.size());
  }

  @Test
  void whoKeepsEveryBillIsNoticed() {
    var course = new Course(Duration.ofSeconds(8), 150, seconds(1), seconds(1));
    var report = course.run(List.of(new Keeper()), line -> {});
    assertEquals(List.of(), report.wrong());
    var heap = report.verdicts().get(0);
    assertEquals("heap", heap.what());
    assertFalse(heap.flat(), heap::toString);
    assertTrue(heap.slope() - heap.margin() > heap.allowed(), heap::toString);
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  /** The leak that is planted. */
  private static final class Keeper implements RunListener {
    private final Queue<Supplier<Waybill>> kept = new ConcurrentLinkedQueue<>();

    @Override
    public void on(String run, RunEvent.Recorded event) {}

    @Override
    public void ended(String run, Supplier<Waybill> waybill) {
      kept.add(waybill);
    }
  }
}
