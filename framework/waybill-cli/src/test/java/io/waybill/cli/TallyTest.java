package io.waybill.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.plan.Plan;
import io.waybill.reports.Spread;
import io.waybill.run.LocalEngine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TallyTest {
  private final Tally tally = new Tally(Plans.desk());

  @Test
  void itComparesEveryRouteWithWhatWasExpected() {
    run("t-1", "tech please", "technical");
    run("t-2", "hello", "otherwise");
    run("t-4", "tech or bill?", "billing");
    run("t-3", "tech too", "billing");
    run("t-5", "bill", "billing");
    var summary = tally.summary(Duration.ofSeconds(1), List.of());
    assertEquals(List.of(new Summary.Routed("intent", 3, 5)), summary.routes());
    assertEquals(
        List.of(new Summary.Confusion("intent", "billing", "technical", 2, List.of("t-3", "t-4"))),
        summary.confusions());
    assertEquals(new Summary.Counts(4, 1, 0, 0, 1, 0), summary.counts());
    assertEquals(
        List.of(
            new Summary.NotOk(
                "t-5", "failed", "step 'intent:billing/billing' failed (USER_CODE): broken")),
        summary.notOk());
    assertEquals("run", summary.latencies().get(0).what());
    assertEquals(
        List.of(
            "run",
            "clean",
            "facts",
            "intent",
            "intent:billing/billing",
            "intent:technical/technical",
            "intent:otherwise/person",
            "check"),
        summary.latencies().stream().map(Spread.Figure::what).toList());
    assertEquals(5, summary.latencies().get(0).n());
  }

  @Test
  void aRunThatWentWellThoughAStepGaveUpWasRescued() {
    var rescued = new Tally(Plans.rescued());
    rescued.add(finished(Plans.rescued(), new Item.Ready(1, "a", Map.of("text", "x"), Map.of())));
    assertEquals(
        new Summary.Counts(1, 0, 0, 0, 0, 1), rescued.summary(Duration.ZERO, List.of()).counts());
  }

  @Test
  void theTypicalRunIsTheOneNearestToTheMedian() {
    for (int i = 0; i < 9; i++) {
      run("t-" + i, "tech", "technical");
    }
    var summary = tally.summary(Duration.ofSeconds(1), List.of());
    long median = summary.latencies().get(0).p50();
    assertEquals(median, summary.typical().orElseThrow().wall().toNanos());
  }

  @Test
  void percentilesAreTheNearestRank() {
    var latencies = new Spread();
    for (long nanos = 100; nanos >= 1; nanos--) {
      latencies.add(nanos);
    }
    assertEquals(new Spread.Figure("x", 100, 50, 95, 99, 100), latencies.figure("x"));
    assertTrue(new Spread().figure("none").n() == 0);
  }

  private void run(String id, String ticket, String intent) {
    tally.add(
        finished(
            Plans.desk(),
            new Item.Ready(
                tally.inputs() + 1, id, Map.of("ticket", ticket), Map.of("intent", intent))));
  }

  private static Finished finished(Plan<?> plan, Item.Ready item) {
    try {
      var result = LocalEngine.create().run(plan, item.inputs());
      return new Finished(item, result.waybill(), Optional.of(result.value()));
    } catch (io.waybill.run.RunException e) {
      return new Finished(item, e.waybill(), Optional.empty());
    }
  }
}
