package io.waybill.routing.fit;

import java.util.stream.IntStream;

/**
 * The mean cross-entropy of a linear head on a sample, and its slope.
 *
 * <p>The sample is cut into a fixed number of parts, whatever the number of cores, and their sums
 * are added in order: so the same sample gives the same figures to the bit on any machine.
 */
final class Slope {
  private static final int PARTS = 16;
  private static final int BLOCK = 4;

  private final Sample sample;
  private final double weight;
  private final Part[] parts;

  Slope(Sample sample) {
    this.sample = sample;
    this.weight = sample.weight();
    this.parts =
        IntStream.range(0, PARTS)
            .mapToObj(i -> new Part(cut(i), cut(i + 1)))
            .filter(part -> part.from < part.to)
            .toArray(Part[]::new);
  }

  private int cut(int i) {
    return (int) ((long) sample.size() * i / PARTS / BLOCK * BLOCK) + (i == PARTS ? rest() : 0);
  }

  private int rest() {
    return sample.size() % BLOCK;
  }

  /**
   * At these weights; the last row is the bias.
   *
   * @param slope where the slope is put, as the weights are
   */
  double at(float[][] weights, double[][] slope) {
    IntStream.range(0, parts.length).parallel().forEach(i -> parts[i].at(weights));
    double loss = 0;
    for (var part : parts) {
      loss += part.loss;
    }
    IntStream.range(0, slope.length).parallel().forEach(d -> gather(d, slope[d]));
    return loss / weight;
  }

  private void gather(int d, double[] into) {
    for (int k = 0; k < into.length; k++) {
      double sum = 0;
      for (var part : parts) {
        sum += part.slope[d][k];
      }
      into[k] = sum / weight;
    }
  }

  /** Some of the rows. */
  private final class Part {
    private final int from;
    private final int to;
    private final float[][] slope = new float[sample.dimensions() + 1][sample.many()];
    private final float[][] residuals = new float[BLOCK][sample.many()];
    private double loss;

    private Part(int from, int to) {
      this.from = from;
      this.to = to;
    }

    private void at(float[][] weights) {
      loss = 0;
      for (var row : slope) {
        java.util.Arrays.fill(row, 0);
      }
      for (int i = from; i < to; i += BLOCK) {
        block(i, Math.min(to, i + BLOCK), weights);
      }
    }

    private void block(int begin, int end, float[][] weights) {
      var bias = weights[sample.dimensions()];
      for (int i = begin; i < begin + BLOCK; i++) {
        var residual = residuals[i - begin];
        if (i < end) {
          System.arraycopy(bias, 0, residual, 0, bias.length);
          Softmax.add(residual, sample.vectors()[i], weights);
          loss += residual(residual, sample.classes()[i], sample.weights()[i]);
        } else {
          java.util.Arrays.fill(residual, 0);
        }
      }
      add(begin, end);
    }

    /** Turns logits into what the slope is made of, and says the loss. */
    private double residual(float[] logits, int label, double counts) {
      float top = Float.NEGATIVE_INFINITY;
      for (float logit : logits) {
        top = Math.max(top, logit);
      }
      double own = logits[label] - (double) top;
      double sum = 0;
      for (int k = 0; k < logits.length; k++) {
        logits[k] = (float) Math.exp(logits[k] - (double) top);
        sum += logits[k];
      }
      float share = (float) (counts / sum);
      for (int k = 0; k < logits.length; k++) {
        logits[k] *= share;
      }
      logits[label] -= (float) counts;
      return counts * (Math.log(sum) - own);
    }

    private void add(int begin, int end) {
      var x0 = sample.vectors()[begin];
      var x1 = sample.vectors()[Math.min(begin + 1, end - 1)];
      var x2 = sample.vectors()[Math.min(begin + 2, end - 1)];
      var x3 = sample.vectors()[Math.min(begin + 3, end - 1)];
      for (int d = 0; d < x0.length; d++) {
        add(slope[d], x0[d], x1[d], x2[d], x3[d]);
      }
      add(slope[x0.length], 1, 1, 1, 1);
    }

    private void add(float[] sums, float a, float b, float c, float d) {
      var r0 = residuals[0];
      var r1 = residuals[1];
      var r2 = residuals[2];
      var r3 = residuals[3];
      for (int k = 0; k < sums.length; k++) {
        sums[k] += a * r0[k] + b * r1[k] + c * r2[k] + d * r3[k];
      }
    }
  }
}
