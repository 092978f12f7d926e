package io.waybill.routing.gain;

import io.waybill.routing.fit.Sample;
import io.waybill.routing.fit.Scaling;
import io.waybill.routing.fit.Softmax;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A head fitted to outcomes, and what it says of each row when it has not seen it: the rows are cut
 * into folds, and a head fitted on all folds but one speaks for that one. By these the head is
 * calibrated (Platt's way: its logits are stretched and moved until they are as sure as they are
 * right), so nothing need be kept aside for that.
 */
final class Learning {
  static final int FOLDS = 5;

  /** The pull of one row; that of n is the nth part, so that more rows may say more. */
  private static final double PULL = 10;

  private static final double STRONGEST = 2e-2;
  private static final double WEAKEST = 2e-3;

  private static final double HARDLY = 1e-6;

  private final float[][] vectors;
  private final double[] outcomes;
  private final int[] folds;

  /** The head, and the chance it gave each row without having seen it. */
  @SuppressWarnings("ArrayRecordComponent") // lives for one fit
  record Fitted(Head head, double[] unseen) {}

  /**
   * Fits a head.
   *
   * @param outcomes of each vector, in [0, 1]
   * @param folds of each vector, from 0 to {@link #FOLDS}
   */
  static Fitted fit(float[][] vectors, double[] outcomes, int[] folds) {
    return new Learning(vectors, outcomes, folds).fitted();
  }

  private Learning(float[][] vectors, double[] outcomes, int[] folds) {
    this.vectors = vectors;
    this.outcomes = outcomes;
    this.folds = folds;
  }

  private Fitted fitted() {
    var unseen = unseen();
    var logits =
        Arrays.stream(unseen).mapToObj(z -> new float[] {(float) z}).toArray(float[][]::new);
    var platt = head(logits, outcomes, HARDLY);
    // logits that point the wrong way say nothing
    double times = Math.max(0, platt.odds(new float[] {1}) - platt.bias());
    double plus = times > 0 ? platt.bias() : logit(Arrays.stream(outcomes).average().orElseThrow());
    var chances = Arrays.stream(unseen).map(z -> Head.chance(times * z + plus)).toArray();
    return new Fitted(
        head(vectors, outcomes, pull(vectors.length)).stretched(times, plus), chances);
  }

  /** The logit of each row by the head of the other folds. */
  private double[] unseen() {
    var unseen = new double[vectors.length];
    for (int fold = 0; fold < FOLDS; fold++) {
      var seen = places(fold, false);
      if (seen.length == 0) {
        throw new IllegalArgumentException(
            "all rows that say how an answer was have the same text: nothing tells one from another");
      }
      var others = Arrays.stream(seen).mapToDouble(i -> outcomes[i]).toArray();
      var head = head(at(seen), others, pull(seen.length));
      for (int i : places(fold, true)) {
        unseen[i] = head.odds(vectors[i]);
      }
    }
    return unseen;
  }

  private static double pull(int rows) {
    return Math.min(STRONGEST, Math.max(WEAKEST, PULL / rows));
  }

  private int[] places(int fold, boolean in) {
    return IntStream.range(0, folds.length).filter(i -> (folds[i] == fold) == in).toArray();
  }

  private float[][] at(int[] places) {
    return Arrays.stream(places).mapToObj(i -> vectors[i]).toArray(float[][]::new);
  }

  private static Head head(float[][] vectors, double[] outcomes, double pull) {
    var scaling = Scaling.evenly(vectors);
    var fitted = Softmax.fit(sample(scaling.all(vectors), outcomes), pull);
    var wrong = fitted.weights(0);
    var weights = fitted.weights(1);
    double bias = fitted.bias(1) - fitted.bias(0);
    for (int d = 0; d < weights.length; d++) {
      weights[d] = (weights[d] - wrong[d]) * scaling.factor()[d];
      bias -= (double) weights[d] * scaling.mean()[d];
    }
    return new Head(weights, bias); // for vectors as they come, unscaled
  }

  /** What is partly right stands twice, each time for its part. */
  private static Sample sample(float[][] vectors, double[] outcomes) {
    var wrong = IntStream.range(0, outcomes.length).filter(i -> outcomes[i] < 1).toArray();
    var right = IntStream.range(0, outcomes.length).filter(i -> outcomes[i] > 0).toArray();
    var places = IntStream.concat(Arrays.stream(wrong), Arrays.stream(right)).toArray();
    var classes = new int[places.length];
    Arrays.fill(classes, wrong.length, classes.length, 1);
    var weights =
        IntStream.range(0, places.length)
            .mapToDouble(i -> i < wrong.length ? 1 - outcomes[places[i]] : outcomes[places[i]])
            .toArray();
    var rows = Arrays.stream(places).mapToObj(i -> vectors[i]).toArray(float[][]::new);
    return new Sample(rows, classes, weights, 2);
  }

  private static double logit(double chance) {
    return Math.log(chance / (1 - chance));
  }
}
