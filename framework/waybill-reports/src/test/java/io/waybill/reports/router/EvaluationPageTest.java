package io.waybill.reports.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.reports.HtmlPage;
import io.waybill.reports.MarkdownPage;
import io.waybill.reports.Page;
import io.waybill.reports.TextPage;
import io.waybill.routing.judge.Comparison;
import io.waybill.routing.judge.Evaluation;
import io.waybill.routing.judge.EvaluationJson;
import io.waybill.routing.judge.Judgement;
import io.waybill.routing.judge.Measure;
import io.waybill.routing.judge.Metric;
import io.waybill.work.Choice;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EvaluationPageTest {
  private static final Evaluation EVALUATION =
      Evaluations.evaluation(Evaluations.judgements(2000, 0.95, "intent"), "intents.router");

  private static final Page PAGE = EvaluationPage.of(EVALUATION);

  @Test
  void textMarkdownAndHtmlShowTheFiguresOfTheJson() {
    var json = EvaluationJson.of(EVALUATION);
    for (var name : Measure.titles()) {
      var figure = String.format(Locale.ROOT, "%.4f", json.path(name).asDouble());
      var row = Pattern.quote(name) + "\\b[^\n]*" + Pattern.quote(figure);
      assertTrue(Pattern.compile(row).matcher(TextPage.of(PAGE)).find(), name);
      assertTrue(Pattern.compile(row).matcher(HtmlPage.of(PAGE)).find(), name);
      var marked = Pattern.quote(name.replace("_", "\\_")) + "[^\n]*" + Pattern.quote(figure);
      assertTrue(Pattern.compile(marked).matcher(MarkdownPage.of(PAGE)).find(), name);
    }
  }

  @Test
  void aPageWithoutRowsOutOfScopeSaysWhyItSaysNothingOfThem() {
    var rows =
        Evaluations.judgements(200, 0.95, "intent").stream().filter(Judgement::inScope).toList();
    var text = TextPage.of(EvaluationPage.of(Evaluations.evaluation(rows, "r")));
    assertTrue(text.contains("oos_recall      no row is out of scope"), text);
    assertFalse(text.contains("NaN"), text);
  }

  @Test
  void ofARouterThatIsAlwaysRightThereIsNothingToTellOfMistakes() {
    var rows =
        Evaluations.judgements(200, 0.95, "intent").stream().filter(Judgement::right).toList();
    var page = EvaluationPage.of(Evaluations.evaluation(rows, "r"));
    assertFalse(TextPage.of(page).contains("confused"));
    assertTrue(TextPage.of(page).contains("accuracy "));
  }

  @Test
  void oneRowIsEnoughForAPage() {
    for (var row : Evaluations.judgements(20, 0.5, "intent")) {
      var page = EvaluationPage.of(Evaluations.evaluation(List.of(row), "r"));
      assertFalse(HtmlPage.of(page).contains("NaN"));
    }
  }

  @Test
  void aReliabilityDotStandsForEveryBin() {
    var svg = RouterCharts.reliability(EVALUATION);
    assertEquals(
        1 + EVALUATION.reliability().size(), // one in the legend
        Pattern.compile("<circle").matcher(svg).results().count());
  }

  @Test
  void whatAPromiseCameToIsSaidInWords() {
    assertFalse(came(985).kept() || came(985).surelyBroken(), "it may be chance");
    assertTrue(came(900).surelyBroken());
    assertTrue(came(990).kept(), "exactly what was promised is kept");
    var text = TextPage.of(PAGE);
    assertTrue(text.contains("it promises that 99 % of the rows in scope"), text);
    assertTrue(text.contains("promised   kept"), text);
  }

  @Test
  void ofAPromiseNobodyKnowsWhetherItWasKeptWhereNothingInScopeWasDecided() {
    var none = new Evaluation.Decided(Optional.empty(), Optional.empty());
    var came = new Evaluation.Obtained(Evaluations.OWN, none, none);
    assertFalse(came.known() || came.kept() || came.surelyBroken());
    var outside =
        Evaluations.judgements(40, 0.5, "intent").stream()
            .map(
                row ->
                    new Judgement(
                        row.line(),
                        row.text(),
                        Choice.OTHERWISE,
                        row.top(),
                        row.confidence(),
                        row.scope(),
                        row.fate()))
            .toList();
    var evaluation = Evaluations.evaluation(outside, "r");
    var text = TextPage.of(EvaluationPage.of(evaluation));
    assertFalse(text.contains("yes"), text);
    assertFalse(EvaluationJson.of(evaluation).toString().contains("kept"));
  }

  /** Of a promise of 99 %, when so many of a thousand were right. */
  private static Evaluation.Obtained came(int right) {
    var decided = new Evaluation.Decided(Optional.empty(), Optional.of(Metric.share(right, 1000)));
    return new Evaluation.Obtained(Evaluations.OWN, decided, decided);
  }

  @Test
  void twoRoutersAreHeldAgainstEachOther() {
    var worse = Evaluations.judgements(2000, 0.85, "intent");
    var better = Evaluations.judgements(2000, 0.95, "intent");
    var comparison = Comparison.of(worse, better);
    assertTrue(
        RoutersComparedPage.verdict(comparison, Measure.ACCURACY)
            .startsWith("B is better in accuracy: "),
        RoutersComparedPage.verdict(comparison, Measure.ACCURACY));
    var text = TextPage.of(RoutersComparedPage.of(comparison, "old.router", "new.router"));
    assertTrue(text.startsWith("new.router against old.router\n"), text);
    assertTrue(text.contains("newly right: 20 of "), text);
  }
}
