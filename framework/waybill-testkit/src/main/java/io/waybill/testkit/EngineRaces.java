package io.waybill.testkit;

import static io.waybill.testkit.Trials.INCREMENT;
import static io.waybill.testkit.Trials.ONE;
import static io.waybill.testkit.Trials.PRICES;
import static io.waybill.testkit.Trials.SUM;
import static io.waybill.testkit.Trials.THOUSAND;
import static io.waybill.testkit.Trials.fates;
import static io.waybill.testkit.Trials.plan;
import static io.waybill.testkit.Trials.scripted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Bind;
import io.waybill.dsl.Flow;
import io.waybill.ledger.Shape;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Budget;
import io.waybill.plan.Plan;
import io.waybill.plan.Ref;
import io.waybill.run.Engine;
import io.waybill.run.RunException;
import io.waybill.run.RunOptions;
import io.waybill.run.RunResult;
import io.waybill.testkit.EngineContract.Setting;
import io.waybill.work.ErrorKind;
import io.waybill.work.Money;
import io.waybill.work.Turn;
import io.waybill.work.Work;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who wins a race, what it costs, and what is done when nobody does. */
interface EngineRaces {
  Engine engine(Setting setting);

  private Engine on(VirtualTime time) {
    return engine(Setting.plain().prices(PRICES).clock(time.clock()));
  }

  /** Answers a number for a thousandth of a dollar, after so many milliseconds. */
  private static ScriptedWork<Long, Long> after(VirtualTime time, long millis, long value) {
    return says(time, Reply.of(value).using(THOUSAND).after(Duration.ofMillis(millis)));
  }

  /** Fails after so many milliseconds. */
  private static ScriptedWork<Long, Long> failing(VirtualTime time, long millis, ErrorKind kind) {
    return says(
        time, Reply.<Long>failed(kind, "no").using(THOUSAND).after(Duration.ofMillis(millis)));
  }

  private static ScriptedWork<Long, Long> says(VirtualTime time, Reply<Long> reply) {
    return scripted("runner").says(reply).on(time.scheduler());
  }

  private static Flow.Runners<Long> race(
      Flow flow, Ref<Long> n, List<? extends Work<Long, Long>> runners) {
    var names = List.of("a", "b", "c", "d");
    var race = flow.race("race").run("a", runner -> runner.call("ask", n, runners.get(0)));
    for (int i = 1; i < runners.size(); i++) {
      var work = runners.get(i);
      race = race.run(names.get(i), runner -> runner.call("ask", n, work));
    }
    return race;
  }

  private static RunException failing(VirtualTime time, Engine engine, Plan<?> plan) {
    return assertThrows(RunException.class, () -> time.run(engine, plan, ONE));
  }

  private static String winner(RunResult<?> result) {
    return result.waybill().groups().stream()
        .filter(group -> group.shape() == Shape.RACE)
        .map(Waybill.Group::name)
        .findFirst()
        .orElse("no race");
  }

  @Test
  default void theFirstRunnerThatGoesWellGivesTheValueAndTheOthersAreStopped() {
    var time = new VirtualTime();
    var slow = after(time, 500, 2);
    var quick = after(time, 10, 3);
    Plan<Long> plan =
        plan((flow, n) -> flow.call("end", race(flow, n, List.of(slow, quick)).first(), INCREMENT));
    var result = time.run(on(time), plan, ONE);
    assertEquals(4L, result.value());
    assertEquals(Duration.ofMillis(10), result.waybill().wall());
    assertEquals("b", winner(result));
    assertEquals(1, slow.cancelled().size());
    assertEquals(
        List.of("race:b/ask#1 USED", "race:a/ask#1 DISCARDED", "end#1 USED"),
        fates(result.waybill().ledger().postings()));
  }

  @Test
  default void whatALoserHadUsedIsBookedAsWaste() {
    var time = new VirtualTime();
    Work<Long, Long> talks =
        Trials.named(
            "talks",
            (n, call) -> {
              call.used(THOUSAND);
              return reactor.core.publisher.Mono.never();
            });
    var quick = after(time, 10, 3);
    Plan<Long> plan = plan((flow, n) -> race(flow, n, List.of(quick, talks)).first());
    var ledger = time.run(on(time), plan, ONE).waybill().ledger();
    assertEquals(new Money(1_000_000), ledger.wasted().known());
    assertEquals(new Money(2_000_000), ledger.total().known());
  }

  @Test
  default void aRunnerThatFailsIsOutAndTheOthersRunOn() {
    var time = new VirtualTime();
    Plan<Long> plan =
        plan(
            (flow, n) ->
                race(flow, n, List.of(failing(time, 10, ErrorKind.REFUSED), after(time, 50, 7)))
                    .first());
    var result = time.run(on(time), plan, ONE);
    assertEquals(7L, result.value());
    assertEquals(
        List.of("race:a/ask#1 FAILED", "race:b/ask#1 USED"),
        fates(result.waybill().ledger().postings()));
  }

  @Test
  default void aRunnerThatEndsAtOnceHasWonBeforeTheNextBegins() {
    var time = new VirtualTime();
    var never = after(time, 10, 3);
    Plan<Long> plan =
        plan(
            (flow, n) ->
                flow.race("race")
                    .run("known", runner -> n)
                    .run("asked", runner -> runner.call("ask", n, never))
                    .first());
    assertEquals(1L, time.run(on(time), plan, ONE).value());
    assertEquals(List.of(), never.asked());
  }

  @Test
  default void aRaceThatNobodyWinsFailsWithAllFailuresAndTheKindOfTheLast() {
    var time = new VirtualTime();
    var runners =
        List.of(failing(time, 50, ErrorKind.STALLED), failing(time, 10, ErrorKind.REFUSED));
    for (var best : List.of(true, false)) {
      Plan<Long> plan =
          plan(
              (flow, n) ->
                  best
                      ? race(flow, n, runners).best(Long::doubleValue)
                      : race(flow, n, runners).first());
      var failure = failing(time, on(time), plan).failure();
      assertEquals("race", failure.path());
      assertEquals(ErrorKind.STALLED, failure.kind());
      assertEquals("no runner came in: a: STALLED: no; b: REFUSED: no", failure.message());
    }
  }

  @Test
  default void aRaceIsRescuedWhenItCannotBeWon() {
    var time = new VirtualTime();
    var runners =
        List.of(failing(time, 10, ErrorKind.STALLED), failing(time, 20, ErrorKind.REFUSED));
    Plan<Long> plan =
        plan(
            (flow, n) ->
                flow.rescue(
                    race(flow, n, runners).first(),
                    (body, failure) -> body.call("sorry", n, INCREMENT),
                    ErrorKind.REFUSED));
    var result = time.run(on(time), plan, ONE);
    assertEquals(2L, result.value());
    assertEquals(
        List.of("race:a/ask#1 FAILED", "race:b/ask#1 FAILED", "race!REFUSED/sorry#1 USED"),
        fates(result.waybill().ledger().postings()));
    assertEquals(List.of("race:b/ask"), result.waybill().lines().get(2).after());
  }

  @Test
  default void aQuorumIsThereWithTheLastRunnerThatItNeeds() {
    var time = new VirtualTime();
    Plan<Long> plan =
        plan(
            (flow, n) -> {
              var runners =
                  List.of(
                      after(time, 40, 7),
                      after(time, 10, 8),
                      after(time, 20, 7),
                      after(time, 90, 7));
              return flow.call("end", race(flow, n, runners).quorum(2), INCREMENT);
            });
    var result = time.run(on(time), plan, ONE);
    assertEquals(8L, result.value());
    assertEquals("a", winner(result));
    assertEquals(Duration.ofMillis(40), result.waybill().wall());
    assertEquals(
        List.of("race:a/ask", "race:c/ask"),
        result.waybill().lines().get(4).after(),
        "it waited for those that agree");
  }

  @Test
  default void aQuorumThatHasBecomeImpossibleFailsAtOnceAndCancelsTheRest() {
    var time = new VirtualTime();
    var late = after(time, 900, 7);
    Plan<Long> plan =
        plan(
            (flow, n) ->
                race(
                        flow,
                        n,
                        List.of(
                            after(time, 10, 7),
                            after(time, 20, 8),
                            failing(time, 30, ErrorKind.STALLED),
                            late))
                    .quorum(3));
    var thrown = failing(time, on(time), plan);
    assertEquals(ErrorKind.INVALID, thrown.failure().kind());
    assertEquals(
        "no 3 of 4 runners agree; so often each value came: [1, 1]: c: STALLED: no",
        thrown.failure().message());
    assertEquals(Duration.ofMillis(30), thrown.waybill().wall());
    assertEquals(1, late.cancelled().size());
    assertTrue(
        fates(thrown.waybill().ledger().postings()).contains("race:d/ask#1 CANCELLED"),
        "nobody did better than what was cancelled");
  }

  @Test
  default void theBestIsTheHeaviestOfAllThatCameIn() {
    var time = new VirtualTime();
    var scorer = scripted("scorer").by((n, call) -> Reply.of(n % 10).using(THOUSAND));
    Plan<Long> plan =
        plan(
            (flow, n) -> {
              var runners =
                  List.of(
                      after(time, 10, 14),
                      after(time, 30, 27),
                      failing(time, 60, ErrorKind.REFUSED),
                      after(time, 20, 17));
              return flow.call("end", race(flow, n, runners).best(scorer), INCREMENT);
            });
    var result = time.run(on(time), plan, ONE);
    assertEquals(28L, result.value(), "of two that weigh 7, the one that is written first");
    assertEquals("b", winner(result));
    assertEquals(Duration.ofMillis(60), result.waybill().wall(), "it waits for all of them");
    assertEquals(3, scorer.asked().size());
    assertEquals(new Money(7_000_000), result.waybill().ledger().total().known());
    assertTrue(
        result.waybill().lines().stream()
            .anyMatch(line -> line.path().equals("race:a/race_weigh")));
  }

  @Test
  default void aRunnerWhoseScorerFailsIsOut() {
    var time = new VirtualTime();
    var scorer = scripted("scorer").when(9L, Reply.failed(ErrorKind.REFUSED, "no")).answers(1L);
    Plan<Long> plan =
        plan(
            (flow, n) ->
                race(flow, n, List.of(after(time, 10, 9), after(time, 20, 3))).best(scorer));
    assertEquals(3L, time.run(on(time), plan, ONE).value());
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
