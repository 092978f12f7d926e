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

import io.waybill.dsl.Bind;
import io.waybill.dsl.Flow;
import io.waybill.plan.Plan;
import io.waybill.plan.Ref;
import io.waybill.run.Engine;
import io.waybill.run.RunOptions;
import io.waybill.testkit.EngineContract.Setting;
import io.waybill.work.Choice;
import io.waybill.work.ErrorKind;
import io.waybill.work.Failure;
import io.waybill.work.Money;
import io.waybill.work.Work;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is put in the place of a failure. */
interface EngineRescues {
  Engine engine(Setting setting);

  private Engine priced() {
    return engine(Setting.plain().prices(PRICES));
  }

  private static Work<Long, Long> refusing() {
    return scripted("refusing").says(Reply.<Long>failed(ErrorKind.REFUSED, "no").using(THOUSAND));
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
        scripted("no_twos")
            .when(2L, Reply.failed(ErrorKind.INVALID, "two"))
            .by((n, c) -> Reply.of(n));
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
}
