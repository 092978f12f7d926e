package io.waybill.routing.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.routing.judge.Judgement.Fate;
import io.waybill.work.Choice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final double EXACT = 1e-12;

  private static double value(Evaluation evaluation, String name) {
    return evaluation.metrics().find(name).orElseThrow().value();
  }

  @Test
  void everyMeasureIsWhatItIsByHand() {
    var found = Judged.evaluated(Judged.TEN);
    assertEquals(new Evaluation.Rows(8, 2), found.rows());
    // right: 1, 2, 4, 5, 6 and 10; row 4 and 6 are unsure, but of the right label
    assertEquals(6 / 10.0, value(found, "accuracy"));
    assertEquals(5 / 8.0, value(found, "in_scope_accuracy"));
    assertEquals(1 / 2.0, value(found, "oos_recall"));
    assertEquals(1 / 2.0, value(found, "oos_precision"));
    // chosen: 1, 2, 3, 5 in scope, and 9
    assertEquals(4 / 8.0, value(found, "coverage"));
    assertEquals(5 / 10.0, value(found, "coverage_of_all"));
    assertEquals(3 / 4.0, value(found, "precision_obtained"));
    assertEquals(3 / 5.0, value(found, "precision_of_all"));
    // a: 4 have it, 5 were taken for it, 3 both; b: 4, 3, 2; otherwise: 2, 2, 1
    assertEquals((6 / 9.0 + 4 / 7.0 + 2 / 4.0) / 3, value(found, "macro_f1"), EXACT);
    // 0.88 loses to 0.95, 0.90 and 0.99; 0.10 to all eight
    assertEquals(11 / 16.0, value(found, "oos_auroc"), EXACT);
    // bins of a fifteenth: {0.95, 0.99}, {0.90}, {0.85}, {0.50}, {0.40}, {0.30}, {0.20}
    assertEquals((0.06 + 0.10 + 0.85 + 0.50 + 0.60 + 0.30 + 0.80) / 8, value(found, "ece"), EXACT);
    assertEquals(
        (0.0025 + 0.01 + 0.7225 + 0.25 + 0.0001 + 0.36 + 0.09 + 0.64) / 8,
        value(found, "brier"),
        EXACT);
    assertEquals(8, found.metrics().find("ece").orElseThrow().rows());
    assertTrue(found.metrics().unknown().isEmpty());
  }

  @Test
  void aPromiseIsHeldAgainstWhatCameOfIt() {
    var found =
        Judged.evaluated(
            Judged.TEN,
            new Promise(0.95, 0.89, 0.6, 500),
            new Promise(0.98, 0.5, 0.5, 500),
            new Promise(0.99, 0.999, 0.4, 500));
    assertEquals(3 / 8.0, value(found, "coverage_at_95"));
    assertEquals(1.0, value(found, "precision_at_95"));
    assertEquals(5 / 8.0, value(found, "coverage_at_98"));
    assertEquals(4 / 5.0, value(found, "precision_at_98"));
    assertEquals(6 / 10.0, value(found, "coverage_of_all_at_98"));
    assertEquals(4 / 6.0, value(found, "precision_of_all_at_98"), EXACT);
    assertEquals(0.0, value(found, "coverage_at_99"));
    var unknown = found.metrics().unknown();
    assertEquals("no row in scope would be decided", unknown.get("precision_at_99"));
    assertEquals("no row would be decided", unknown.get("precision_of_all_at_99"));
    var each = found.promises().each();
    assertTrue(each.get(0).kept());
    assertFalse(each.get(1).kept());
    assertTrue(each.get(1).surelyBroken(), "four of five is hardly 98 % by chance");
    assertFalse(each.get(2).known() || each.get(2).kept(), "nothing was decided");
  }

  @Test
  void everyFigureHasANameThatIsKnownBefore() {
    var promises = List.of(new Promise(0.95, 0.89, 0.6, 500), new Promise(0.995, 0.9, 0.6, 500));
    var found = Evaluation.of(Judged.TEN, Optional.empty(), promises, Judged.EVALUATED);
    assertEquals(Set.copyOf(Evaluation.names(promises)), Set.copyOf(found.metrics().names()));
    assertTrue(Evaluation.names(promises).contains("coverage_of_all_at_99.5"));
  }

  @Test
  void whatPassedNotIsNotDecidedHoweverSure() {
    var rows =
        List.of(
            Judged.row(1, "a", "a", 0.99, Fate.OUT_OF_SCOPE),
            Judged.row(2, "a", "a", 0.99, Fate.CHOSEN));
    var found = Judged.evaluated(rows, new Promise(0.95, 0.5, 1, 100));
    assertEquals(0.5, value(found, "coverage_at_95"));
    assertEquals(0.5, value(found, "in_scope_accuracy"));
  }

  @Test
  void withoutRowsOutOfScopeNothingIsSaidOfThem() {
    var found = Judged.evaluated(Judged.TEN.subList(0, 8));
    for (var name : List.of("oos_recall", "oos_precision", "oos_auroc")) {
      assertEquals(Optional.empty(), found.metrics().find(name), name);
      assertEquals("no row is out of scope", found.metrics().unknown().get(name));
    }
    assertEquals(5 / 8.0, value(found, "accuracy"));
  }

  @Test
  void withoutRowsInScopeNothingIsSaidOfThem() {
    var found = Judged.evaluated(Judged.TEN.subList(8, 10));
    var unknown = new LinkedHashMap<String, String>();
    unknown.put("in_scope_accuracy", "no row is in scope");
    unknown.put("oos_auroc", "no row is in scope");
    unknown.put("coverage", "no row is in scope");
    unknown.put("precision_obtained", "no row in scope was decided");
    unknown.put("ece", "no row is in scope");
    unknown.put("brier", "no row is in scope");
    assertEquals(unknown, found.metrics().unknown());
    assertEquals(List.of(), found.reliability());
    assertEquals(List.of(), found.curve());
    assertEquals(0, value(found, "precision_of_all"));
  }

  @Test
  void sharesComeWithWilsonsIntervalAndTheRowsTheyAreOf() {
    var share = Metric.share(95, 100);
    var range = share.interval().orElseThrow();
    assertEquals(100, share.rows());
    assertEquals(0.8882, range.low(), 5e-5); // Wilson's score interval for 95 of 100
    assertEquals(0.9785, range.high(), 5e-5);
    assertEquals(new Metric.Range(0, range(0, 10).high()), range(0, 10));
    assertEquals(0.2775, range(0, 10).high(), 5e-5);
    assertEquals(1, range(10, 10).high());
    assertEquals(0.7225, range(10, 10).low(), 5e-5);
  }

  @Test
  void whatIsNoShareComesWithAnIntervalOfSamplesAndTheSameEachTime() {
    var rows = IntStream.range(0, 900).mapToObj(EvaluationTest::drawn).toList();
    var metrics = Judged.evaluated(rows).metrics();
    for (var name : List.of("macro_f1", "oos_auroc", "ece", "brier")) {
      var figure = metrics.find(name).orElseThrow();
      var range = figure.interval().orElseThrow();
      assertTrue(range.low() <= figure.value() && figure.value() <= range.high(), name);
      assertTrue(range.high() - range.low() > 0 && range.high() - range.low() < 0.15, name);
    }
    assertEquals(metrics, Judged.evaluated(rows).metrics());
    var few = Judged.evaluated(rows.subList(0, 29)).metrics();
    assertEquals(Optional.empty(), few.find("ece").orElseThrow().interval());
  }

  /** A third is out of scope, and looks so mostly; of the others four fifths are right. */
  private static Judgement drawn(int line) {
    var random = new Random(line);
    boolean out = line % 3 == 0;
    double sure = random.nextInt(80) / 100.0 + (out ? 0 : 0.2);
    var top = random.nextDouble() < 0.8 ? "a" : "b";
    return Judged.row(line, out ? Choice.OTHERWISE : "a", top, sure, Judgement.Fate.CHOSEN);
  }

  /**
   * A router whose confidence is right by 0.05 less than it says: the interval holds what is true
   * of all rows, in nearly every one of many samples. The plain middle of the samples would not.
   */
  @Test
  void theIntervalOfTheCalibrationErrorHoldsTheTrueOne() {
    int held = 0;
    for (int sample = 0; sample < 60; sample++) {
      var random = new Random(sample);
      var rows =
          IntStream.range(0, 400)
              .mapToObj(
                  line -> {
                    double sure = 0.6 + 0.35 * random.nextDouble();
                    var top = random.nextDouble() < sure - 0.05 ? "a" : "b";
                    return Judged.row(line, "a", top, sure, Judgement.Fate.CHOSEN);
                  })
              .toList();
      var range = Judged.evaluated(rows).metrics().find("ece").flatMap(Metric::interval);
      held += range.orElseThrow().low() <= 0.05 && range.orElseThrow().high() >= 0.05 ? 1 : 0;
    }
    assertTrue(held >= 54, held + " of 60");
  }

  private static Metric.Range range(int part, int rows) {
    return Metric.share(part, rows).interval().orElseThrow();
  }

  @Test
  void mistakesAreToldByPairAndByRow() {
    var mistakes = Judged.evaluated(Judged.TEN).mistakes();
    assertEquals(4, mistakes.all());
    assertEquals(
        List.of(9, 3, 7, 8),
        mistakes.rows().stream().map(Judgement::line).toList(),
        "the surest first");
    assertEquals(
        List.of(
            new Evaluation.Confused("a", "b", 1),
            new Evaluation.Confused("b", "a", 1),
            new Evaluation.Confused("b", Choice.OTHERWISE, 1),
            new Evaluation.Confused(Choice.OTHERWISE, "a", 1)),
        mistakes.pairs());
  }

  @Test
  void eachLabelHasItsRecallAndPrecision() {
    var labels = Judged.evaluated(Judged.TEN).labels();
    assertEquals(
        List.of(
            new Evaluation.OfLabel("a", 4, 5, 3),
            new Evaluation.OfLabel("b", 4, 3, 2),
            new Evaluation.OfLabel(Choice.OTHERWISE, 2, 2, 1)),
        labels);
    assertEquals(OptionalDouble.of(0.75), labels.get(0).recall());
    assertEquals(OptionalDouble.of(0.6), labels.get(0).precision());
    assertEquals(OptionalDouble.empty(), new Evaluation.OfLabel("c", 0, 1, 0).recall());
    assertEquals(OptionalDouble.empty(), new Evaluation.OfLabel("c", 1, 0, 0).precision());
  }

  @Test
  void theCurveGoesFromTheSurestRowToAllThatPassed() {
    var curve = Judged.evaluated(Judged.TEN).curve();
    assertEquals(new Evaluation.Point(0.99, 1 / 8.0, 1, 1), curve.get(0));
    assertEquals(new Evaluation.Point(0.88, 3 / 8.0, 1, 3 / 4.0), curve.get(3));
    assertEquals(
        new Evaluation.Point(0.30, 7 / 8.0, 5 / 7.0, 5 / 8.0), curve.get(curve.size() - 1));
  }

  @Test
  void aRouterOfWhichNoMoreIsKnownIsJudgedByItsChoice() {
    var chosen = Judgement.of(1, "t", "a", new Choice("a", 0.8, java.util.Map.of("b", 0.1), ""));
    assertTrue(chosen.right());
    var abstained =
        Judgement.of(
            2,
            "t",
            Choice.OTHERWISE,
            new Choice(Choice.OTHERWISE, 0, java.util.Map.of("b", 0.1), ""));
    assertEquals("b", abstained.top());
    assertTrue(abstained.right(), "to abstain is its way of saying that it belongs to none");
    var silent = Judgement.of(3, "t", "a", Choice.of(Choice.OTHERWISE));
    assertEquals("", silent.top());
    assertFalse(silent.right());
  }

  @Test
  void nonsenseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Judged.evaluated(List.of()));
    assertThrows(
        IllegalArgumentException.class, () -> Judged.row(1, "a", "a", Double.NaN, Fate.CHOSEN));
    assertThrows(
        IllegalArgumentException.class,
        () -> Judged.row(1, "a", Choice.OTHERWISE, 0.5, Fate.CHOSEN));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Judged.evaluated(Judged.TEN, new Promise(0.9, 0.1, 1, 9), new Promise(0.9, 0.2, 1, 9)));
    assertEquals(
        "no measure called 'accuracu'. Did you mean 'accuracy'? Known: accuracy, macro_f1,"
            + " in_scope_accuracy, oos_recall, oos_precision, oos_auroc, coverage,"
            + " coverage_of_all, precision_obtained, precision_of_all, ece, brier.",
        assertThrows(IllegalArgumentException.class, () -> Measure.named("accuracu")).getMessage());
  }
}
