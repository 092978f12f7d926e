package io.waybill.routing.fit;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Fits a linear head: the weights of least cross-entropy and a pull to zero, by the method of
 * Broyden, Fletcher, Goldfarb and Shanno with little memory (L-BFGS), begun from the curvature of
 * the vectors. The problem has one minimum, so there is nothing to draw and no seed.
 */
final class Descent {
  private static final int REMEMBERED = 10;
  private static final int MOST_STEPS = 80;
  private static final int HALVINGS = 12;
  private static final double SLIGHT = 3e-4;
  private static final double ENOUGH = 1e-4;

  private final Sample sample;
  private final double pull;
  private final Slope slope;
  private final Curvature curvature;
  private final Deque<Pair> remembered = new ArrayDeque<>();

  /** How far a step went, and how much the slope changed on it. */
  @SuppressWarnings("ArrayRecordComponent") // numbers; nobody compares them
  private record Pair(double[][] step, double[][] change, double scale) {}

  /**
   * What is fitted.
   *
   * @param pull how strongly weights are pulled to zero: half of it times their squares is added to
   *     the mean cross-entropy; biases are left alone
   */
  private Descent(Sample sample, double pull) {
    this.sample = sample;
    this.pull = pull;
    this.slope = new Slope(sample);
    this.curvature = new Curvature(sample, pull);
  }

  static Softmax fit(Sample sample, double pull) {
    return new Descent(sample, pull).fitted();
  }

  private Softmax fitted() {
    var at = new double[sample.many()][sample.dimensions() + 1];
    var down = new double[sample.many()][sample.dimensions() + 1];
    double loss = loss(at, down);
    int slight = 0;
    for (int step = 0; step < MOST_STEPS && slight < 2; step++) {
      var towards = direction(down);
      double fall = dot(down, towards);
      if (!(fall < 0)) {
        break;
      }
      var next = new double[at.length][at[0].length];
      var nextDown = new double[at.length][at[0].length];
      double reached = search(at, towards, loss, fall, next, nextDown);
      if (!(reached < loss)) {
        break;
      }
      remember(at, next, down, nextDown);
      slight = loss - reached < SLIGHT * Math.max(loss, 1e-3) ? slight + 1 : 0;
      at = next;
      down = nextDown;
      loss = reached;
    }
    return head(at);
  }

  /** Goes as far as the loss falls enough; the first step is the whole way. */
  private double search(
      double[][] at,
      double[][] towards,
      double loss,
      double fall,
      double[][] next,
      double[][] nextDown) {
    double far = 1;
    double reached = loss;
    for (int halving = 0; halving < HALVINGS; halving++, far /= 2) {
      for (int k = 0; k < at.length; k++) {
        for (int d = 0; d < at[k].length; d++) {
          next[k][d] = at[k][d] + far * towards[k][d];
        }
      }
      reached = loss(next, nextDown);
      if (reached <= loss + ENOUGH * far * fall) {
        return reached;
      }
    }
    return reached;
  }

  private double[][] direction(double[][] down) {
    var way = new double[down.length][];
    for (int k = 0; k < down.length; k++) {
      way[k] = down[k].clone();
    }
    var shares = new ArrayDeque<Double>();
    for (var pair : remembered) {
      double share = dot(pair.step, way) / pair.scale;
      shares.push(share);
      add(way, pair.change, -share);
    }
    curvature.takeOutOf(way);
    for (var pairs = remembered.descendingIterator(); pairs.hasNext(); ) {
      var pair = pairs.next();
      add(way, pair.step, shares.pop() - dot(pair.change, way) / pair.scale);
    }
    for (var row : way) {
      for (int d = 0; d < row.length; d++) {
        row[d] = -row[d];
      }
    }
    return way;
  }

  private void remember(double[][] at, double[][] next, double[][] down, double[][] nextDown) {
    var step = difference(next, at);
    var change = difference(nextDown, down);
    double scale = dot(step, change);
    if (scale > 0) {
      remembered.addFirst(new Pair(step, change, scale));
      if (remembered.size() > REMEMBERED) {
        remembered.removeLast();
      }
    }
  }

  /** The loss at these weights, by class and dimension, the bias last; and which way it falls. */
  private double loss(double[][] weights, double[][] down) {
    int bias = sample.dimensions();
    var byDimension = new float[bias + 1][sample.many()];
    var gradient = new double[bias + 1][sample.many()];
    double squares = 0;
    for (int k = 0; k < weights.length; k++) {
      for (int d = 0; d <= bias; d++) {
        byDimension[d][k] = (float) weights[k][d];
        squares += d < bias ? weights[k][d] * weights[k][d] : 0;
      }
    }
    double loss = slope.at(byDimension, gradient) + pull / 2 * squares;
    for (int k = 0; k < weights.length; k++) {
      for (int d = 0; d <= bias; d++) {
        down[k][d] = gradient[d][k] + (d < bias ? pull * weights[k][d] : 0);
      }
    }
    return loss;
  }

  private Softmax head(double[][] weights) {
    int bias = sample.dimensions();
    var byDimension = new float[bias][sample.many()];
    var biases = new float[sample.many()];
    for (int k = 0; k < weights.length; k++) {
      for (int d = 0; d < bias; d++) {
        byDimension[d][k] = (float) weights[k][d];
      }
      biases[k] = (float) weights[k][bias];
    }
    return new Softmax(byDimension, biases);
  }

  private static double[][] difference(double[][] a, double[][] b) {
    var difference = new double[a.length][a[0].length];
    for (int k = 0; k < a.length; k++) {
      for (int d = 0; d < a[k].length; d++) {
        difference[k][d] = a[k][d] - b[k][d];
      }
    }
    return difference;
  }

  private static void add(double[][] to, double[][] what, double times) {
    for (int k = 0; k < to.length; k++) {
      for (int d = 0; d < to[k].length; d++) {
        to[k][d] += times * what[k][d];
      }
    }
  }

  private static double dot(double[][] a, double[][] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      double row = 0;
      for (int d = 0; d < a[k].length; d++) {
        row += a[k][d] * b[k][d];
      }
      sum += row;
    }
    return sum;
  }
}
