package io.waybill.routing.cascade;

import io.waybill.routing.fit.Sample;
import io.waybill.routing.fit.Softmax;
import java.util.EnumMap;
import java.util.List;

/**
 * Weights of signs, and of the dimensions of vectors where there are any, by logistic regression on
 * answers of which it is known whether they were right. Signs are brought to one scale first, so
 * that the pull to zero takes all of them alike; weights are given for signs as they are. Of a sign
 * that all of these answers show alike nothing can be learned: it keeps its usual weight, so that
 * an answer that is empty will not do though none of these was.
 */
final class Fitting {
  private static final Sign[] SIGNS = Sign.values();
  private static final double PULL = 0.01;
  private static final int FEWEST = 30;
  private static final int FEWEST_OF_A_KIND = 5;
  private static final double CONSTANT = 1e-9;
  private static final double DIGITS = 1e4;

  private final List<Duel> duels;
  private final float[][] vectors;
  private final double[] means = new double[SIGNS.length];
  private final double[] spreads = new double[SIGNS.length];

  /** What was fitted. */
  @SuppressWarnings("ArrayRecordComponent") // handed over once
  record Found(Weights weights, float[] vector) {}

  /**
   * What is fitted on.
   *
   * @param vectors one of each answer, all of one length, which may be 0
   * @throws IllegalArgumentException if there are too few, or too few of one kind
   */
  Fitting(List<Duel> duels, float[][] vectors) {
    long right = duels.stream().filter(duel -> duel.cheap().right()).count();
    long wrong = duels.size() - right;
    if (duels.size() < FEWEST || Math.min(right, wrong) < FEWEST_OF_A_KIND) {
      throw new IllegalArgumentException(
          "%d answers, %d right and %d wrong, are too few to fit a scorer: it takes %d, %d of each kind"
              .formatted(duels.size(), right, wrong, FEWEST, FEWEST_OF_A_KIND));
    }
    this.duels = List.copyOf(duels);
    this.vectors = vectors;
  }

  Found fitting() {
    var rows = rows();
    var labels = duels.stream().mapToInt(duel -> duel.cheap().right() ? 1 : 0).toArray();
    var head = Softmax.fit(Sample.of(rows, labels, 2), PULL);
    int dimensions = rows[0].length;
    double start = odds(head, new float[dimensions]);
    var all = new double[dimensions];
    for (int d = 0; d < dimensions; d++) {
      var one = new float[dimensions];
      one[d] = 1;
      all[d] = odds(head, one) - start;
    }
    return unscaled(start, all);
  }

  private static double odds(Softmax head, float[] row) {
    var logits = head.logits(row);
    return (double) logits[1] - logits[0];
  }

  private float[][] rows() {
    var signs = new double[duels.size()][SIGNS.length];
    for (int i = 0; i < signs.length; i++) {
      for (int s = 0; s < SIGNS.length; s++) {
        signs[i][s] = SIGNS[s].of(duels.get(i).asked());
      }
    }
    scale(signs);
    var rows = new float[signs.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new float[SIGNS.length + vectors[i].length];
      for (int s = 0; s < SIGNS.length; s++) {
        rows[i][s] = spreads[s] == 0 ? 0 : (float) ((signs[i][s] - means[s]) / spreads[s]);
      }
      System.arraycopy(vectors[i], 0, rows[i], SIGNS.length, vectors[i].length);
    }
    return rows;
  }

  private void scale(double[][] signs) {
    for (int s = 0; s < SIGNS.length; s++) {
      double sum = 0;
      double squares = 0;
      for (var row : signs) {
        sum += row[s];
        squares += row[s] * row[s];
      }
      means[s] = sum / signs.length;
      double variance = squares / signs.length - means[s] * means[s];
      spreads[s] = variance < CONSTANT ? 0 : Math.sqrt(variance);
    }
  }

  private Found unscaled(double start, double[] all) {
    var signs = new EnumMap<Sign, Double>(Sign.class);
    double from = start;
    for (int s = 0; s < SIGNS.length; s++) {
      double weight = spreads[s] == 0 ? SIGNS[s].usual() : rounded(all[s] / spreads[s]);
      signs.put(SIGNS[s], weight);
      from -= weight * means[s];
    }
    var vector = new float[all.length - SIGNS.length];
    for (int d = 0; d < vector.length; d++) {
      vector[d] = (float) all[SIGNS.length + d];
    }
    return new Found(new Weights(rounded(from), signs), vector);
  }

  /** More digits are not known, and these are the same on any machine. */
  private static double rounded(double weight) {
    return Math.rint(weight * DIGITS) / DIGITS;
  }
}
