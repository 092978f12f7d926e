package io.waybill.routing.gain;

import java.util.List;

/**
 * A question that two models have answered, and what was thought of each before.
 *
 * @param text the question
 */
public record Trial(String text, Answer weak, Answer strong) {
  /**
   * One model's answer.
   *
   * @param forecast how likely it was thought to be right, in [0, 1]
   * @param right how good it was, in [0, 1]; mostly 0 or 1
   * @param cost what it cost, in a unit that all trials share
   */
  public record Answer(double forecast, double right, double cost) {
    public Answer {
      if (!(forecast >= 0 && forecast <= 1 && right >= 0 && right <= 1)) {
        throw new IllegalArgumentException(
            "a forecast and an outcome are in [0, 1], not %s and %s".formatted(forecast, right));
      }
      if (!(cost >= 0 && cost < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("an answer costs 0 or more, not " + cost);
      }
    }
  }

  /** What the strong model was thought to gain over the weak one. */
  double forecast() {
    return strong.forecast() - weak.forecast();
  }

  /** What it did gain. */
  double gain() {
    return strong.right() - weak.right();
  }

  /** Where a tradeoff ends up that knows what answers cost, in US cents, and nothing of waiting. */
  static Curve.Point under(Tradeoff tradeoff, List<Trial> trials) {
    double strong = 0;
    double cost = 0;
    double quality = 0;
    for (var trial : trials) {
      boolean asks = tradeoff.points(trial.strong) > tradeoff.points(trial.weak);
      var asked = asks ? trial.strong : trial.weak;
      strong += asks ? 1 : 0;
      cost += asked.cost;
      quality += asked.right;
    }
    int n = trials.size();
    return new Curve.Point(strong / n, cost / n, quality / n);
  }
}
