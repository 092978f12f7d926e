package io.waybill.routing.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.routing.judge.Judgement;
import io.waybill.routing.judge.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Temperature, the curve of Platt, and promises: on numbers whose truth is known. */
class CalibrationTest {
  @Test
  void theSharpnessThatMadeTheLabelsIsFound() {
    var random = new Random(1);
    var logits = new float[20_000][4];
    var truth = new int[logits.length];
    for (int i = 0; i < logits.length; i++) {
      for (int k = 0; k < 4; k++) {
        logits[i][k] = (float) (3 * random.nextGaussian());
      }
      truth[i] = drawn(Softmax.shares(logits[i], 0.4), random);
    }
    assertEquals(0.4, Temperature.sharpness(logits, truth), 0.02);
  }

  private static int drawn(double[] shares, Random random) {
    double at = random.nextDouble();
    for (int k = 0; k < shares.length - 1; k++) {
      at -= shares[k];
      if (at < 0) {
        return k;
      }
    }
    return shares.length - 1;
  }

  @Test
  void theCurveThatMadeTheAnswersIsFound() {
    var random = new Random(2);
    var numbers = new double[20_000];
    var right = new boolean[numbers.length];
    var weights = new double[numbers.length];
    Arrays.fill(weights, 1);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = 2 * random.nextGaussian() + 1;
      right[i] = random.nextDouble() < Platt.share(0.7 * numbers[i] - 0.3);
    }
    var found = Platt.of(numbers, right, weights);
    assertEquals(0.7, found.slope(), 0.03);
    assertEquals(-0.3, found.offset(), 0.05);
  }

  @Test
  void whereAllAreRightTheCurveStaysFinite() {
    var found =
        Platt.of(new double[] {1, 2, 3}, new boolean[] {true, true, true}, new double[] {1, 1, 1});
    assertTrue(found.of(2) > 0.95 && found.of(2) <= 1, found::toString);
  }

  /** Rows as sure as their number says, right as often as that. */
  private static List<Judgement> rows(int many, long seed) {
    var random = new Random(seed);
    var rows = new ArrayList<Judgement>();
    for (int i = 0; i < many; i++) {
      double sure = 1 - 0.3 * Math.pow(random.nextDouble(), 3);
      boolean right = random.nextDouble() < sure;
      rows.add(
          new Judgement(i + 1, "text", right ? "a" : "b", "a", sure, sure, Judgement.Fate.CHOSEN));
    }
    return rows;
  }

  @Test
  void aPromiseIsKeptOnRowsThatNobodyHasSeen() {
    int kept = 0;
    int almost = 0;
    for (int trial = 0; trial < 100; trial++) {
      var promise = Promises.of(0.98, rows(3000, trial)).orElseThrow();
      var decided =
          rows(20_000, 1000 + trial).stream()
              .filter(row -> row.confidence() >= promise.threshold())
              .toList();
      double precision =
          decided.stream().filter(Judgement::topIsRight).count() / (double) decided.size();
      kept += precision >= 0.98 ? 1 : 0;
      almost += precision >= 0.976 ? 1 : 0;
    }
    assertTrue(kept >= 65, kept + " of 100 kept");
    assertTrue(almost >= 95, almost + " of 100 kept but for 0.4 points");
  }

  @Test
  void aPromiseTakesAsManyRowsAsItSays() {
    assertEquals(2500, Promise.rowsFor(0.99));
    assertEquals(500, Promise.rowsFor(0.95));
    assertTrue(Promises.of(0.95, rows(499, 1)).isEmpty());
    assertTrue(Promises.of(0.95, rows(500, 1)).isPresent());
  }

  @Test
  void aThresholdIsFoundAmongManyRowsOfWhichManyAreWrong() {
    var random = new Random(3);
    var rows = new ArrayList<Judgement>();
    for (int i = 0; i < 200_000; i++) {
      double sure = random.nextDouble();
      boolean right = random.nextDouble() < sure;
      rows.add(
          new Judgement(i + 1, "text", right ? "a" : "b", "a", sure, sure, Judgement.Fate.CHOSEN));
    }
    var promise =
        assertTimeoutPreemptively(
            Duration.ofSeconds(30), () -> Promises.of(0.95, rows).orElseThrow());
    assertEquals(0.9, promise.threshold(), 0.01, "where the mean of those above is 0.95");
  }

  @Test
  void whatCannotBeKeptIsNotPromised() {
    var wrong =
        rows(3000, 1).stream()
            .map(
                row ->
                    new Judgement(
                        row.line(),
                        row.text(),
                        row.line() % 10 == 0 ? "b" : "a",
                        "a",
                        0.9,
                        0.9,
                        Judgement.Fate.CHOSEN))
            .toList();
    assertTrue(Promises.of(0.95, wrong).isEmpty());
  }

  @Test
  void rowsOfOneConfidenceAreDecidedTogetherOrNotAtAll() {
    var rows = new ArrayList<Judgement>();
    for (int i = 0; i < 1000; i++) {
      boolean first = i < 500;
      rows.add(
          new Judgement(
              i + 1,
              "text",
              first || i % 2 == 0 ? "a" : "b",
              "a",
              first ? 0.9 : 0.5,
              1,
              Judgement.Fate.CHOSEN));
    }
    var promise = Promises.of(0.95, rows).orElseThrow();
    assertEquals(0.9, promise.threshold());
    assertEquals(0.5, promise.coverage());
  }
}
