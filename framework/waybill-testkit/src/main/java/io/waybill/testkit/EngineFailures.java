package io.waybill.testkit;

import static io.waybill.testkit.Trials.INCREMENT;
import static io.waybill.testkit.Trials.PARITY;
import static io.waybill.testkit.Trials.PRICES;
import static io.waybill.testkit.Trials.SUM;
import static io.waybill.testkit.Trials.THOUSAND;
import static io.waybill.testkit.Trials.failing;
import static io.waybill.testkit.Trials.fates;
import static io.waybill.testkit.Trials.plan;
import static io.waybill.testkit.Trials.scripted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Bind;
import io.waybill.dsl.Flow;
import io.waybill.plan.Plan;
import io.waybill.plan.Policy;
import io.waybill.plan.Ref;
import io.waybill.run.Engine;
import io.waybill.run.RunOptions;
import io.waybill.testkit.EngineContract.Setting;
import io.waybill.work.Choice;
import io.waybill.work.ErrorKind;
import io.waybill.work.Failure;
import io.waybill.work.Money;
import io.waybill.work.Work;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What happens when steps fail. */
interface EngineFailures {
  Engine engine(Setting setting);

  private Engine priced() {
    return engine(Setting.plain().prices(PRICES));
  }

  private static Work<Long, Long> refusing() {
    return scripted("refusing").says(Reply.<Long>failed(ErrorKind.REFUSED, "no").using(THOUSAND));
  }

  @Test
  default void aFailingStepCancelsTheOthersAtOnceAndSaysWhereAndWhatWasSpent() {
    var time = new VirtualTime();
    var first = scripted("first").says(Reply.of(1L).using(THOUSAND));
    var stuck = scripted("stuck").says(Reply.never());
    var boom =
        scripted("boom")
            .says(Reply.<Long>thrown(new IllegalStateException("boom")).after(Duration.ofMillis(20)))
            .on(time.scheduler());
    Plan<Long> plan =
        plan(
            (flow, n) -> {
              var start = flow.call("first", n, first);
              var a = flow.call("a", start, stuck);
              var b = flow.call("b", start, boom);
              var c = flow.call("c", start, stuck);
              return flow.call("sum", Bind.<Long>all(List.of(a, b, c)), SUM);
            });
    var run =
        engine(Setting.plain().prices(PRICES).clock(time.clock()))
            .start(plan, Trials.ONE, RunOptions.DEFAULT);
    time.pass(Duration.ofMillis(20));
    var thrown = failing(run);
    assertEquals("b", thrown.failure().path());
    assertEquals(ErrorKind.USER_CODE, thrown.failure().kind());
    assertEquals("boom", thrown.getCause().getMessage());
    assertEquals(2, stuck.cancelled().size(), "the other calls go on");
    assertEquals(Duration.ofMillis(20), thrown.waybill().wall());
    assertEquals(new Money(1_000_000), thrown.waybill().ledger().total().known());
    assertEquals(
        List.of("a#1 CANCELLED", "b#1 FAILED", "c#1 CANCELLED", "first#1 USED"),
        fates(thrown.waybill().ledger().postings()).stream().sorted().toList());
  }

  @Test
  default void nothingNewBeginsOnceARunHasFailed() {
    var never = scripted("never").answers(1L);
    Plan<Long> plan =
        plan((flow, n) -> flow.call("after", flow.call("ask", n, refusing()), never));
    assertEquals("ask", failing(priced(), plan).failure().path());
    assertEquals(List.of(), never.asked());
  }

  @Test
  default void workThatEndsEmptyFailsWithTheNameOfItsStep() {
    Work<Long, Long> empty = Trials.named("empty", (n, call) -> Mono.empty());
    fails(plan((flow, n) -> flow.call("ask", n, empty)));
    Work<Long, Long> later = Trials.named("later", (n, call) -> Mono.<io.waybill.work.Outcome<Long>>empty().hide());
    fails(plan((flow, n) -> flow.call("ask", n, later)));
  }

  @Test
  @SuppressWarnings("NullAway") // null is what it is about
  default void workThatGivesNullFailsWithTheNameOfItsStep() {
    Work<Long, Long> nothing = Trials.named("nothing", (n, call) -> null);
    fails(plan((flow, n) -> flow.call("ask", n, nothing)));
  }

  @Test
  default void workThatThrowsInsteadOfAnsweringFailsItsStep() {
    Work<Long, Long> rude =
        Trials.named(
            "rude",
            (n, call) -> {
              throw new IllegalStateException("rude");
            });
    fails(plan((flow, n) -> flow.call("ask", n, rude)));
  }

  private void fails(Plan<?> plan) {
    var thrown = failing(engine(Setting.plain()), plan);
    assertEquals("ask", thrown.failure().path());
    assertEquals(ErrorKind.USER_CODE, thrown.failure().kind());
    assertTrue(thrown.getMessage().contains("ask"), thrown.getMessage());
  }

  @Test
  default void everyAttemptIsPostedTheFailedOnesToo() {
    var busy = Reply.<Long>failed(ErrorKind.RATE_LIMITED, "busy").using(THOUSAND);
    var flaky = scripted("flaky").says(busy, busy, Reply.of(5L).using(THOUSAND));
    Plan<Long> plan =
        plan(
            (flow, n) -> flow.call("ask", n, flaky, Bind.retry(2).backoff(Duration.ofNanos(1))));
    var ledger = priced().run(plan, Trials.ONE).waybill().ledger();
    assertEquals(
        List.of("ask#1 FAILED", "ask#2 FAILED", "ask#3 USED"), fates(ledger.postings()));
    assertEquals(new Money(3_000_000), ledger.total().known());
    assertEquals(new Money(2_000_000), ledger.wasted().known());
  }

  @Test
  default void whatWillNotPassIsNotTriedAgain() {
    Plan<Long> plan = plan((flow, n) -> flow.call("ask", n, refusing(), Bind.retry(5)));
    assertEquals(
        List.of("ask#1 FAILED"), fates(failing(priced(), plan).waybill().ledger().postings()));
  }

  @Test
  default void aFallbackIsAskedWhenTheFirstHasFailedForGood() {
    var busy = Reply.<Long>failed(ErrorKind.TRANSIENT, "busy").using(THOUSAND);
    var first = scripted("first").says(busy);
    var second = scripted("second").says(busy, Reply.of(9L).using(THOUSAND));
    var policy = Policy.NONE.retry(1).backoff(Duration.ofNanos(1)).orElse(second);
    Plan<Long> plan = plan((flow, n) -> flow.call("ask", n, first, policy));
    var result = priced().run(plan, Trials.ONE);
    assertEquals(9L, result.value());
    var postings = result.waybill().ledger().postings();
    assertEquals(
        List.of("ask#1 FAILED", "ask#2 FAILED", "ask#3 FAILED", "ask#4 USED"), fates(postings));
    assertEquals(
        List.of("first", "first", "second", "second"),
        postings.stream().map(posting -> posting.work().name()).toList());
    assertEquals(new Money(4_000_000), result.waybill().ledger().total().known());
  }

  @Test
  default void aRescueIsChosenByKindAndGetsTheFailure() {
    var seen = ScriptedWork.<Failure, Long>named("seen").by((failure, call) -> Reply.of(70L));
    Plan<Long> plan =
        plan(
            (flow, n) -> {
              var ask = flow.call("ask", n, refusing());
              flow.rescue(ask, (body, failure) -> body.call("other", n, INCREMENT));
              flow.rescue(
                  ask, (body, failure) -> body.call("seen", failure, seen), ErrorKind.REFUSED);
              return flow.call("end", ask, INCREMENT);
            });
    var result = priced().run(plan, Trials.ONE);
    assertEquals(71L, result.value());
    assertEquals("ask", seen.asked().get(0).input().path());
    assertEquals(ErrorKind.REFUSED, seen.asked().get(0).input().kind());
    assertEquals(
        List.of("ask#1 FAILED", "ask!REFUSED/seen#1 USED", "end#1 USED"),
        fates(result.waybill().ledger().postings()));
    assertEquals(new Money(1_000_000), result.waybill().ledger().wasted().known());
  }

  @Test
  default void aRescueWithoutKindsTakesTheRest() {
    Plan<Long> plan =
        plan(
            (flow, n) -> {
              var ask = flow.call("ask", n, refusing());
              flow.rescue(ask, (body, failure) -> n, ErrorKind.STALLED);
              return flow.rescue(ask, (body, failure) -> body.call("rest", n, INCREMENT));
            });
    var result = priced().run(plan, Trials.ONE);
    assertEquals(2L, result.value());
    assertEquals(
        List.of("ask#1 FAILED", "ask!otherwise/rest#1 USED"),
        fates(result.waybill().ledger().postings()));
  }

  @Test
  default void aKindThatNobodyRescuesFailsTheRun() {
    Plan<Long> plan =
        plan(
            (flow, n) ->
                flow.rescue(
                    flow.call("ask", n, refusing()), (body, failure) -> n, ErrorKind.STALLED));
    assertEquals(ErrorKind.REFUSED, failing(priced(), plan).failure().kind());
  }

  @Test
  default void aRescueThatFailsItselfFailsTheRun() {
    Plan<Long> plan =
        plan(
            (flow, n) ->
                flow.rescue(
                    flow.call("ask", n, refusing()),
                    (body, failure) -> body.call("again", n, refusing())));
    assertEquals("ask!otherwise/again", failing(priced(), plan).failure().path());
  }

  @Test
  default void aRouteIsRescuedFromWhatFailsInItsBranch() {
    Plan<Long> plan =
        plan(
            (flow, n) ->
                flow.rescue(
                    flow.route("way", n, PARITY)
                        .when("odd", branch -> branch.call("ask", n, refusing()))
                        .otherwise(branch -> n),
                    (body, failure) -> body.call("sorry", n, INCREMENT)));
    var result = priced().run(plan, Trials.ONE);
    assertEquals(2L, result.value());
    assertEquals(
        List.of("way#1 USED", "way:odd/ask#1 FAILED", "way!otherwise/sorry#1 USED"),
        fates(result.waybill().ledger().postings()));
  }

  @Test
  default void aSubIsRescuedFromWhatFailsInIt() {
    var inner =
        Flow.plan("inner", flow -> flow.call("ask", flow.input("x", Long.class), refusing()));
    Plan<Long> plan =
        plan((flow, n) -> flow.rescue(flow.sub("sub", n, inner), (body, failure) -> n));
    assertEquals(1L, priced().run(plan, Trials.ONE).value());
  }

  @Test
  default void theInnermostRescueIsTaken() {
    Plan<Long> plan =
        plan(
            (flow, n) ->
                flow.rescue(
                    flow.route("way", n, PARITY)
                        .when(
                            "odd",
                            branch ->
                                branch.rescue(
                                    branch.call("ask", n, refusing()),
                                    (body, failure) -> body.call("inner", n, INCREMENT)))
                        .otherwise(branch -> n),
                    (body, failure) -> n));
    assertEquals(2L, priced().run(plan, Trials.ONE).value());
  }

  @Test
  default void whatFailsInsideAnItemIsRescuedThere() {
    Work<Long, Long> noTwos =
        scripted("no_twos").when(2L, Reply.failed(ErrorKind.INVALID, "two")).by((n, c) -> Reply.of(n));
    Plan<List<Long>> plan =
        plan(
            (flow, n) ->
                flow.each(
                    "all",
                    Bind.value(List.of(1L, 2L, 3L)),
                    3,
                    (body, item) ->
                        body.rescue(body.call("ask", item, noTwos), (inner, failure) -> n)));
    assertEquals(List.of(1L, 1L, 3L), engine(Setting.plain()).run(plan, Trials.ONE).value());
  }

  @Test
  default void theBodyThatARescueReplacesIsStopped() {
    var stuck = scripted("stuck").says(Reply.never());
    Plan<Long> plan =
        plan(
            (flow, n) ->
                flow.rescue(
                    flow.route("way", n, PARITY)
                        .when("odd", branch -> both(branch, n, stuck))
                        .otherwise(branch -> n),
                    (body, failure) -> n));
    var result = priced().run(plan, Trials.ONE);
    assertEquals(1L, result.value());
    assertEquals(1, stuck.cancelled().size(), "what nobody waits for goes on");
  }

  private static Ref<Long> both(Flow branch, Ref<Long> n, Work<Long, Long> stuck) {
    var hanging = branch.call("hanging", n, stuck);
    var asked = branch.call("ask", n, refusing());
    return branch.call("sum", Bind.<Long>all(List.of(hanging, asked)), SUM);
  }

  @Test
  default void aRouterThatIsRescuedHasDecidedForOtherwise() {
    var broken =
        ScriptedWork.<Long, Choice>named("broken").says(Reply.failed(ErrorKind.STALLED, "mute"));
    Plan<String> plan =
        plan(
            (flow, n) -> {
              var way =
                  flow.rescue(
                      flow.route("way", n, broken).when("a", b -> n).otherwise(b -> n),
                      (body, failure) -> n);
              return flow.call(
                  "label",
                  Bind.after(flow.decision(way), way),
                  Work.<Choice, String>instant("label", Choice::label));
            });
    assertEquals(Choice.OTHERWISE, engine(Setting.plain()).run(plan, Trials.ONE).value());
  }

  @Test
  default void aCancelledRunIsNotRescued() {
    var stuck = scripted("stuck").says(Reply.never());
    var rescue = scripted("rescue").answers(1L);
    Plan<Long> plan =
        plan(
            (flow, n) ->
                flow.rescue(
                    flow.call("ask", n, stuck), (body, failure) -> body.call("r", n, rescue)));
    var run = engine(Setting.plain()).start(plan, Trials.ONE, RunOptions.DEFAULT);
    run.cancel("enough");
    assertEquals(ErrorKind.CANCELLED, failing(run).failure().kind());
    assertEquals(List.of(), rescue.asked());
  }

  @Test
  default void aBindingThatCannotBeMadeFailsItsStep() {
    var untyped = ScriptedWork.<Long, Object>named("untyped").answers(1L);
    Work<EngineShapes.Draft, String> show = Work.instant("show", Record::toString);
    Plan<String> plan =
        plan(
            (flow, n) -> {
              var text = flow.call("text", n, untyped);
              return flow.call("ask", Bind.join(EngineShapes.Draft.class, text, n), show);
            });
    assertEquals("ask", failing(engine(Setting.plain()), plan).failure().path());
  }
}
