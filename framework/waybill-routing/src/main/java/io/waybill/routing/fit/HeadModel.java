package io.waybill.routing.fit;

import io.waybill.routing.data.Row;
import io.waybill.routing.judge.Judgement;
import io.waybill.routing.judge.Promise;
import java.util.List;
import java.util.Optional;

/**
 * What a head knows: labels, weights, how sure to be, and when to abstain.
 *
 * @param sure how often the first label is right, by the log-odds of its share
 * @param promised the promise it was fitted for; empty if for none
 * @param promises what else could have been promised
 */
record HeadModel(
    List<String> labels,
    Scaling scaling,
    Softmax softmax,
    double sharpness,
    Platt sure,
    Relative relative,
    Gate gate,
    Optional<Promise> promised,
    List<Promise> promises) {
  HeadModel {
    labels = List.copyOf(labels);
    promises = List.copyOf(promises);
  }

  /**
   * What it makes of a text.
   *
   * @param shares of the labels, in their order
   * @param top the label with the largest
   * @param confidence that this is right
   * @param scope that the text belongs to any label, more being surer
   */
  @SuppressWarnings("ArrayRecordComponent") // lives for one decision
  record Seen(double[] shares, int top, double confidence, double scope) {}

  /** What it makes of a text with this vector, as the encoder gives it. */
  Seen see(float[] vector) {
    var scaled = scaling.of(vector);
    var logits = softmax.logits(scaled);
    return seen(logits, Gate.Signs.of(logits, relative.distance(scaled)));
  }

  Seen seen(float[] logits, Gate.Signs signs) {
    var shares = Softmax.shares(logits, sharpness);
    int top = Softmax.top(logits);
    return new Seen(shares, top, sure.of(Platt.odds(shares[top])), gate.of(signs));
  }

  Judgement judged(Row row, String truth, Seen seen) {
    return new Judgement(
        row.line(),
        row.text(),
        truth,
        labels.get(seen.top),
        seen.confidence,
        seen.scope,
        fate(seen));
  }

  Judgement.Fate fate(Seen seen) {
    if (seen.scope < gate.threshold()) {
      return Judgement.Fate.OUT_OF_SCOPE;
    }
    double least = promised.map(Promise::threshold).orElse(0.0);
    return seen.confidence < least ? Judgement.Fate.UNSURE : Judgement.Fate.CHOSEN;
  }

  /** The same, decided otherwise. */
  HeadModel deciding(Gate gate, Platt sure, Optional<Promise> promised, List<Promise> promises) {
    return new HeadModel(
        labels, scaling, softmax, sharpness, sure, relative, gate, promised, promises);
  }
}
