package io.waybill.routing.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SoftmaxTest {
  private static final int CLASSES = 5;
  private static final int DIMENSIONS = 7;

  /** Clouds around one point for each class, near enough to overlap. */
  static Sample clouds(int rows, int dimensions, int classes, long seed) {
    var random = new Random(seed);
    var centres = new float[classes][dimensions];
    for (var centre : centres) {
      for (int d = 0; d < dimensions; d++) {
        centre[d] = (float) random.nextGaussian();
      }
    }
    var vectors = new float[rows][dimensions];
    var labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = i % classes;
      for (int d = 0; d < dimensions; d++) {
        vectors[i][d] = (float) (centres[labels[i]][d] + 0.8 * random.nextGaussian());
      }
    }
    return Sample.of(vectors, labels, classes);
  }

  @Test
  void whatItFindsHasNoSlopeLeft() {
    var sample = clouds(503, DIMENSIONS, CLASSES, 1);
    double pull = 1e-3;
    var head = Softmax.fit(sample, pull);
    double here = loss(sample, head, pull, 0, 0, 0);
    for (int k = 0; k < CLASSES; k++) {
      for (int d = 0; d <= DIMENSIONS; d++) {
        double step = 0.05;
        double up = loss(sample, head, pull, k, d, step);
        double down = loss(sample, head, pull, k, d, -step);
        assertTrue(
            up > here - 2e-4 && down > here - 2e-4, "class %d, dimension %d".formatted(k, d));
      }
    }
  }

  /** The loss by its definition, one weight (or bias) moved. */
  private static double loss(
      Sample sample, Softmax head, double pull, int label, int dimension, double step) {
    double loss = 0;
    double squares = 0;
    for (int k = 0; k < head.classes(); k++) {
      var weights = head.weights(k);
      for (int d = 0; d < weights.length; d++) {
        double w = weights[d] + (k == label && d == dimension ? step : 0);
        squares += w * w;
      }
    }
    for (int i = 0; i < sample.size(); i++) {
      var logits = head.logits(sample.vectors()[i]);
      logits[label] +=
          (float) (step * (dimension < sample.dimensions() ? sample.vectors()[i][dimension] : 1));
      loss -= Math.log(Softmax.shares(logits, 1)[sample.classes()[i]]);
    }
    return loss / sample.size() + pull / 2 * squares;
  }

  @Test
  void itTellsCloudsApart() {
    var sample = clouds(1000, 20, 4, 2);
    var head = Softmax.fit(sample, 1e-4);
    long right =
        IntStream.range(0, sample.size())
            .filter(i -> Softmax.top(head.logits(sample.vectors()[i])) == sample.classes()[i])
            .count();
    assertTrue(right > 950, right + " of 1000");
  }

  @Test
  void theSameSampleGivesTheSameHeadToTheBit() {
    assertEquals(
        Softmax.fit(clouds(700, 30, 6, 3), 1e-5), Softmax.fit(clouds(700, 30, 6, 3), 1e-5));
  }

  @Test
  void aRowThatCountsTwiceIsLikeTwoRows() {
    var once = clouds(200, DIMENSIONS, CLASSES, 4);
    var weights = once.weights().clone();
    weights[0] = 2;
    var heavy = Softmax.fit(new Sample(once.vectors(), once.classes(), weights, CLASSES), 1e-2);
    var places = IntStream.rangeClosed(0, 200).map(i -> i % 200).toArray();
    var doubled = Softmax.fit(once.at(places), 1e-2);
    for (int k = 0; k < CLASSES; k++) {
      assertArrayEquals(doubled.weights(k), heavy.weights(k), 0.02f);
    }
  }

  @Test
  void sharesSumToOneHoweverLargeTheLogits() {
    var shares = Softmax.shares(new float[] {1e5f, 1e5f, -1e5f}, 3);
    assertArrayEquals(new double[] {0.5, 0.5, 0}, shares, 1e-12);
  }

  @Test
  void aVectorOfAnotherLengthIsRefused() {
    var head = Softmax.fit(clouds(50, DIMENSIONS, 2, 5), 1e-3);
    var refused = assertThrows(IllegalArgumentException.class, () -> head.logits(new float[3]));
    assertEquals("a head for 7 dimensions was given a vector of 3", refused.getMessage());
  }

  @Test
  void itIsAsGoodOnceItWasPacked() {
    var sample = clouds(1000, 64, 10, 6);
    var head = Softmax.fit(sample, 1e-4);
    var packed = head.packed();
    long changed =
        IntStream.range(0, sample.size())
            .filter(
                i ->
                    Softmax.top(head.logits(sample.vectors()[i]))
                        != Softmax.top(packed.logits(sample.vectors()[i])))
            .count();
    assertTrue(changed <= 5, changed + " of 1000 decisions changed");
  }
}
