package io.waybill.estimate;

import static io.waybill.dsl.Bind.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Flow;
import io.waybill.ledger.Pool;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.plan.Plan;
import io.waybill.work.Choice;
import io.waybill.work.Work;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The sum of docs/guide/estimate.md, its code and what it prints. */
class EstimateGuideTest {
  private static Estimate guide() {
    Work<String, Choice> router = ModelsOnPaper.router("easy", "hard");
    Work<String, String> small = ModelsOnPaper.chat("small");
    Work<String, String> large = ModelsOnPaper.chat("large");
    Plan<String> desk =
        Flow.plan(
            "desk",
            flow -> {
              var ticket = flow.input("ticket", String.class);
              return flow.route("kind", ticket, router)
                  .when("easy", b -> b.call("quick", text("Answer briefly: {}", ticket), small))
                  .when("hard", b -> b.call("think", text("Answer with care: {}", ticket), large))
                  .otherwise(b -> ticket);
            });
    var prices =
        new PriceBook(
            List.of(
                Price.of("small", Price.Rate.of("0.10", "0.40")),
                Price.of("large", Price.Rate.of("2.00", "8.00"))),
            List.of(),
            List.of(
                new Pool(
                    "gpu0", new BigDecimal("2.50"), Optional.empty(), 16, "", Optional.empty())),
            List.of(),
            Optional.empty());
    var said =
        Assumptions.NONE
            .withInput("ticket", Spread.of(200, 500))
            .withStep(
                "kind", Assumptions.OfStep.NONE.withBranches(Map.of("easy", 0.9, "hard", 0.1)))
            .withStep("quick", Assumptions.OfStep.NONE.withTokensOut(Spread.of(100, 200)))
            .withStep("think", Assumptions.OfStep.NONE.withTokensOut(Spread.of(300, 450)))
            .withModel("small", Speed.of(Duration.ofMillis(300), 150))
            .withModel("large", Speed.of(Duration.ofMillis(600), 80))
            .withPool("gpu0", 2500);
    var estimate = desk.estimate(Estimator.with(prices).items("100M/day").assuming(said));
    return estimate;
  }

  private static String read(String file) throws IOException {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("LICENSE"))) {
      folder = folder.getParent();
    }
    return Files.readString(folder.resolve(file));
  }

  @Test
  void whatTheGuideShowsIsWhatIsPrinted() throws IOException {
    var printed = guide().toString();
    assertTrue(read("docs/guide/estimate.md").contains("```\n" + printed + "```"), printed);
  }

  @Test
  void theSumOnTheBackOfAnEnvelopeIsNearlyTheSame() {
    // easy: 200-odd tokens in, 100-odd out, nine of ten; hard: as many in, 300-odd out, one of ten
    double in = Spread.of(200, 500).mean();
    double easy = (in * 0.10 + Spread.of(100, 200).mean() * 0.40) / 1e6;
    double hard = (in * 2 + Spread.of(300, 450).mean() * 8) / 1e6;
    double perDay = 100e6 * (0.9 * easy + 0.1 * hard);
    assertEquals(1, guide().likely(100e6).doubleValue() / perDay, 0.05);
  }

  @Test
  void everyLineOfTheSumInTheGuideStandsHere() throws IOException {
    var test =
        read("framework/waybill-estimate/src/test/java/io/waybill/estimate/EstimateGuideTest.java")
            .replaceAll("\\s+", "");
    var block = Pattern.compile("(?s)```java\n(.*?)```").matcher(read("docs/guide/estimate.md"));
    assertTrue(block.find());
    var lines = block.group(1).lines().toList();
    assertTrue(lines.size() > 15);
    for (var line : lines) {
      assertTrue(test.contains(line.replaceAll("\\s+", "")), "not in the test: " + line);
    }
  }
}
