package io.waybill.testkit;

import static io.waybill.testkit.Trials.INCREMENT;
import static io.waybill.testkit.Trials.LONGEST;
import static io.waybill.testkit.Trials.ONE;
import static io.waybill.testkit.Trials.PARITY;
import static io.waybill.testkit.Trials.PRICES;
import static io.waybill.testkit.Trials.SUM;
import static io.waybill.testkit.Trials.THOUSAND;
import static io.waybill.testkit.Trials.failing;
import static io.waybill.testkit.Trials.fates;
import static io.waybill.testkit.Trials.plan;
import static io.waybill.testkit.Trials.recorded;
import static io.waybill.testkit.Trials.result;
import static io.waybill.testkit.Trials.scripted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Bind;
import io.waybill.dsl.Flow;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.run.Engine;
import io.waybill.run.RunEvent;
import io.waybill.run.RunOptions;
import io.waybill.run.RunResult;
import io.waybill.testkit.EngineContract.Setting;
import io.waybill.testkit.RandomRun.Manner;
import io.waybill.work.ErrorKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** How runs begin, are followed, and end. */
interface EngineRuns {
  Engine engine(Setting setting);

  private Engine priced() {
    return engine(Setting.plain().prices(PRICES));
  }

  @Test
  default void aRunBeginsBeforeStartReturnsAndOnlyOnce() {
    var asked = scripted("asked").answers(4L);
    Plan<Long> plan = plan((flow, n) -> flow.call("ask", n, asked));
    var run = priced().start(plan, ONE, RunOptions.DEFAULT);
    assertEquals(1, asked.asked().size());
    assertEquals(4L, result(run).value());
    assertEquals(4L, result(run).value());
    assertEquals(1, asked.asked().size());
  }

  @Test
  default void everyProblemWithTheInputsIsToldAtOnce() {
    Plan<Long> plan =
        Flow.plan(
            "two",
            flow ->
                flow.call(
                    "sum",
                    Bind.<Long>all(
                        List.of(flow.input("first", Long.class), flow.input("second", Long.class))),
                    SUM));
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> priced().start(plan, Map.of("second", "2", "thrid", 3L), RunOptions.DEFAULT));
    for (var named : List.of("first", "second", "thrid")) {
      assertTrue(thrown.toString().contains("'" + named + "'"), thrown.toString());
    }
  }

  @Test
  default void whoAskedIsToldToEveryCall() {
    var seen = new CopyOnWriteArrayList<Map<String, String>>();
    var work =
        scripted("work")
            .by(
                (n, call) -> {
                  seen.add(call.caller());
                  return Reply.of(n);
                });
    Plan<Long> plan = plan((flow, n) -> flow.call("ask", n, work));
    var caller = Map.of("tenant", "acme");
    priced().start(plan, ONE, RunOptions.DEFAULT.withCaller(caller)).result().block(LONGEST);
    assertEquals(List.of(caller), seen);
  }

  @Test
  default void cancellingPostsWhatWasInFlightAndEndsWithTheReason() {
    var time = new VirtualTime();
    var stuck = scripted("stuck").says(Reply.never());
    var quick = scripted("quick").says(Reply.of(2L).using(THOUSAND).after(Duration.ofMillis(5)));
    Plan<Long> plan =
        plan(
            (flow, n) -> {
              var a = flow.call("a", n, quick.on(time.scheduler()));
              return flow.call(
                  "sum",
                  Bind.<Long>all(List.of(flow.call("b", a, stuck), flow.call("c", n, stuck))),
                  SUM);
            });
    var run =
        engine(Setting.plain().prices(PRICES).clock(time.clock()))
            .start(plan, ONE, RunOptions.DEFAULT);
    var events = recorded(run);
    time.pass(Duration.ofMillis(30));
    run.cancel("enough");
    run.cancel("twice");
    var thrown = failing(run);
    assertEquals(ErrorKind.CANCELLED, thrown.failure().kind());
    assertEquals(Waybill.Status.CANCELLED, thrown.waybill().status());
    assertEquals(Duration.ofMillis(30), thrown.waybill().wall());
    assertEquals(
        List.of("a#1 USED", "b#1 CANCELLED", "c#1 CANCELLED"),
        fates(thrown.waybill().ledger().postings()).stream().sorted().toList());
    assertEquals(2, stuck.cancelled().size());
    var all = events.join();
    assertEquals(
        "enough", assertInstanceOf(RunEvent.RunCancelled.class, all.get(all.size() - 1)).reason());
  }

  @Test
  default void leavingTheResultCancelsTheRunAndLeavingTheEventsDoesNot() {
    var stuck = scripted("stuck").says(Reply.never());
    Plan<Long> plan = plan((flow, n) -> flow.call("ask", n, stuck));
    var run = priced().start(plan, ONE, RunOptions.DEFAULT);
    run.events().subscribe().dispose();
    assertEquals(List.of(), stuck.cancelled());
    var events = recorded(run);
    run.result().subscribe().dispose();
    assertEquals(1, stuck.cancelled().size());
    assertInstanceOf(RunEvent.RunCancelled.class, last(events.join()));
  }

  @Test
  default void aRunThatEndedIsNotCancelledAnyMore() {
    var run = priced().start(oneStep(), ONE, RunOptions.DEFAULT);
    run.cancel("late");
    assertEquals(2L, result(run).value());
  }

  @Test
  default void aMonoBeginsWhenItIsSubscribedTo() {
    var asked = scripted("asked").answers(4L);
    Plan<Long> plan = plan((flow, n) -> flow.call("ask", n, asked));
    var mono = priced().mono(plan, ONE);
    assertEquals(List.of(), asked.asked());
    StepVerifier.create(mono.map(RunResult::value)).expectNext(4L).expectComplete().verify(LONGEST);
  }

  @Test
  default void theEventsOfAFailedRunEndWithItsFailure() {
    var refusing = scripted("no").says(Reply.failed(ErrorKind.REFUSED, "no"));
    Plan<Long> plan = plan((flow, n) -> flow.call("ask", n, refusing));
    var run = priced().start(plan, ONE, RunOptions.DEFAULT);
    var end = assertInstanceOf(RunEvent.RunFailed.class, last(recorded(run).join()));
    assertEquals(failing(run).failure(), end.failure());
  }

  @Test
  default void eventsBeginAtTheBeginningHoweverLateOneComes() {
    var time = new VirtualTime();
    Plan<Long> plan =
        plan(
            (flow, n) ->
                flow.call(
                    "b", flow.call("a", n, Trials.taking(time, 10)), Trials.taking(time, 10)));
    var run = engine(Setting.plain().clock(time.clock())).start(plan, ONE, RunOptions.DEFAULT);
    var early = recorded(run);
    time.pass(Duration.ofMillis(15));
    var middle = recorded(run);
    time.pass(Duration.ofMillis(15));
    var late = recorded(run);
    assertInstanceOf(RunEvent.RunStarted.class, early.join().get(0));
    assertEquals(6, early.join().size());
    assertEquals(early.join(), middle.join());
    assertEquals(early.join(), late.join());
  }

  @Test
  default void aSlowFollowerMissesNothingThatIsRecorded() {
    var run = priced().start(hundredSteps(), ONE, RunOptions.DEFAULT);
    StepVerifier.create(run.events().ofType(RunEvent.Recorded.class), 1)
        .expectNextCount(1)
        .thenRequest(Long.MAX_VALUE)
        .expectNextCount(201)
        .expectComplete()
        .verify(LONGEST);
  }

  @Test
  default void theEventsAddUpToTheWaybill() {
    var run = priced().start(hundredSteps(), ONE, RunOptions.DEFAULT);
    List<Posting> posted =
        recorded(run).join().stream()
            .filter(RunEvent.Posted.class::isInstance)
            .map(event -> ((RunEvent.Posted) event).posting())
            .toList();
    var result = result(run);
    assertEquals(posted, result.waybill().ledger().postings());
    assertEquals(
        result.value(),
        assertInstanceOf(RunEvent.RunSucceeded.class, last(recorded(run).join())).value());
  }

  @Test
  default void tokensAreSeenWhileTheyAreSaid() {
    var time = new VirtualTime();
    var model =
        ScriptedModel.<Long>named("maker", "small")
            .at(new Pace(Duration.ZERO, Duration.ofMillis(10), Duration.ofMillis(10)))
            .says(Speech.tokens("It ", "is ", "late."))
            .on(time.scheduler());
    Plan<String> plan = plan((flow, n) -> flow.call("ask", n, model));
    var run = engine(Setting.plain().clock(time.clock())).start(plan, ONE, RunOptions.DEFAULT);
    var tokens =
        run.events()
            .ofType(RunEvent.Token.class)
            .take(2)
            .map(token -> token.path() + " " + token.text().strip())
            .collectList()
            .toFuture();
    time.pass(Duration.ofMillis(25));
    assertEquals(List.of("ask It", "ask is"), Mono.fromFuture(tokens).block(LONGEST));
    assertEquals("It is late.", time.finish(run).value());
  }

  @Test
  default void whatNobodyNeedsAnyMoreIsCancelledWhenTheRunSucceeds() {
    var stuck = scripted("stuck").says(Reply.never());
    Plan<Long> plan =
        plan(
            (flow, n) -> {
              var facts = flow.call("facts", n, stuck);
              return flow.route("way", n, PARITY)
                  .when("even", branch -> facts)
                  .otherwise(branch -> n);
            });
    assertEquals(1L, priced().run(plan, ONE).value());
    assertEquals(1, stuck.cancelled().size());
  }

  @Test
  default void randomPlansGiveWhatTheReferenceSays() {
    var wrong =
        LongStream.range(0, 100)
            .boxed()
            .flatMap(seed -> RandomRun.of(seed, List.of(Manner.values()), this::engine).stream())
            .filter(verdict -> !verdict.problems().isEmpty())
            .toList();
    assertEquals(List.of(), wrong);
  }

  private static Plan<Long> oneStep() {
    return plan((flow, n) -> flow.call("a", n, INCREMENT));
  }

  private static Plan<Long> hundredSteps() {
    return plan(
        (flow, n) -> {
          var last = n;
          for (int i = 0; i < 100; i++) {
            last = flow.call("s" + i, last, INCREMENT);
          }
          return last;
        });
  }

  private static RunEvent last(List<RunEvent.Recorded> events) {
    return events.get(events.size() - 1);
  }
}
