package io.waybill.estimate;

import static io.waybill.estimate.ModelsOnPaper.LARGE;
import static io.waybill.estimate.ModelsOnPaper.LARGE_COSTS;
import static io.waybill.estimate.ModelsOnPaper.book;
import static io.waybill.estimate.ModelsOnPaper.chat;
import static io.waybill.estimate.ModelsOnPaper.usual;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Flow;
import io.waybill.ledger.Fixed;
import io.waybill.plan.Plan;
import io.waybill.work.Work;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OwnMachinesTest {
  private static Plan<String> one(Work<String, String> model) {
    return Flow.plan(
        "one", flow -> flow.call("answer", flow.input("question", String.class), model));
  }

  @Test
  void whatIsUnderWayAtOnceIsHowManyComeTimesHowLongTheyStay() {
    var estimate =
        Estimator.with(book()).items("10/s").assuming(usual("answer")).apply(one(chat(LARGE)));
    assertEquals(15, estimate.made().inFlight().orElseThrow(), 1e-6);
    assertEquals(15, estimate.steps().get(0).inFlight().orElseThrow(), 1e-6);
    assertTrue(estimate.toString().contains("15.0 runs = 10.0 a second × 1.50 s (Little)"));
  }

  @Test
  void machinesAreAsManyAsAreBusySevenTenthsOfTheTime() {
    var estimate =
        Estimator.with(book())
            .items("10/s")
            .assuming(usual("answer"))
            .apply(one(ModelsOnPaper.inHouse("own", "gpu0")));
    var machines = estimate.machines().get(0);
    // 1.5 s on a machine that serves two at once
    assertEquals(0.75, machines.secondsPerItem(), 1e-6);
    var load = machines.load().orElseThrow();
    assertEquals(11, load.machines()); // 10 × 0.75 / 0.7 = 10.7
    assertEquals(1010, load.tokensPerSecond(), 1e-6);
    assertEquals(
        new BigDecimal("3.60")
            .multiply(new BigDecimal("730.5"))
            .multiply(BigDecimal.valueOf(11))
            .doubleValue(),
        load.perMonth().orElseThrow().doubleValue(),
        1e-6);
    assertEquals(0.75 * 3.60 / 3600, estimate.costs().likely().nanoUsd() / 1e12, 1e-9);
  }

  /** Each of two calls at once saw all of the time, and was charged for half of it. */
  @Test
  void whatWasChargedOfAMachineIsWhatRunsAreExpectedToCost() {
    var runs =
        IntStream.range(0, 20)
            .mapToObj(run -> new Kept("one", run).inHouse("answer", "own", 2000, 500).end())
            .toList();
    var estimate =
        Estimator.with(book()).from(runs).apply(one(ModelsOnPaper.inHouse("own", "gpu0")));
    assertEquals(0.5, estimate.machines().get(0).secondsPerItem(), 1e-6);
    assertEquals(0.5 * 3.60 / 3600, estimate.costs().likely().nanoUsd() / 1e12, 1e-9);
  }

  @Test
  void aMachineIsCheaperFromAsManyItemsADayAsItCostsByTheToken() {
    var fast = usual("answer").withPool("gpu0", 1000);
    var estimate = Estimator.with(book()).assuming(fast).apply(one(chat(LARGE)));
    var choice = estimate.makeOrBuy().get(0);
    assertEquals(86.4, choice.perDay().doubleValue(), 1e-9);
    assertEquals(LARGE_COSTS, choice.perItem().doubleValue(), 1e-9);
    assertEquals(86.4 / LARGE_COSTS, choice.from().orElseThrow(), 1e-3);
    assertEquals(0.7 * 86_400 * 1000 / 101, choice.itemsPerDay().orElseThrow(), 1e-3);
  }

  @Test
  void whatIsFixedCountsAndMachinesAreWhole() {
    var rent = new Fixed("server-room", BigDecimal.ZERO, new BigDecimal("30437.5"), "");
    var slow = usual("answer").withPool("gpu0", 500);
    var estimate = Estimator.with(book(rent)).assuming(slow).apply(one(chat(LARGE)));
    var choice = estimate.makeOrBuy().get(0);
    double most = 0.7 * 86_400 * 500 / 101;
    double machines = Math.ceil(1000 / (most * LARGE_COSTS - 86.4));
    assertEquals((machines * 86.4 + 1000) / LARGE_COSTS, choice.from().orElseThrow(), 1e-2);
    assertTrue(machines > 1);
  }

  @Test
  void aMachineThatIsTooSlowIsNeverCheaper() {
    var slow = usual("answer").withPool("gpu0", 10);
    var estimate = Estimator.with(book()).assuming(slow).apply(one(chat(LARGE)));
    assertTrue(estimate.makeOrBuy().get(0).from().isEmpty());
    assertTrue(estimate.toString().contains("never cheaper: a machine does 5,988 items a day"));
  }

  @Test
  void ofAMachineThatNobodyKnowsNothingIsSaid() {
    var estimate = Estimator.with(book()).assuming(usual("answer")).apply(one(chat(LARGE)));
    assertEquals(List.of(), estimate.makeOrBuy());
  }
}
