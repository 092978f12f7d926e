package io.waybill.routing.gain;

import java.util.List;
import java.util.function.Function;

/**
 * Whether forecasts can be taken at their word.
 *
 * @param ece expected calibration error: how far forecasts are from what came true, on average over
 *     {@value #BINS} bins of equal width, in [0, 1]
 * @param brier the mean square of how far each forecast is from its outcome, in [0, 1]
 */
public record Calibration(double ece, double brier) {
  static final int BINS = 15;

  static Calibration of(List<Trial> trials, Function<Trial, Trial.Answer> side) {
    var off = new double[BINS];
    double square = 0;
    for (var trial : trials) {
      var answer = side.apply(trial);
      double wrong = answer.forecast() - answer.right();
      off[bin(answer.forecast())] += wrong;
      square += wrong * wrong;
    }
    double sum = 0;
    for (var each : off) {
      sum += Math.abs(each);
    }
    return new Calibration(sum / trials.size(), square / trials.size());
  }

  static int bin(double forecast) {
    return Math.min(BINS - 1, (int) (forecast * BINS));
  }
}
