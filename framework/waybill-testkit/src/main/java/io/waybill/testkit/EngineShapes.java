package io.waybill.testkit;

import static io.waybill.testkit.Trials.COUNT;
import static io.waybill.testkit.Trials.INCREMENT;
import static io.waybill.testkit.Trials.PARITY;
import static io.waybill.testkit.Trials.SUM;
import static io.waybill.testkit.Trials.plan;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.waybill.dsl.Bind;
import io.waybill.dsl.Flow;
import io.waybill.plan.Plan;
import io.waybill.plan.Ref;
import io.waybill.run.Engine;
import io.waybill.testkit.EngineContract.Setting;
import io.waybill.work.Choice;
import io.waybill.work.Outcome;
import io.waybill.work.Turn;
import io.waybill.work.Work;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The values of plans of every shape. */
interface EngineShapes {
  /** A text and a number. */
  record Draft(String text, Long stars) {}

  Engine engine(Setting setting);

  private <O> O valueOf(Plan<O> plan, long n) {
    return engine(Setting.plain()).run(plan, Map.of("n", n)).value();
  }

  @Test
  default void aCallGivesWhatItsWorkSays() {
    Plan<Long> plan = plan((flow, n) -> flow.call("a", n, INCREMENT));
    assertEquals(2L, valueOf(plan, 1));
  }

  @Test
  default void aChainOfAHundredThousandStepsEnds() {
    Plan<Long> plan =
        plan(
            (flow, n) -> {
              Ref<Long> last = n;
              for (int i = 0; i < 100_000; i++) {
                last = flow.call("s" + i, last, INCREMENT);
              }
              return last;
            });
    assertEquals(100_000L, valueOf(plan, 0));
  }

  @Test
  default void aHundredThousandAnswersInsideTheirSubscriptionDoNotOverflow() {
    Work<Long, Long> hidden =
        Trials.named("hidden", (n, call) -> Mono.just(Outcome.of(n + 1)).hide());
    Plan<List<Long>> plan =
        plan(
            (flow, n) ->
                flow.each(
                    "all",
                    flow.call("items", n, COUNT),
                    1,
                    (body, item) -> body.call("one", item, hidden)));
    assertEquals(100_000, valueOf(plan, 100_000).size());
  }

  @Test
  default void answersFromManyThreadsAllArrive() {
    Work<Long, Long> elsewhere =
        Trials.named(
            "elsewhere", (n, call) -> Mono.just(Outcome.of(n)).subscribeOn(Schedulers.parallel()));
    Plan<Long> plan =
        plan(
            (flow, n) ->
                flow.call(
                    "sum",
                    flow.<Long, Long>each(
                        "all",
                        flow.call("items", n, COUNT),
                        64,
                        (body, item) ->
                            body.call("two", body.call("one", item, elsewhere), elsewhere)),
                    SUM));
    assertEquals(499_500L, valueOf(plan, 1000));
  }

  @Test
  default void bindingsMakeTextsRecordsAndLists() {
    Plan<Draft> plan =
        plan(
            (flow, n) -> {
              var line =
                  flow.call(
                      "line",
                      Bind.text("{} and {}", n, n),
                      Work.<String, String>instant("mark", text -> text + "!"));
              return flow.call(
                  "draft",
                  Bind.join(Draft.class, line, n),
                  Work.<Draft, Draft>instant("same", draft -> draft));
            });
    assertEquals(new Draft("7 and 7!", 7L), valueOf(plan, 7));
  }

  @Test
  default void onlyTheChosenBranchRuns() {
    var odd = Trials.scripted("odd").answers(1L);
    Plan<Long> plan =
        plan(
            (flow, n) ->
                flow.route("parity", n, PARITY)
                    .when(
                        "even", branch -> branch.call("twice", Bind.<Long>all(List.of(n, n)), SUM))
                    .when("odd", branch -> branch.call("odd", n, odd))
                    .otherwise(branch -> n));
    assertEquals(8L, valueOf(plan, 4));
    assertEquals(List.of(), odd.asked());
    assertEquals(1L, valueOf(plan, 3));
  }

  @Test
  default void whoAbstainsOrNamesNoBranchGetsOtherwise() {
    for (var label : List.of(Choice.OTHERWISE, "nowhere")) {
      var router = ScriptedWork.<Long, Choice>named("router").answers(Choice.of(label));
      Plan<Long> plan =
          plan(
              (flow, n) ->
                  flow.route("which", n, router)
                      .when("a", branch -> n)
                      .otherwise(branch -> branch.call("last", n, INCREMENT)));
      assertEquals(6L, valueOf(plan, 5), label);
    }
  }

  @Test
  default void aDecisionCanBeReadLikeAnyValue() {
    Plan<String> plan =
        plan(
            (flow, n) -> {
              var route =
                  flow.route("parity", n, PARITY).when("odd", branch -> n).otherwise(branch -> n);
              return flow.call(
                  "label",
                  flow.decision(route),
                  Work.<Choice, String>instant("label", Choice::label));
            });
    assertEquals("odd", valueOf(plan, 3));
  }

  @Test
  default void eachGivesItsResultsInTheOrderOfItsItems() {
    Plan<List<Long>> plan =
        plan(
            (flow, n) ->
                flow.each(
                    "all",
                    flow.call("items", n, COUNT),
                    3,
                    (body, item) -> body.call("sum", Bind.<Long>all(List.of(item, n)), SUM)));
    assertEquals(LongStream.range(10, 20).boxed().toList(), valueOf(plan, 10));
    assertEquals(List.of(), valueOf(plan, 0));
  }

  @Test
  default void aLoopEndsWhenItIsDoneOrAtItsBound() {
    Work<Long, Turn<Long>> toTen =
        Work.instant("to_ten", n -> n + 1 >= 10 ? new Turn.Done<>(n + 1) : new Turn.Again<>(n + 1));
    Plan<Long> plan =
        plan((flow, n) -> flow.loop("up", n, 5, (body, turn) -> body.call("inc", turn, toTen)));
    assertEquals(10L, valueOf(plan, 7));
    assertEquals(5L, valueOf(plan, 0));
  }

  @Test
  default void aSubRunsItsPlanUnderItsOwnPath() {
    var inner =
        Flow.plan(
            "inner",
            flow ->
                flow.call("b", flow.call("a", flow.input("x", Long.class), INCREMENT), INCREMENT));
    Plan<Long> plan = plan((flow, n) -> flow.sub("sub", n, inner));
    var result = engine(Setting.plain()).run(plan, Trials.ONE);
    assertEquals(3L, result.value());
    assertEquals(
        List.of("sub/a#1 USED", "sub/b#1 USED"),
        Trials.fates(result.waybill().ledger().postings()));
  }

  @Test
  default void pathsNameBranchesTurnsAndItems() {
    var seen = Trials.scripted("seen").by((n, call) -> Reply.of(n));
    Work<Long, Turn<Long>> again = Work.instant("again", Turn.Again::new);
    Plan<List<Long>> plan =
        plan(
            (flow, n) ->
                flow.each(
                    "all",
                    Bind.<Long>all(List.of(n)),
                    1,
                    (body, item) ->
                        body.loop(
                            "again",
                            item,
                            2,
                            (round, turn) ->
                                round.call(
                                    "go",
                                    round
                                        .route("way", turn, PARITY)
                                        .when("odd", branch -> branch.call("seen", turn, seen))
                                        .otherwise(branch -> turn),
                                    again))));
    valueOf(plan, 1);
    assertEquals(
        List.of("all[0]/again[0]/way:odd/seen", "all[0]/again[1]/way:odd/seen"),
        Trials.paths(seen.asked()));
  }

  @Test
  default void aBranchGetsWhatItCapturesWhenItComesToBe() {
    var time = new VirtualTime();
    var facts = Trials.taking(time, 50);
    var early = Trials.taking(time, 10);
    Plan<Long> plan =
        plan(
            (flow, n) -> {
              var known = flow.call("facts", n, facts);
              return flow.route("parity", n, PARITY)
                  .when(
                      "odd",
                      branch ->
                          branch.call(
                              "sum",
                              Bind.<Long>all(List.of(branch.call("early", n, early), known)),
                              SUM))
                  .otherwise(branch -> n);
            });
    var result = time.run(engine(Setting.plain().clock(time.clock())), plan, Trials.ONE);
    assertEquals(2L, result.value());
    assertEquals(50, result.waybill().wall().toMillis(), "the branch waited before it had to");
  }
}
