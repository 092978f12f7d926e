package io.waybill.estimate;

import static io.waybill.dsl.Bind.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Flow;
import io.waybill.plan.Plan;
import org.junit.jupiter.api.Test;

class EstimatorTest {
  private static Plan<String> chain() {
    return Flow.plan(
        "chain",
        flow -> {
          var question = flow.input("question", String.class);
          var draft =
              flow.call(
                  "draft", text("Answer this: {}", question), ModelsOnPaper.chat("large", 500));
          var other =
              flow.call(
                  "other", text("Answer that: {}", question), ModelsOnPaper.chat("small", 500));
          return flow.call("merge", text("{} {}", draft, other), ModelsOnPaper.chat("small", 500));
        });
  }

  @Test
  void itPrints() {
    long t = System.nanoTime();
    var e =
        chain()
            .estimate(
                Estimator.with(ModelsOnPaper.book("2.5"))
                    .items("100M/day")
                    .at(ModelsOnPaper.NOW)
                    .assuming(Assumptions.NONE.withPool("gpu0", 2500)));
    System.out.println((System.nanoTime() - t) / 1e6 + " ms");
    System.out.println(e);
    assertEquals(1, 1);
    assertTrue(true);
  }
}
