package io.waybill.routing.gain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.routing.judge.Evaluated;
import io.waybill.routing.judge.Gates;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GainEvaluationTest {
  /** Weak is right on what is short; the router thinks the same but of one question. */
  private static final List<Trial> FOUR =
      List.of(
          trial("a", 0.9, 1, 0.9, 1),
          trial("bb", 0.8, 1, 0.9, 1),
          trial("ccc", 0.6, 0, 0.9, 1),
          trial("dddd", 0.7, 0, 0.9, 1));

  private static final String NO_GAP =
      "'large' is right no more often than 'small' (1.000, 1.000): there is no gap to recover";

  private static final GainEvaluation JUDGED =
      GainEvaluation.of("small", "large", GainEvaluation.CALLS, FOUR);

  @Test
  void itHoldsTheRouterAgainstChanceLengthAndWhoeverKnows() {
    var data = json(JUDGED);
    assertEquals(0.75, data.path("apgr").asDouble(), 1e-12);
    assertEquals(0.25, data.path("cpt50").asDouble(), 1e-12);
    assertEquals(0.5, data.path("cpt80").asDouble(), 1e-12);
    assertEquals(0.5, data.path("saving_at_95").asDouble(), 1e-12);
    assertEquals(0.5, data.path("random").asDouble(), 1e-12);
    assertEquals(0.75, data.path("length_rule").asDouble(), 1e-12);
    assertEquals(0.75, data.path("oracle").asDouble(), 1e-12);
    assertEquals(4, data.path("n").asDouble(), 1e-12);
    assertEquals("large", data.path("best_single").asText());
    assertEquals("calls of the strong model", data.path("cost_unit").asText());
  }

  @Test
  void itSaysWhetherForecastsCanBeTakenAtTheirWord() {
    var large = JUDGED.calibration().get("large");
    assertEquals(0.1, large.ece(), 1e-12);
    assertEquals(0.01, large.brier(), 1e-12);
    // 0.9 and 0.8 of what is right, 0.6 and 0.7 of what is not: four bins
    var small = JUDGED.calibration().get("small");
    assertEquals((0.1 + 0.2 + 0.6 + 0.7) / 4, small.ece(), 1e-12);
    assertEquals((0.01 + 0.04 + 0.36 + 0.49) / 4, small.brier(), 1e-12);
  }

  @Test
  void forecastsThatErrBothWaysInOneBinCancelOut() {
    var fair = List.of(trial("a", 0.5, 1, 1, 1), trial("b", 0.5, 0, 1, 1));
    var judged = GainEvaluation.of("small", "large", GainEvaluation.CALLS, fair);
    assertEquals(0, judged.calibration().get("small").ece(), 1e-12);
    assertEquals(0, judged.calibration().get("large").ece(), 1e-12);
  }

  @Test
  void itGivesThePointsOfEveryRuleToDraw() {
    assertEquals(
        List.of("router", "random", "length_rule", "oracle"),
        List.copyOf(JUDGED.curves().keySet()));
    assertEquals(
        "[[0.0,0.0,0.5],[0.25,0.25,0.75],[0.5,0.5,1.0],[0.75,0.75,1.0],[1.0,1.0,1.0]]",
        json(JUDGED).path("rules").path("router").path("points").toString());
  }

  @Test
  void whereMoneyIsKnownItSaysWhereEachTradeoffEndsUp() {
    var priced = GainEvaluation.of("small", "large", GainEvaluation.CENTS, FOUR).tradeoffs();
    assertEquals(new Curve.Point(0.5, 0.5, 1), priced.get("balanced"));
    assertEquals(new Curve.Point(0, 0, 0.5), priced.get("cheap"));
    assertEquals(new Curve.Point(0.75, 0.75, 1), priced.get("fast"));
    assertEquals(new Curve.Point(0.75, 0.75, 1), priced.get("quality"));
    assertEquals(Map.of(), JUDGED.tradeoffs());
    assertFalse(json(JUDGED).has("tradeoffs"));
    assertEquals(
        "[0.5,0.5,1.0]",
        json(GainEvaluation.of("small", "large", GainEvaluation.CENTS, FOUR))
            .path("tradeoffs")
            .path("balanced")
            .toString());
  }

  @Test
  void theTableNamesTheUnitOfWhatIsSaved() {
    assertTrue(JUDGED.toString().contains("saved at 95 % (calls of the strong model)"));
    assertTrue(JUDGED.toString().contains("router        0.750   25.0 %   50.0 %  50.0 %"));
  }

  @Test
  void whereTheStrongModelIsNoBetterItSaysSoAndGivesNoFigure() {
    var judged =
        GainEvaluation.of(
            "small", "large", GainEvaluation.CALLS, List.of(trial("a", 0.5, 1, 0.5, 1)));
    for (var figure : List.of("apgr", "cpt50", "cpt80", "saving_at_95", "random", "oracle")) {
      assertFalse(json(judged).has(figure), figure);
      assertEquals(NO_GAP, judged.metrics().unknown().get(figure));
    }
    assertEquals(NO_GAP, json(judged).path("unknown").path("apgr").asText());
    assertEquals("small", judged.bestSingle());
    assertTrue(judged.toString().contains("no gap to recover"));
  }

  @Test
  void theOrderOfTheQuestionsDoesNotMatter() {
    var backwards = new ArrayList<>(FOUR);
    Collections.reverse(backwards);
    assertEquals(
        json(JUDGED), json(GainEvaluation.of("small", "large", GainEvaluation.CALLS, backwards)));
  }

  @Test
  void nothingToJudgeByIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> GainEvaluation.of("small", "large", GainEvaluation.CALLS, List.of()));
  }

  @Test
  void everyFigureHasAMeaningAndAGateCanNameIt() {
    var metrics = JUDGED.metrics();
    metrics.names().forEach(name -> assertFalse(GainEvaluation.meaning(name).isEmpty(), name));
    var gates = new Gates(Map.of("apgr", Gates.Bound.least(0.8), "cpt50", Gates.Bound.most(0.3)));
    assertEquals(
        List.of("apgr is 0.75 (4 rows), should be at least 0.8"),
        gates.missed(metrics).stream().map(Gates.Missed::toString).toList());
  }

  private static ObjectNode json(GainEvaluation evaluation) {
    var evaluated = new Evaluated(List.of(), new Evaluated.Sample("test", "hand", 0));
    return GainEvaluationJson.of(evaluation, evaluated);
  }

  private static Trial trial(
      String text, double weak, double weakRight, double strong, double strongRight) {
    return new Trial(
        text, new Trial.Answer(weak, weakRight, 0), new Trial.Answer(strong, strongRight, 1));
  }
}
