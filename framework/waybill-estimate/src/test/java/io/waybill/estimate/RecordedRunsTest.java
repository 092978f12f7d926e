package io.waybill.estimate;

import static io.waybill.dsl.Bind.text;
import static io.waybill.estimate.ModelsOnPaper.LARGE;
import static io.waybill.estimate.ModelsOnPaper.SMALL;
import static io.waybill.estimate.ModelsOnPaper.book;
import static io.waybill.estimate.ModelsOnPaper.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Flow;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.work.Work;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordedRunsTest {
  private static final double DRAWN = 0.03;

  private static Plan<String> chain(String first, String second) {
    return Flow.plan(
        "chain",
        flow -> {
          var draft = flow.call("draft", flow.input("topic", String.class), chat(first));
          return flow.call("polish", draft, chat(second));
        });
  }

  /** Long topics make long drafts and long polishing: 50 or 350 tokens each. */
  private static List<Waybill> chains(int runs) {
    return IntStream.range(0, runs)
        .mapToObj(
            run -> {
              long tokens = run % 2 == 0 ? 51 : 351;
              return new Kept("chain", run)
                  .call("draft", LARGE, tokens, tokens, 1000, 20)
                  .call("polish", SMALL, tokens, tokens, 200, 4)
                  .end();
            })
        .toList();
  }

  private static double p95(Estimate estimate) {
    return estimate.latency().p95().toNanos() / 1e9;
  }

  @Test
  void aPlanAsItWasRecordedTakesAndCostsWhatItsRunsDid() {
    var estimate = Estimator.with(book()).from(chains(100)).apply(chain(LARGE, SMALL));
    assertEquals(9.6, p95(estimate), 1e-6);
    assertEquals((2.4 + 9.6) / 2, estimate.latency().mean().toNanos() / 1e9, 6 * DRAWN);
    double tokens = 201;
    double expected = tokens * (2 + 8 + 0.1 + 0.4) * 1e-6;
    assertEquals(1, estimate.costs().likely().nanoUsd() / 1e12 / expected, DRAWN);
    assertEquals("recorded (100 runs)", estimate.steps().get(0).grounds().toString());
  }

  @Test
  void whatBelongsTogetherInARunStaysTogether() {
    var estimate = Estimator.with(book()).from(chains(100)).apply(chain(LARGE, SMALL));
    // were lengths drawn step by step, half of all runs would be neither 2.4 nor 9.6 s
    assertTrue(
        List.of(2400L, 9600L).contains(estimate.latency().p50().toMillis()), estimate.toString());
  }

  @Test
  void aModelThatWasChangedIsAsFastAsItWasAtOtherSteps() {
    var estimate = Estimator.with(book()).from(chains(100)).apply(chain(SMALL, SMALL));
    assertEquals(2 * (0.2 + 350 * 0.004), p95(estimate), 1e-6);
    double expected = 2 * 201 * (0.1 + 0.4) * 1e-6;
    assertEquals(1, estimate.costs().likely().nanoUsd() / 1e12 / expected, DRAWN);
  }

  @Test
  void aModelThatNobodySawIsAsFastAsIsAssumedAndThatIsSaid() {
    var estimate = Estimator.with(book()).from(chains(100)).apply(chain("new", SMALL));
    assertEquals(Grounds.ASSUMED, estimate.steps().get(0).grounds());
    assertEquals(List.of("draft (new)"), estimate.costs().unpriced());
    assertTrue(
        estimate.swings().stream().anyMatch(swing -> swing.assumption().equals("time of new")),
        estimate.toString());
    var told =
        Estimator.with(book())
            .from(chains(100))
            .assuming(Assumptions.NONE.withModel("new", Speed.of(Duration.ofMillis(100), 500)))
            .apply(chain("new", SMALL));
    assertEquals(0.1 + 0.7 + 0.2 + 1.4, p95(told), 1e-6);
    assertEquals(Grounds.DECLARED, told.steps().get(0).grounds());
  }

  @Test
  void aBranchThatWasNeverTakenMayYetBe() {
    Plan<String> plan =
        Flow.plan(
            "routed",
            flow -> {
              var ticket = flow.input("ticket", String.class);
              return flow.route("kind", ticket, ModelsOnPaper.router("hard", "easy"))
                  .when("hard", b -> b.call("think", ticket, chat(LARGE)))
                  .when("easy", b -> b.call("quick", ticket, chat(SMALL)))
                  .otherwise(b -> ticket);
            });
    var runs =
        IntStream.range(0, 24)
            .mapToObj(
                run ->
                    new Kept("routed", run)
                        .route("kind", "easy")
                        .call("kind:easy/quick", SMALL, 10, 11, 100, 10)
                        .end())
            .toList();
    var estimate = Estimator.with(book()).from(runs).apply(plan);
    // half a run more for each of three branches: 24.5, 0.5 and 0.5 of 25.5
    assertEquals(24.5 / 25.5, times(estimate, "kind:easy/quick"), 0.01);
    assertEquals(0.5 / 25.5, times(estimate, "kind:hard/think"), 0.01);
  }

  private static double times(Estimate estimate, String path) {
    return estimate.steps().stream()
        .filter(step -> step.path().equals(path))
        .findFirst()
        .orElseThrow()
        .times();
  }

  @Test
  void itemsAreAsManyAsTheyWere() {
    Plan<List<String>> plan =
        Flow.plan(
            "map",
            flow -> {
              var list =
                  flow.call(
                      "list",
                      flow.input("topic", String.class),
                      Work.instant("list", (String topic) -> List.of(topic)));
              return flow.each(
                  "items", list, 1, (b, item) -> b.call("one", text("{}", item), chat(SMALL)));
            });
    var runs =
        IntStream.range(0, 40)
            .mapToObj(
                run -> {
                  var kept = new Kept("map", run);
                  for (int item = 0; item < (run % 2 == 0 ? 1 : 3); item++) {
                    kept.call("items[" + item + "]/one", SMALL, 10, 11, 100, 10);
                  }
                  return kept.end();
                })
            .toList();
    var estimate = Estimator.with(book()).from(runs).apply(plan);
    assertEquals(2, times(estimate, "items/one"), 2 * DRAWN);
    assertEquals(0.6, p95(estimate), 1e-6);
  }

  @Test
  void aStepFailsAsOftenAsItDid() {
    var runs =
        IntStream.range(0, 100)
            .mapToObj(
                run ->
                    run % 4 == 0
                        ? new Kept("chain", run).failed("draft", LARGE, 700).end()
                        : chains(1).get(0))
            .toList();
    var estimate = Estimator.with(book()).from(runs).apply(chain(LARGE, SMALL));
    assertEquals(0.25, estimate.made().failing(), 0.02);
    assertTrue(estimate.toString().contains(" fail\n"), estimate.toString());
  }

  @Test
  void runsOfAnotherPlanOnlyTellHowFastModelsAre() {
    Plan<String> other =
        Flow.plan(
            "other",
            flow -> flow.call("answer", flow.input("question", String.class), chat(SMALL)));
    var estimate =
        Estimator.with(book())
            .from(chains(10))
            .assuming(
                Assumptions.NONE.withStep(
                    "answer", Assumptions.OfStep.NONE.withTokensOut(Spread.exactly(101))))
            .apply(other);
    assertEquals(0, estimate.made().runs());
    assertEquals(0.2 + 0.4, p95(estimate), 1e-6);
  }
}
