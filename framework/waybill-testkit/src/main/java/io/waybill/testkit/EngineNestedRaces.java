package io.waybill.testkit;

import static io.waybill.testkit.Runners.after;
import static io.waybill.testkit.Runners.failing;
import static io.waybill.testkit.Runners.race;
import static io.waybill.testkit.Trials.ONE;
import static io.waybill.testkit.Trials.PRICES;
import static io.waybill.testkit.Trials.SUM;
import static io.waybill.testkit.Trials.fates;
import static io.waybill.testkit.Trials.plan;
import static io.waybill.testkit.Trials.scripted;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.waybill.dsl.Bind;
import io.waybill.dsl.Flow;
import io.waybill.plan.Budget;
import io.waybill.plan.Plan;
import io.waybill.run.Engine;
import io.waybill.run.RunOptions;
import io.waybill.testkit.EngineContract.Setting;
import io.waybill.work.ErrorKind;
import io.waybill.work.Turn;
import io.waybill.work.Work;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Races in other shapes, and other shapes in races. */
interface EngineNestedRaces {
  Engine engine(Setting setting);

  private Engine on(VirtualTime time) {
    return engine(Setting.plain().prices(PRICES).clock(time.clock()));
  }

  @Test
  default void aRaceInARaceLosesAsAWhole() {
    var time = new VirtualTime();
    var slow = List.of(after(time, 700, 1), after(time, 800, 2));
    Plan<Long> plan =
        plan(
            (flow, n) ->
                flow.race("outer")
                    .run("many", runner -> race(runner, n, slow).first())
                    .run("one", runner -> runner.call("ask", n, after(time, 50, 3)))
                    .first());
    var result = time.run(on(time), plan, ONE);
    assertEquals(3L, result.value());
    assertEquals(
        List.of(
            "outer:many/race:a/ask#1 DISCARDED",
            "outer:many/race:b/ask#1 DISCARDED",
            "outer:one/ask#1 USED"),
        fates(result.waybill().ledger().postings()).stream().sorted().toList());
  }

  @Test
  default void aRaceThatIsLostInsideARaceIsARunnerThatIsOut() {
    var time = new VirtualTime();
    var lost = List.of(failing(time, 10, ErrorKind.STALLED), failing(time, 20, ErrorKind.REFUSED));
    Plan<Long> plan =
        plan(
            (flow, n) ->
                flow.race("outer")
                    .run("many", runner -> race(runner, n, lost).first())
                    .run("one", runner -> runner.call("ask", n, after(time, 50, 3)))
                    .first());
    assertEquals(3L, time.run(on(time), plan, ONE).value());
  }

  @Test
  default void everyTurnAndEveryItemHasARaceOfItsOwn() {
    var time = new VirtualTime();
    Work<Long, Turn<Long>> again = Work.instant("again", Turn.Again::new);
    Plan<List<Long>> plan =
        plan(
            (flow, n) ->
                flow.each(
                    "all",
                    Bind.value(List.of(1L, 2L)),
                    2,
                    (body, item) ->
                        body.loop(
                            "again",
                            item,
                            2,
                            (round, turn) ->
                                round.call(
                                    "go",
                                    round
                                        .race("race")
                                        .run("add", r -> r.call("add", turn, adding(time)))
                                        .run("wait", r -> r.call("ask", turn, after(time, 90, 0)))
                                        .first(),
                                    again))));
    var result = time.run(on(time), plan, ONE);
    assertEquals(List.of(21L, 22L), result.value());
    assertEquals(Duration.ofMillis(20), result.waybill().wall());
    assertEquals(
        4,
        fates(result.waybill().ledger().postings()).stream()
            .filter(posting -> posting.endsWith("/race:wait/ask#1 DISCARDED"))
            .count());
  }

  private static Work<Long, Long> adding(VirtualTime time) {
    return scripted("adding")
        .by((n, call) -> Reply.of(n + 10).after(Duration.ofMillis(10)))
        .on(time.scheduler());
  }

  @Test
  default void aRunnerGetsWhatItReadsWhenItComesToBe() {
    var time = new VirtualTime();
    Plan<Long> plan =
        plan(
            (flow, n) -> {
              var facts = flow.call("facts", n, after(time, 30, 5));
              return flow.race("race")
                  .run("with", runner -> runner.call("sum", Bind.<Long>all(List.of(n, facts)), SUM))
                  .run("without", runner -> runner.call("ask", n, after(time, 90, 3)))
                  .first();
            });
    var result = time.run(on(time), plan, ONE);
    assertEquals(6L, result.value());
    assertEquals(Duration.ofMillis(30), result.waybill().wall());
  }

  @Test
  default void aRunnerThatSpendsItsOwnBudgetIsOut() {
    var time = new VirtualTime();
    Plan<Long> thrifty =
        Flow.plan(
            "thrifty",
            flow -> {
              flow.budget(Budget.NONE.within(Duration.ofMillis(20)));
              return flow.call("ask", flow.input("x", Long.class), after(time, 100, 1));
            });
    Plan<Long> plan =
        plan(
            (flow, n) ->
                flow.race("race")
                    .run("thrifty", runner -> runner.sub("sub", n, thrifty))
                    .run("patient", runner -> runner.call("ask", n, after(time, 50, 2)))
                    .first());
    var result = time.run(on(time), plan, ONE);
    assertEquals(2L, result.value());
    assertEquals(Duration.ofMillis(50), result.waybill().wall());
    assertEquals(
        List.of("race:thrifty/sub/ask#1 FAILED", "race:patient/ask#1 USED"),
        fates(result.waybill().ledger().postings()));
  }

  @Test
  default void cancellingTheRunCancelsAllRunners() {
    var time = new VirtualTime();
    var runners = List.of(after(time, 100, 1), after(time, 200, 2));
    Plan<Long> plan = plan((flow, n) -> race(flow, n, runners).first());
    var run = on(time).start(plan, ONE, RunOptions.DEFAULT);
    time.pass(Duration.ofMillis(30));
    run.cancel("enough");
    var thrown = Trials.failing(run);
    assertEquals(ErrorKind.CANCELLED, thrown.failure().kind());
    assertEquals(
        List.of("race:a/ask#1 CANCELLED", "race:b/ask#1 CANCELLED"),
        fates(thrown.waybill().ledger().postings()).stream().sorted().toList());
  }
}
