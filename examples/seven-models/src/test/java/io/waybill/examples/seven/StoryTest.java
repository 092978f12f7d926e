package io.waybill.examples.seven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.waybill.ledger.Waybill;
import io.waybill.telemetry.OtlpJson;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The story, lived: four times as fast as it was, or as fast as {@code -Dfaster=1} says and then
 * printed, too.
 */
class StoryTest {
  private static final int FASTER = Integer.getInteger("faster", 4);
  private static final boolean ASKED = System.getProperty("faster") != null;

  private static Story story;

  @BeforeAll
  static void tell() throws IOException {
    story = Story.at(FASTER);
    story.writeTraces(Shop.FOLDER.resolve("target/traces"));
    if (ASKED) {
      System.out.println(story.told());
    }
  }

  private static double seconds(Stage stage) {
    return FASTER * story.of(stage).seconds();
  }

  @Test
  void everyLetterIsTheSameAndPassesAllChecks() {
    for (var one : story.all()) {
      assertEquals(List.of(), one.missing(), () -> one.stage() + "\n" + one.reply());
      assertEquals(story.of(Stage.NAIVE).reply(), one.reply());
    }
    assertEquals(story.of(Stage.NAIVE).reply(), story.waiting().reply());
  }

  @Test
  void theProvidersBillTheLedgerAndTheSpansAgreeToTheNanoDollar() throws IOException {
    for (var one : story.all()) {
      var total = one.waybill().ledger().total();
      assertEquals(0, total.unpriced(), one::toString);
      assertEquals(one.bill(), total.known().nanoUsd(), one::toString);
      assertEquals(one.bill(), spans(one.waybill()), one::toString);
      assertTrue(one.bill() > 0);
    }
  }

  /** The money on the spans of attempts. */
  private static long spans(Waybill waybill) throws IOException {
    long sum = 0;
    var trace = new JsonMapper().readTree(OtlpJson.of(waybill));
    for (var span : trace.at("/resourceSpans/0/scopeSpans/0/spans")) {
      for (JsonNode attribute : span.path("attributes")) {
        if (attribute.path("key").asText().equals("waybill.cost.nano_usd")) {
          sum += attribute.at("/value/intValue").asLong();
        }
      }
    }
    return sum;
  }

  @Test
  void everyChangeMakesItFaster() {
    var before = Double.MAX_VALUE;
    for (var stage : Stage.values()) {
      assertTrue(seconds(stage) < before, () -> stage + "\n" + story.told());
      before = seconds(stage);
    }
  }

  @Test
  void sevenModelsInARowTakeFifteenSecondsAndLessThanAQuarterIsLeft() {
    var naive = seconds(Stage.NAIVE);
    assertTrue(naive > 13 && naive < 18, story::told);
    assertTrue(seconds(Stage.CACHED) < naive / 4, story::told);
    assertTrue(FASTER > 1 || seconds(Stage.CACHED) < 3.5, story::told);
  }

  @Test
  void orderCostsNothingAndTheLastPlanAFractionOfTheFirst() {
    assertEquals(story.of(Stage.NAIVE).bill(), story.of(Stage.ORDERED).bill());
    assertTrue(story.of(Stage.SMALLER).bill() < story.of(Stage.ORDERED).bill() / 4);
    assertTrue(story.of(Stage.CACHED).bill() < story.of(Stage.OVERLAPPED).bill());
  }

  @Test
  void whatAPageSaysIsAskedOnce() {
    var facts = story.of(Stage.CACHED).waybill().ledger().byStep().get("facts");
    assertEquals(0, facts.known().nanoUsd());
    assertEquals(
        story.of(Stage.OVERLAPPED).calls() - 1, story.of(Stage.CACHED).calls(), story::told);
  }

  @Test
  void withoutOverlapTheSamePlanTakesLonger() {
    assertTrue(story.of(Stage.OVERLAPPED).seconds() < story.waiting().seconds() * 0.9, story::told);
    assertEquals(story.of(Stage.OVERLAPPED).bill(), story.waiting().bill());
  }

  @Test
  void theWaybillBeforeAChangeForetellsWhatItBrings() {
    story
        .foreseen()
        .forEach(
            (stage, time) -> {
              var foreseen = FASTER * time.toNanos() / 1e9;
              var measured = seconds(stage);
              if (stage == Stage.OVERLAPPED) { // no more than this can be had
                assertTrue(measured >= foreseen, story::told);
              } else {
                assertEquals(
                    foreseen, measured, 0.25 * foreseen, () -> stage + "\n" + story.told());
              }
            });
  }
}
