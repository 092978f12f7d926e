package io.waybill.reports.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.reports.HtmlPage;
import io.waybill.reports.TextPage;
import io.waybill.routing.gain.GainEvaluation;
import io.waybill.routing.gain.Trial;
import io.waybill.routing.judge.Evaluated;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GainPageTest {
  private static final Evaluated EVALUATED =
      new Evaluated(
          List.of(new Evaluated.Part(Evaluated.ROUTER, "models.router", "sha256:00")),
          new Evaluated.Sample("test", "hand", 0));

  private static final List<Trial> TRIALS =
      List.of(trial("a", 0.9, 1), trial("bb", 0.8, 1), trial("ccc", 0.6, 0), trial("dddd", 0.7, 0));

  @Test
  void itShowsEveryFigureEveryRuleAndWhereEachTradeoffEndsUp() {
    var text = TextPage.of(GainPage.of(judged(GainEvaluation.CENTS), EVALUATED));
    for (var part :
        List.of("models.router: whom it asks", "apgr ", "0.7500", "length_rule", "balanced")) {
      assertTrue(text.contains(part), text);
    }
  }

  @Test
  void itDrawsALineForEveryRuleAndADotForEveryTradeoff() {
    var svg = GainPage.costAndQuality(judged(GainEvaluation.CENTS));
    assertEquals(4, Pattern.compile("<polyline").matcher(svg).results().count(), svg);
    for (var name : List.of("router", "random", "length_rule", "oracle", "cheap", "fast")) {
      assertTrue(svg.contains(name), name);
    }
    assertFalse(HtmlPage.of(GainPage.of(judged(GainEvaluation.CALLS), EVALUATED)).contains("NaN"));
  }

  @Test
  void whereThereIsNoGapItSaysWhy() {
    var none =
        GainEvaluation.of("small", "large", GainEvaluation.CALLS, List.of(trial("a", 0.5, 1)));
    var page = GainPage.of(none, EVALUATED);
    assertTrue(TextPage.of(page).contains("there is no gap to recover"));
    assertFalse(HtmlPage.of(page).contains("NaN"));
  }

  private static GainEvaluation judged(String unit) {
    return GainEvaluation.of("small", "large", unit, TRIALS);
  }

  private static Trial trial(String text, double weak, double weakRight) {
    return new Trial(text, new Trial.Answer(weak, weakRight, 0), new Trial.Answer(0.9, 1, 1));
  }
}
