package io.waybill.routing.gain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.routing.data.Row;
import io.waybill.routing.data.Rows;
import io.waybill.routing.judge.Comparison;
import io.waybill.routing.judge.Comparison.Verdict;
import io.waybill.routing.judge.ComparisonJson;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GainComparisonTest {
  private static final GainRouter KNOWS = Desk.knowing(Desk.MODEL);

  /** It thinks that what is easy is hard. */
  private static final GainRouter MISTAKEN =
      Desk.knowing(
          Desk.model(
              List.of(Desk.WEAK, Desk.STRONG),
              List.of(Desk.head(Desk.logit(0.88), Desk.logit(0.3)), Desk.HEADS.get(1))));

  /** Every other row is hard, which the weak model mostly gets wrong. */
  private static Rows rows(int count) {
    var random = new Random(5);
    return Rows.of(
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    row(
                        i + 1,
                        random.nextDouble() < (hard(i) ? 0.3 : 0.88),
                        random.nextDouble() < 0.9))
            .toList());
  }

  private static Row row(int line, boolean weak, boolean strong) {
    return new Row(
        line,
        "question " + line,
        Map.of("weak_right", String.valueOf(weak), "strong_right", String.valueOf(strong)));
  }

  private static boolean hard(int row) {
    return row % 2 == 0;
  }

  private static float[][] vectors(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> hard(i) ? new float[] {1, 0} : new float[] {0, 1})
        .toArray(float[][]::new);
  }

  private static Comparison compared(GainRouter a, GainRouter b, int count) {
    return GainComparison.of(
        rows(count),
        GainComparison.Side.of(a, vectors(count)),
        GainComparison.Side.of(b, vectors(count)));
  }

  @Test
  void theBetterOfTwoIsToldBothWaysRound() {
    var comparison = compared(MISTAKEN, KNOWS, 300);
    assertEquals(Verdict.BETTER, comparison.verdict(GainMeasure.APGR));
    assertEquals(Verdict.BETTER, comparison.verdict(GainMeasure.CPT80), "less of it is better");
    assertEquals(Verdict.SAME, comparison.verdict(GainMeasure.ECE_STRONG));
    assertEquals(Verdict.WORSE, compared(KNOWS, MISTAKEN, 300).verdict(GainMeasure.APGR));
    var apgr = comparison.difference(GainMeasure.APGR).orElseThrow();
    assertTrue(apgr.interval().low() > 0.1 && apgr.b() > apgr.a() + 0.1, apgr.toString());
    assertEquals(300, comparison.rows());
    var json = ComparisonJson.figures(comparison);
    assertEquals("better", json.path("differences").path("apgr").path("b_is").asText());
  }

  @Test
  void aRouterIsNeitherBetterNorWorseThanItself() {
    for (var each : compared(KNOWS, KNOWS, 100).differences()) {
      assertEquals(Verdict.SAME, each.verdict(), each.measure().title());
    }
  }

  @Test
  void fewRowsTellNothing() {
    for (var each : compared(MISTAKEN, KNOWS, 20).differences()) {
      assertEquals(Verdict.SAME, each.verdict(), each.measure().title());
    }
  }

  @Test
  void whereTheStrongModelIsNoBetterThereIsNoVerdict() {
    var side = GainComparison.Side.of(KNOWS, vectors(1));
    var comparison = GainComparison.of(Rows.of(List.of(row(1, true, true))), side, side);
    assertEquals(
        "no verdict on apgr: the strong model is right no more often: there is no gap",
        assertThrows(IllegalArgumentException.class, () -> comparison.verdict(GainMeasure.APGR))
            .getMessage());
    assertTrue(comparison.difference(GainMeasure.ECE_WEAK).isPresent());
  }

  @Test
  void routersBetweenOtherModelsAreRefused() {
    var other = Desk.knowing(Desk.model(Target.of("cheap", "acme/cheap"), Desk.STRONG));
    assertEquals(
        "routers are compared between the same models: A was fitted to the fields 'weak_right' and"
            + " 'strong_right', B to 'cheap_right' and 'strong_right'",
        assertThrows(IllegalArgumentException.class, () -> compared(KNOWS, other, 10))
            .getMessage());
  }

  @Test
  void aFigureThatThereIsNotIsToldWithThoseThereAre() {
    var said =
        assertThrows(IllegalArgumentException.class, () -> GainMeasure.named("agpr")).getMessage();
    assertTrue(
        said.startsWith("no measure called 'agpr' of a router between models. Did you mean 'apgr'"),
        said);
    assertTrue(said.contains("cpt50") && said.contains("brier_strong"), said);
  }
}
