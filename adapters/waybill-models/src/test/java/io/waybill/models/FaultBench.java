package io.waybill.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Tries faults, each in every way it can happen, and holds the page about them to what happens.
 * Every one has a provider and a client of its own, and waits: they are tried beside each other.
 */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
abstract class FaultBench {
  /** Nothing takes longer, three attempts and all: not even one waits as long as it may. */
  private static final Duration LONGEST = Fault.PATIENCE.minusSeconds(5);

  abstract List<Fault> faults();

  @TestFactory
  Stream<DynamicTest> whatHappensIsWhatThePageSays() {
    return faults().stream()
        .flatMap(
            fault ->
                fault.ways().stream()
                    .map(
                        way ->
                            DynamicTest.dynamicTest(
                                fault.name() + ", " + way, () -> tried(fault, way))));
  }

  private static void tried(Fault fault, Way way) throws Exception {
    var happened = Happened.when(fault, way);
    var row = FaultsPage.row(fault.name());
    assertEquals(row.kind(), happened.kind(), happened::toString);
    assertEquals(row.attempts(), happened.attempts(), happened::toString);
    assertEquals(way.streams() ? row.streamed() : row.whole(), happened.bill(), happened::toString);
    assertTrue(row.says().equals("–") || happened.said().contains(row.says()), happened::toString);
    assertTrue(happened.took().compareTo(fault.asked()) >= 0, happened::toString);
    assertTrue(happened.took().compareTo(LONGEST) < 0, happened::toString);
  }
}
