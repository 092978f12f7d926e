package io.waybill.testkit;

import static io.waybill.testkit.Runners.after;
import static io.waybill.testkit.Runners.failing;
import static io.waybill.testkit.Runners.race;
import static io.waybill.testkit.Trials.INCREMENT;
import static io.waybill.testkit.Trials.ONE;
import static io.waybill.testkit.Trials.PRICES;
import static io.waybill.testkit.Trials.THOUSAND;
import static io.waybill.testkit.Trials.fates;
import static io.waybill.testkit.Trials.plan;
import static io.waybill.testkit.Trials.scripted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.ledger.Shape;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.run.Engine;
import io.waybill.run.RunException;
import io.waybill.run.RunResult;
import io.waybill.testkit.EngineContract.Setting;
import io.waybill.work.ErrorKind;
import io.waybill.work.Money;
import io.waybill.work.Work;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Who wins a race, what it costs, and what is done when nobody does. */
interface EngineRaces {
  Engine engine(Setting setting);

  private Engine on(VirtualTime time) {
    return engine(Setting.plain().prices(PRICES).clock(time.clock()));
  }

  private static RunException lost(VirtualTime time, Engine engine, Plan<?> plan) {
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
              return Mono.never();
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
      var failure = lost(time, on(time), plan).failure();
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
    var thrown = lost(time, on(time), plan);
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
}
