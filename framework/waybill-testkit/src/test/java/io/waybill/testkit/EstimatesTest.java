package io.waybill.testkit;

import static io.waybill.testkit.Estimates.assertThat;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Flow;
import io.waybill.estimate.Assumptions;
import io.waybill.estimate.Estimate;
import io.waybill.estimate.Estimator;
import io.waybill.estimate.Speed;
import io.waybill.estimate.Spread;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EstimatesTest {
  private static final PriceBook BOOK =
      PriceBook.of(Map.of("m-1", Price.Rate.of("1", "10")), Map.of(), Optional.empty());

  /** 100 tokens at 100 a second after half a second: $0.00101 and more for what is read. */
  private static final Assumptions KNOWN =
      Assumptions.NONE
          .withStep(
              "draft",
              Assumptions.OfStep.NONE
                  .withTokensIn(Spread.exactly(10))
                  .withTokensOut(Spread.exactly(101)))
          .withModel("m-1", Speed.of(ofMillis(500), 100));

  private static final String WRITTEN =
      """
      assertThat(desk.estimate(Estimator.with(prices).assuming(said)))
          .p95Below(ofSeconds(6))
          .costPer1kBelow("1.50");
      """;

  private final ScriptedModel<String> model = ScriptedModel.named("acme", "m-1");
  private final Plan<String> plan =
      Flow.plan("one", flow -> flow.call("draft", flow.input("topic", String.class), model));

  private Estimate estimate(PriceBook prices) {
    return plan.estimate(Estimator.with(prices).assuming(KNOWN));
  }

  @Test
  void whatKeepsToItsLimitsPasses() {
    assertThat(estimate(BOOK))
        .priced()
        .p50Below(ofMillis(1501))
        .p95Below(ofMillis(1501))
        .costPer1kBelow("1.03");
    assertEquals(0, model.asked().size());
  }

  @Test
  void whatDoesNotShowsTheEstimateAndWhatDominates() {
    var said = Assumptions.OfStep.NONE.withTokensOut(Spread.of(100, 400));
    var varied = plan.estimate(Estimator.with(BOOK).assuming(KNOWN.withStep("draft", said)));
    var slow = assertThrows(AssertionError.class, () -> assertThat(varied).p95Below(ofSeconds(1)));
    var text = String.valueOf(slow.getMessage());
    assertTrue(text.startsWith("p95 is PT"), text);
    assertTrue(text.contains(", not below PT1S\n\nestimate of one: "), text);
    assertTrue(text.contains("\n draft "), text);
    assertTrue(text.contains("\n tokens out of draft "), text);
  }

  @Test
  void whatCostsTooMuchSaysWhatItCosts() {
    var dear =
        assertThrows(AssertionError.class, () -> assertThat(estimate(BOOK)).costPer1kBelow("1.02"));
    assertTrue(
        dear.getMessage().startsWith("1,000 runs cost $1.02 likely, not below $1.02\n"),
        dear.getMessage());
    assertThrows(AssertionError.class, () -> assertThat(estimate(BOOK)).costPer1kAtMost("40.9"));
  }

  @Test
  void whatHasNoPriceKeepsToNoLimit() {
    var unknown =
        assertThrows(
            AssertionError.class,
            () -> assertThat(estimate(PriceBook.EMPTY)).costPer1kBelow("1000000"));
    assertTrue(
        unknown.getMessage().startsWith("there is no price for draft (m-1)\n"),
        unknown.getMessage());
  }

  @Test
  void theGuideShowsHowItIsWritten() throws IOException {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("LICENSE"))) {
      folder = folder.getParent();
    }
    var guide = Files.readString(folder.resolve("docs/guide/estimate.md"));
    assertTrue(guide.contains(WRITTEN));
    var prices = BOOK;
    var said = KNOWN;
    var desk = plan;
    assertThat(desk.estimate(Estimator.with(prices).assuming(said)))
        .p95Below(ofSeconds(6))
        .costPer1kBelow("1.50");
  }
}
