package io.waybill.routing.gain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.routing.data.Row;
import io.waybill.routing.data.Rows;
import io.waybill.routing.judge.Evaluated;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpendingTest {
  /** Forty bytes, ten tokens. */
  private static final String TEXT = "x".repeat(40);

  private static final float[] HARD = {1, 0};
  private static final float[] EASY = {0, 1};

  /** Of four the weak model is right on two, which are easy; the strong one on all. */
  private static final Rows ROWS = rows("false", "true", "false", "true");

  private static final float[][] VECTORS = {HARD, EASY, HARD, EASY};

  private static Rows rows(String... weak) {
    return Rows.of(
        IntStream.range(0, weak.length)
            .mapToObj(
                i -> new Row(i + 1, TEXT, Map.of("weak_right", weak[i], "strong_right", "true")))
            .toList());
  }

  private static Spending spending(Target weak, Target strong) {
    var router = Desk.knowing(Desk.model(weak, strong)).priced(Desk.PRICES, Desk.NOON);
    return Spending.of(router, ROWS, VECTORS);
  }

  @Test
  void everyWayToAskHasItsDollarsForAThousandRows() {
    var ways = spending(Desk.WEAK, Desk.STRONG).ways();
    assertEquals(
        List.of("always_weak", "always_strong", "router", "random", "length_rule", "oracle"),
        List.copyOf(ways.keySet()));
    assertWay(0.31, 0, 0.5, ways.get("always_weak")); // 10 tokens at $1, 100 at $3 a million
    assertWay(3.1, 1, 1, ways.get("always_strong"));
    assertWay((0.31 + 3.1) / 2, 0.5, 1, ways.get("router"));
    assertWay((0.31 + 3.1) / 2, 0.5, 1, ways.get("oracle"));
    assertWay(3.1, 1, 1, ways.get("random"));
    assertWay(3.1, 1, 1, ways.get("length_rule"));
  }

  private static void assertWay(double dollars, double share, double right, Spending.Way way) {
    assertEquals(dollars, way.dollars(), 1e-9);
    assertEquals(share, way.share(), 1e-9);
    assertEquals(right, way.right(), 1e-9);
  }

  @Test
  void whatHasNoPriceIsUnknownAndNeverNothing() {
    var nobody = spending(Target.of("weak", "small"), Target.of("strong", "acme/large"));
    assertEquals(Map.of(), nobody.ways());
    assertEquals(
        List.of(
            "nobody knows who bills 'weak' (small): fit it again with --model weak=PROVIDER/MODEL"
                + " --writes weak=TOKENS",
            "nobody knows how much 'strong' (acme/large) writes: fit it again with --model"
                + " strong=acme/large --writes strong=TOKENS"),
        nobody.unknown());
    assertEquals(6, nobody.metrics().unknown().size());
    assertEquals(Map.of(), nobody.metrics().known());
    assertEquals(
        List.of(
            "the price book does not know 'strong' (acme/huge). --prices FILE names a book that"
                + " does"),
        spending(Desk.WEAK, Target.of("strong", "acme/huge").writing(1)).unknown());
    assertEquals(
        List.of("nobody knows how long 'strong' (qwen @gpu0) takes for an answer"),
        spending(Desk.WEAK, Target.of("strong", "qwen @gpu0")).unknown());
  }

  @Test
  void aModelOnAMachineOfOursCostsItsTime() {
    var local = Target.of("weak", "qwen @gpu0").running(Duration.ofSeconds(1));
    var ways = spending(local, Desk.STRONG).ways();
    assertWay(1, 0, 0.5, ways.get("always_weak")); // 3.6 dollars an hour
  }

  @Test
  void whereTheStrongModelIsNoBetterOnlyTheModelsThemselvesHavePrices() {
    var router = Desk.knowing(Desk.MODEL).priced(Desk.PRICES, Desk.NOON);
    var spending = Spending.of(router, rows("true"), new float[][] {EASY});
    assertEquals(List.of("always_weak", "always_strong"), List.copyOf(spending.ways().keySet()));
    assertTrue(
        String.valueOf(spending.metrics().unknown().get("dollars_router")).contains("no gap"));
  }

  @Test
  void moneyStandsBesideTheOtherFiguresWhichStayAsTheyAre() {
    var plain =
        GainEvaluationJson.of(
            Desk.knowing(Desk.MODEL).judge(ROWS, VECTORS),
            new Evaluated(List.of(), new Evaluated.Sample("test", "hand", 0)));
    var json = json(spending(Desk.WEAK, Desk.STRONG));
    for (var figure :
        List.of("n", "apgr", "cpt50", "cpt80", "saving_at_95", "random", "length_rule", "oracle")) {
      assertEquals(plain.path(figure), json.path(figure), figure);
    }
    assertEquals("calls of the strong model", json.path("cost_unit").asText());
    assertEquals(1.705, json.path("dollars_router").asDouble(), 1e-9);
    var money = json.path("money");
    assertEquals(1.705, money.path("ways").path("router").path("dollars").asDouble(), 1e-9);
    assertTrue(money.path("tradeoffs").path("balanced").has("dollars"));
    assertEquals(0, money.path("unknown").size());
    var unknown = json(spending(Desk.WEAK, Target.of("strong", "large")));
    assertFalse(unknown.has("dollars_router"));
    assertTrue(unknown.path("unknown").has("dollars_router"));
    assertEquals(1, unknown.path("money").path("unknown").size());
  }

  private static ObjectNode json(Spending spending) {
    var evaluated = new Evaluated(List.of(), new Evaluated.Sample("test", "hand", 0));
    var evaluation = Desk.knowing(Desk.MODEL).judge(ROWS, VECTORS);
    return GainEvaluationJson.of(evaluation, spending, evaluated);
  }

  @Test
  void everyFigureHasAMeaning() {
    Spending.names().forEach(name -> assertFalse(Spending.meaning(name).isEmpty(), name));
    assertEquals(6, Spending.names().size());
  }
}
