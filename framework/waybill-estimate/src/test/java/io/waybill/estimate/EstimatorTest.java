package io.waybill.estimate;

import static io.waybill.dsl.Bind.sentences;
import static io.waybill.dsl.Bind.text;
import static io.waybill.dsl.Bind.within;
import static io.waybill.estimate.ModelsOnPaper.LARGE;
import static io.waybill.estimate.ModelsOnPaper.LARGE_COSTS;
import static io.waybill.estimate.ModelsOnPaper.SMALL;
import static io.waybill.estimate.ModelsOnPaper.SMALL_COSTS;
import static io.waybill.estimate.ModelsOnPaper.USUAL;
import static io.waybill.estimate.ModelsOnPaper.book;
import static io.waybill.estimate.ModelsOnPaper.chat;
import static io.waybill.estimate.ModelsOnPaper.usual;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Flow;
import io.waybill.ledger.PriceBook;
import io.waybill.plan.Plan;
import io.waybill.plan.Policy;
import io.waybill.plan.Ref;
import io.waybill.work.Work;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EstimatorTest {
  private static final double EXACT = 1e-6;

  /** Of what is drawn by shares. */
  private static final double DRAWN = 0.02;

  private static Estimate of(Plan<?> plan, Assumptions assumptions) {
    return Estimator.with(book()).assuming(assumptions).apply(plan);
  }

  private static double p50(Estimate estimate) {
    return estimate.latency().p50().toNanos() / 1e9;
  }

  private static double cost(Estimate estimate) {
    return estimate.costs().likely().nanoUsd() / 1e12;
  }

  private static Estimate.OfStep step(Estimate estimate, String path) {
    return estimate.steps().stream()
        .filter(step -> step.path().equals(path))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + path + " in\n" + estimate));
  }

  private static Plan<String> forked() {
    return Flow.plan(
        "forked",
        flow -> {
          var topic = flow.input("topic", String.class);
          var draft = flow.call("draft", topic, chat(LARGE));
          var other = flow.call("other", topic, chat(SMALL));
          return flow.call("merge", text("{} {}", draft, other), chat(SMALL));
        });
  }

  @Test
  void stepsBesideEachOtherTakeAsLongAsTheLongest() {
    var longer =
        usual("draft", "other", "merge")
            .withStep("draft", USUAL.withTokensOut(Spread.exactly(301)));
    var estimate = of(forked(), longer);
    assertEquals(3.5 + 1.5, p50(estimate), EXACT);
    assertEquals(LARGE_COSTS + 0.0016 + 2 * SMALL_COSTS, cost(estimate), EXACT);
    assertEquals(0.7, step(estimate, "draft").critical(), EXACT);
    assertEquals(0, step(estimate, "other").critical(), EXACT);
    assertEquals(0.3, step(estimate, "merge").critical(), EXACT);
  }

  @Test
  void aMapGoesThroughSoManyItemsAtOnce() {
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
                  "items", list, 2, (b, item) -> b.call("one", text("{}", item), chat(SMALL)));
            });
    var five =
        usual("one").withStep("items", Assumptions.OfStep.NONE.withRounds(Spread.exactly(5)));
    var estimate = of(plan, five);
    assertEquals(3 * 1.5, p50(estimate), EXACT);
    assertEquals(5 * SMALL_COSTS, cost(estimate), EXACT);
    assertEquals(5, step(estimate, "items/one").times(), EXACT);
  }

  @Test
  void aLoopTakesItsTurnsOneAfterTheOther() {
    Plan<String> plan =
        Flow.plan(
            "loop",
            flow ->
                flow.loop(
                    "polish",
                    flow.input("text", String.class),
                    9,
                    (b, text) -> b.call("turn", text, ModelsOnPaper.turning(SMALL))));
    var three =
        usual("turn").withStep("polish", Assumptions.OfStep.NONE.withRounds(Spread.exactly(3)));
    assertEquals(4.5, p50(of(plan, three)), EXACT);
    assertEquals(3 * SMALL_COSTS, cost(of(plan, three)), EXACT);
  }

  private static Plan<String> routed() {
    return Flow.plan(
        "routed",
        flow -> {
          var ticket = flow.input("ticket", String.class);
          return flow.route("kind", ticket, ModelsOnPaper.router("hard", "easy"))
              .when("hard", b -> b.call("think", ticket, chat(LARGE)))
              .when("easy", b -> b.call("quick", ticket, chat(SMALL)))
              .otherwise(b -> ticket);
        });
  }

  @Test
  void aBranchIsPaidForAsOftenAsItIsTaken() {
    var shares = Assumptions.OfStep.NONE.withBranches(Map.of("hard", 0.25, "easy", 0.75));
    var estimate = of(routed(), usual("think", "quick").withStep("kind", shares));
    assertEquals(0.25, step(estimate, "kind:hard/think").times(), DRAWN);
    assertEquals(0.75, step(estimate, "kind:easy/quick").times(), DRAWN);
    double likely = 0.25 * LARGE_COSTS + 0.75 * SMALL_COSTS;
    assertEquals(1, cost(estimate) / likely, DRAWN);
  }

  @Test
  void branchesOfWhichNobodyKnowsAreTakenEquallyOftenAndThatIsSaid() {
    var estimate = of(routed(), usual("think", "quick"));
    assertEquals(1 / 3.0, step(estimate, "kind:hard/think").times(), DRAWN);
    assertTrue(
        estimate.swings().stream()
            .anyMatch(
                swing ->
                    swing.assumption().equals("share of hard in kind")
                        && swing.grounds().equals(Grounds.ASSUMED)),
        estimate.toString());
  }

  @Test
  void aRaceIsOverWithItsFirstAndItsLosersArePaidUntilThen() {
    Plan<String> plan =
        Flow.plan(
            "race",
            flow -> {
              var question = flow.input("question", String.class);
              return flow.race("answer")
                  .run("slow", b -> b.call("slow", question, chat(LARGE)))
                  .run("fast", b -> b.call("fast", question, chat(SMALL)))
                  .first();
            });
    var estimate =
        of(plan, usual("slow", "fast").withStep("slow", USUAL.withTokensOut(Spread.exactly(251))));
    assertEquals(1.5, p50(estimate), EXACT);
    // half of its 3 s: all that it read, and half of what it would have written
    assertEquals(0.0002 + 0.001004 + SMALL_COSTS, cost(estimate), EXACT);
  }

  @Test
  void aRescueIsPaidForAsOftenAsItsStepFails() {
    Plan<String> plan =
        Flow.plan(
            "rescued",
            flow -> {
              var question = flow.input("question", String.class);
              var answer = flow.call("answer", question, chat(LARGE));
              flow.rescue(answer, (b, failure) -> b.call("sorry", question, chat(SMALL)));
              return answer;
            });
    var estimate = of(plan, usual("sorry").withStep("answer", USUAL.withFailing(0.2)));
    assertEquals(0.2, step(estimate, "answer!otherwise/sorry").times(), DRAWN);
    assertEquals(0, estimate.made().failing());
    assertEquals(3.0, estimate.latency().p95().toNanos() / 1e9, EXACT);
  }

  @Test
  void retriesFallbacksAndTimeoutsTakeTheirTimeAndTheirMoney() {
    Plan<String> plan =
        Flow.plan(
            "careful",
            flow ->
                flow.call(
                    "answer",
                    flow.input("question", String.class),
                    chat(LARGE),
                    within(ofSeconds(1)).orElse(chat(SMALL))));
    var slow = usual("answer").withModel(SMALL, Speed.of(ofMillis(100), 1000));
    var estimate = of(plan, slow);
    assertEquals(1 + 0.2, p50(estimate), EXACT);
    assertEquals(0.0002 + 0.000808 / 1.5 + SMALL_COSTS, cost(estimate), EXACT);
    Plan<String> again =
        Flow.plan(
            "again",
            flow ->
                flow.call(
                    "answer",
                    flow.input("question", String.class),
                    chat(LARGE),
                    Policy.NONE.retry(1)));
    var fails = of(again, usual().withStep("answer", USUAL.withFailing(0.5)));
    assertEquals(1.5 * LARGE_COSTS, cost(fails), 1.5 * LARGE_COSTS * DRAWN);
    assertEquals(0.25, fails.made().failing(), DRAWN);
  }

  @Test
  void aHedgeIsPaidForOnlyIfTheFirstIsLate() {
    var hedged = Policy.NONE.hedged(new Policy.Hedge(ofMillis(400)));
    Plan<String> plan =
        Flow.plan(
            "hedged",
            flow -> flow.call("answer", flow.input("question", String.class), chat(LARGE), hedged));
    var estimate = of(plan, usual("answer"));
    assertEquals(1.5, p50(estimate), EXACT);
    // the other has had a tenth of a second of its 1.5 when the first is heard
    assertEquals(LARGE_COSTS + 0.0002 + 0.000808 / 15, cost(estimate), EXACT);
  }

  @Test
  void whatGoesThroughPiecesBeginsWithTheFirst() {
    Plan<List<String>> plan =
        Flow.plan(
            "overlap",
            flow -> {
              var draft = flow.call("draft", flow.input("topic", String.class), chat(LARGE));
              return flow.each(
                  "said",
                  sentences(draft),
                  4,
                  (b, sentence) -> b.call("say", sentence, chat(SMALL)));
            });
    var four =
        usual("draft")
            .withStep("say", USUAL.withTokensOut(Spread.exactly(1)))
            .withStep("said", Assumptions.OfStep.NONE.withRounds(Spread.exactly(4)));
    assertEquals(1.5 + 0.5, p50(of(plan, four)), EXACT);
    var long4 = four.withStep("say", USUAL.withSeconds(Spread.exactly(2)));
    // the last piece is there at 1.5 s, the first at 0.75 s
    assertEquals(1.5 + 2, p50(of(plan, long4)), EXACT);
    var one = four.withStep("said", Assumptions.OfStep.NONE.withRounds(Spread.exactly(1)));
    assertEquals(1.5 + 0.5, p50(of(plan, one)), EXACT);
  }

  @Test
  void whatHasNoPriceIsNamedAndIsNotFree() {
    Plan<String> plan =
        Flow.plan(
            "unknown",
            flow -> {
              var found =
                  flow.call("look", flow.input("topic", String.class), ModelsOnPaper.stranger());
              return flow.call("answer", found, chat(SMALL));
            });
    var estimate = of(plan, usual("answer"));
    assertEquals(List.of("look (elsewhere)"), estimate.costs().unpriced());
    assertEquals(0.5, estimate.costs().coverage());
    assertTrue(estimate.costs().high().isEmpty());
    assertTrue(estimate.toString().contains("50.0 % of calls have no price: look (elsewhere)"));
    var nothing = Estimator.with(PriceBook.EMPTY).assuming(usual("answer")).apply(plan);
    assertEquals(0, nothing.costs().coverage());
    assertTrue(nothing.toString().contains("1,000 runs cost unpriced"), nothing.toString());
  }

  @Test
  void theHighCostIsWhatABudgetWouldHold() {
    var estimate = of(forked(), usual("draft", "other", "merge"));
    // four bytes for each of 100 tokens and 160 around them, and 500 tokens out
    double draft = 560 * 2e-6 + 500 * 8e-6;
    double small = 560 * 0.1e-6 + 500 * 0.4e-6;
    assertEquals(draft + 2 * small, estimate.costs().high().orElseThrow().nanoUsd() / 1e12, EXACT);
  }

  @Test
  void theSameSeedGivesTheSameEstimateAndAnotherOneNearlyIt() {
    var estimator = Estimator.with(book()).at(Instant.EPOCH);
    assertEquals(estimator.apply(forked()), estimator.apply(forked()));
    var other = estimator.seed(2).apply(forked());
    assertNotEquals(estimator.apply(forked()).latency(), other.latency());
    assertEquals(1, p50(other) / p50(estimator.apply(forked())), DRAWN);
  }

  @Test
  void whatIsAssumedOfNothingThatThereIsIsSaidAllAtOnce() {
    var wrong =
        Assumptions.NONE
            .withInput("tiket", Spread.exactly(1))
            .withStep("thnk", USUAL)
            .withStep("kind", Assumptions.OfStep.NONE.withBranches(Map.of("heavy", 0.5)));
    var refused = assertThrows(IllegalArgumentException.class, () -> of(routed(), wrong));
    assertEquals(
        """
        inputs.tiket: there is no such input. Did you mean 'ticket'? Known: ticket.
        steps.thnk: there is no such step. Did you mean 'think'? Known: kind, think, quick.
        steps.kind.branches.heavy: there is no such branch. Known: hard, easy, otherwise.""",
        refused.getMessage());
  }

  @Test
  void aPlanOfTwentyModelsIsEstimatedWhileSomebodyWaits() {
    Plan<String> plan =
        Flow.plan(
            "twenty",
            flow -> {
              var value = flow.<String>input("topic", String.class);
              Ref<String> last = value;
              for (int i = 0; i < 20; i++) {
                last = flow.call("step" + i, last, chat(i % 2 == 0 ? LARGE : SMALL));
              }
              return last;
            });
    assertTimeout(ofSeconds(20), () -> of(plan, Assumptions.NONE));
  }

  @Test
  void pureWorkTakesNoTimeAndCostsNothing() {
    Plan<String> plan =
        Flow.plan(
            "pure",
            flow ->
                flow.call(
                    "strip",
                    flow.input("text", String.class),
                    Work.instant("strip", String::strip)));
    var estimate = of(plan, Assumptions.NONE);
    assertEquals(0, p50(estimate));
    assertEquals(0, cost(estimate));
    assertEquals(1, estimate.costs().coverage());
  }
}
