package io.waybill.testkit;

import static io.waybill.testkit.Trials.PARITY;
import static io.waybill.testkit.Trials.SUM;
import static io.waybill.testkit.Trials.plan;
import static io.waybill.testkit.Trials.taking;
import static io.waybill.testkit.Trials.wall;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Bind;
import io.waybill.dsl.Flow;
import io.waybill.plan.Plan;
import io.waybill.plan.Policy;
import io.waybill.plan.Ref;
import io.waybill.run.Engine;
import io.waybill.testkit.EngineContract.Setting;
import io.waybill.work.ErrorKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On virtual time a run takes what its data makes it take, to the nanosecond. */
interface EngineTimes {
  Engine engine(Setting setting);

  private void takes(long millis, VirtualTime time, Plan<?> plan) {
    assertEquals(Duration.ofMillis(millis), wall(time, on(time), plan));
  }

  private Engine on(VirtualTime time) {
    return engine(Setting.plain().clock(time.clock()));
  }

  /** 20 ms, then 50 beside 30, then 10. */
  private static Ref<Long> diamond(Flow flow, Ref<Long> from, VirtualTime time, String id) {
    var top = flow.call(id + "_top", from, taking(time, 20));
    var left = flow.call(id + "_left", top, taking(time, 50));
    var right = flow.call(id + "_right", top, taking(time, 30));
    var both = flow.call(id + "_both", Bind.<Long>all(List.of(left, right)), SUM);
    return flow.call(id + "_end", both, taking(time, 10));
  }

  @Test
  default void aDiamondTakesItsLongerSide() {
    var time = new VirtualTime();
    takes(80, time, plan((flow, n) -> diamond(flow, n, time, "d")));
  }

  @Test
  default void aDiamondInADiamondTakesTheLongestWayThroughBoth() {
    var time = new VirtualTime();
    takes(
        20 + 80 + 10,
        time,
        plan(
            (flow, n) -> {
              var top = flow.call("top", n, taking(time, 20));
              var left = diamond(flow, top, time, "inner");
              var right = flow.call("right", top, taking(time, 60));
              var both = flow.call("both", Bind.<Long>all(List.of(left, right)), SUM);
              return flow.call("end", both, taking(time, 10));
            }));
  }

  @Test
  default void branchesOfDifferentLengthDoNotWaitForEachOther() {
    var time = new VirtualTime();
    takes(
        50,
        time,
        plan(
            (flow, n) -> {
              var a = flow.call("a2", flow.call("a1", n, taking(time, 10)), taking(time, 40));
              var b = flow.call("b2", flow.call("b1", n, taking(time, 30)), taking(time, 10));
              return flow.call("sum", Bind.<Long>all(List.of(a, b)), SUM);
            }));
  }

  @Test
  default void aRouterInsideABranchWaitsOnlyForWhatItReads() {
    var time = new VirtualTime();
    takes(
        100 + 5,
        time,
        plan(
            (flow, n) -> {
              var facts = flow.call("facts", n, taking(time, 100));
              return flow.route("outer", flow.call("first", n, taking(time, 10)), PARITY)
                  .when("odd", branch -> inner(branch, n, facts, time))
                  .otherwise(branch -> n);
            }));
  }

  private static Ref<Long> inner(Flow branch, Ref<Long> n, Ref<Long> facts, VirtualTime time) {
    return branch
        .route("inner", branch.call("second", n, taking(time, 20)), PARITY)
        .when(
            "odd",
            deeper -> {
              var draft = deeper.call("draft", n, taking(time, 30));
              var both = deeper.call("both", Bind.<Long>all(List.of(draft, facts)), SUM);
              return deeper.call("end", both, taking(time, 5));
            })
        .otherwise(deeper -> n);
  }

  @Test
  default void aMapOfMapsTakesAsLongAsItsSlowestItem() {
    var time = new VirtualTime();
    takes(70, time, mapOfMaps(time, 10, 10));
  }

  @Test
  default void aMapOfMapsKeepsItsBounds() {
    var time = new VirtualTime();
    takes(10 + 20 + 30 + 50 + 60 + 70, time, mapOfMaps(time, 1, 1));
  }

  /** Items of 10, 20 and 30 ms, and of 50, 60 and 70. */
  private static Plan<Long> mapOfMaps(VirtualTime time, int outer, int inner) {
    var slow = taking(time, n -> n);
    return plan(
        (flow, n) -> {
          var sums =
              flow.<List<Long>, Long>each(
                  "outer",
                  Bind.value(List.of(List.of(10L, 20L, 30L), List.of(50L, 60L, 70L))),
                  outer,
                  (body, items) ->
                      body.call(
                          "sum",
                          body.<Long, Long>each(
                              "inner", items, inner, (item, ms) -> item.call("slow", ms, slow)),
                          SUM));
          return flow.call("all", sums, SUM);
        });
  }

  @Test
  default void eachStartsTheNextItemAsSoonAsOneEnds() {
    var time = new VirtualTime();
    var slow = taking(time, n -> n);
    takes(
        50,
        time,
        plan(
            (flow, n) ->
                flow.<Long, Long>each(
                    "all",
                    Bind.value(List.of(40L, 10L, 10L, 10L, 10L, 10L)),
                    2,
                    (body, ms) -> body.call("slow", ms, slow))));
  }

  @Test
  default void anAttemptThatTakesTooLongStallsAndIsStopped() {
    var time = new VirtualTime();
    var silent = Trials.scripted("silent").says(Reply.never());
    Plan<Long> plan =
        plan((flow, n) -> flow.call("ask", n, silent, Bind.within(Duration.ofMillis(50))));
    var run = on(time).start(plan, Trials.ONE, io.waybill.run.RunOptions.DEFAULT);
    time.pass(Duration.ofMillis(50));
    var thrown = Trials.failing(run);
    assertEquals(ErrorKind.STALLED, thrown.failure().kind());
    assertEquals(Duration.ofMillis(50), thrown.waybill().wall());
    assertEquals(1, silent.cancelled().size(), "the attempt goes on");
  }

  @Test
  default void backoffDoublesAndOnlyTheFirstAttemptOfAWorkIsMadeAtOnce() {
    var time = new VirtualTime();
    var busy = Reply.<Long>failed(ErrorKind.TRANSIENT, "busy");
    var flaky = Trials.scripted("flaky").says(busy, busy, busy, Reply.of(1L));
    takes(100 + 200 + 400, time, plan((flow, n) -> flow.call("ask", n, flaky, Bind.retry(3))));
  }

  @Test
  default void whatAModelSaysOfItsTimeStandsInItsPosting() {
    var time = new VirtualTime();
    var model =
        ScriptedModel.<Long>named("maker", "small")
            .at(new Pace(Duration.ofMillis(270), Duration.ofMillis(610), Duration.ofMillis(100)))
            .says(Speech.tokens("a", "b", "c"))
            .on(time.scheduler());
    Plan<String> plan =
        plan((flow, n) -> flow.call("ask", flow.call("first", n, taking(time, 20)), model));
    var posting = time.run(on(time), plan, Trials.ONE).waybill().ledger().postings().get(1);
    var millis = 1_000_000L;
    assertEquals(20 * millis, posting.ready());
    assertEquals(270 * millis, posting.parts().queue());
    assertEquals((610 + 200) * millis, posting.parts().service());
    assertEquals((20 + 270 + 610) * millis, posting.marks().first());
    assertTrue(posting.marks().last() <= posting.ended());
  }

  @Test
  default void aTimeoutCountsForEveryAttempt() {
    var time = new VirtualTime();
    var slow =
        Trials.scripted("slow").says(Reply.never(), Reply.of(7L).after(Duration.ofMillis(10)));
    Plan<Long> plan =
        plan(
            (flow, n) ->
                flow.call(
                    "ask",
                    n,
                    slow.on(time.scheduler()),
                    Policy.NONE
                        .within(Duration.ofMillis(50))
                        .retry(1)
                        .backoff(Duration.ofMillis(5))));
    takes(50 + 5 + 10, time, plan);
  }
}
