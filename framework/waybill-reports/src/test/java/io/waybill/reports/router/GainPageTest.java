package io.waybill.reports.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.reports.HtmlPage;
import io.waybill.reports.TextPage;
import io.waybill.routing.gain.GainEvaluation;
import io.waybill.routing.gain.GainMetrics;
import io.waybill.routing.gain.Trial;
import io.waybill.routing.judge.Evaluated;
import io.waybill.routing.judge.Gates;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GainPageTest {
  private static final Evaluated EVALUATED =
      new Evaluated(
          List.of(new Evaluated.Part(Evaluated.ROUTER, "models.router", "sha256:aa")),
          new Evaluated.Sample("test", "recorded answers", 0));

  /** Where the weak model is right on so many of a hundred, the strong one on 80. */
  static GainEvaluation evaluation(int weakRight, String unit) {
    var random = new Random(2);
    var trials = new ArrayList<Trial>();
    for (int i = 0; i < 500; i++) {
      double ease = random.nextDouble();
      double weak = ease < weakRight / 100.0 ? 1 : 0;
      double strong = ease < 0.8 ? 1 : 0;
      trials.add(
          new Trial(
              "q".repeat(1 + random.nextInt(90)),
              new Trial.Answer(Math.max(0, 0.8 - ease * random.nextDouble()), weak, 0.02),
              new Trial.Answer(0.8, strong, 0.4)));
    }
    return GainEvaluation.of("small", "large", unit, trials);
  }

  @Test
  void aPageShowsTheFiguresOfTheEvaluation() {
    var evaluation = evaluation(55, GainEvaluation.CENTS);
    var page = GainPage.of(evaluation, EVALUATED);
    var text = TextPage.of(page);
    var figure = String.format(Locale.ROOT, "%.4f", evaluation.apgr().orElseThrow());
    assertTrue(text.matches("(?s).*\n apgr +" + figure + " .*"), text);
    assertTrue(text.matches("(?s).*\n router +" + figure + " .*"), text);
    assertTrue(text.contains("500 questions; weak is small, strong is large"), text);
    assertTrue(text.contains("\n balanced "), text);
    assertEquals(1, HtmlPage.of(page).split("<svg", -1).length - 1);
    assertFalse(HtmlPage.of(page).contains("NaN"));
  }

  @Test
  void whereThereIsNoGapThePageSaysSo() {
    var evaluation = evaluation(80, GainEvaluation.CALLS);
    var text = TextPage.of(GainPage.of(evaluation, EVALUATED));
    assertTrue(text.contains("there is no gap to recover"), text);
    assertFalse(text.contains("NaN"), text);
  }

  @Test
  void gatesAreHeldAgainstIt() {
    var metrics = GainMetrics.of(evaluation(55, GainEvaluation.CENTS));
    var gates = new Gates(Map.of("apgr", Gates.Bound.least(1.5)));
    assertEquals("apgr", gates.missed(metrics).get(0).metric());
    assertTrue(metrics.names().containsAll(GainMetrics.names()));
  }
}
