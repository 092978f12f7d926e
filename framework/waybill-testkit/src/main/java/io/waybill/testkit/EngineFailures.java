package io.waybill.testkit;

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
import io.waybill.plan.Plan;
import io.waybill.plan.Policy;
import io.waybill.run.Engine;
import io.waybill.run.RunOptions;
import io.waybill.testkit.EngineContract.Setting;
import io.waybill.work.ErrorKind;
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
            .says(
                Reply.<Long>thrown(new IllegalStateException("boom")).after(Duration.ofMillis(20)))
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
    assertEquals("java.lang.IllegalStateException: boom", String.valueOf(thrown.getCause()));
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
    Plan<Long> plan = plan((flow, n) -> flow.call("after", flow.call("ask", n, refusing()), never));
    assertEquals("ask", failing(priced(), plan).failure().path());
    assertEquals(List.of(), never.asked());
  }

  @Test
  default void workThatEndsEmptyFailsWithTheNameOfItsStep() {
    Work<Long, Long> empty = Trials.named("empty", (n, call) -> Mono.empty());
    fails(plan((flow, n) -> flow.call("ask", n, empty)));
    Work<Long, Long> later =
        Trials.named("later", (n, call) -> Mono.<io.waybill.work.Outcome<Long>>empty().hide());
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
    assertTrue(thrown.toString().contains("ask"), thrown.toString());
  }

  @Test
  default void everyAttemptIsPostedTheFailedOnesToo() {
    var busy = Reply.<Long>failed(ErrorKind.RATE_LIMITED, "busy").using(THOUSAND);
    var flaky = scripted("flaky").says(busy, busy, Reply.of(5L).using(THOUSAND));
    Plan<Long> plan =
        plan((flow, n) -> flow.call("ask", n, flaky, Bind.retry(2).backoff(Duration.ofNanos(1))));
    var ledger = priced().run(plan, Trials.ONE).waybill().ledger();
    assertEquals(List.of("ask#1 FAILED", "ask#2 FAILED", "ask#3 USED"), fates(ledger.postings()));
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
