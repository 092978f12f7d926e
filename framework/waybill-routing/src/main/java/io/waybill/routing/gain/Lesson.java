package io.waybill.routing.gain;

import java.util.Arrays;

/** What was learned of one target: its head, and what it says of the rows it was learned from. */
final class Lesson {
  private final Outcomes outcomes;
  private final Head head;
  private final double[] unseen;

  private Lesson(Outcomes outcomes, Head head, double[] unseen) {
    this.outcomes = outcomes;
    this.head = head;
    this.unseen = unseen;
  }

  /** Learns from those rows that say how the target did. */
  static Lesson of(Outcomes outcomes, float[][] vectors, int[] folds) {
    var places = outcomes.labelled();
    var fitted =
        Learning.fit(
            Arrays.stream(places).mapToObj(i -> vectors[i]).toArray(float[][]::new),
            Arrays.stream(places).mapToDouble(i -> outcomes.at(i).orElseThrow()).toArray(),
            Arrays.stream(places).map(i -> folds[i]).toArray());
    var unseen = new double[vectors.length];
    for (int i = 0; i < places.length; i++) {
      unseen[places[i]] = fitted.unseen()[i];
    }
    return new Lesson(outcomes, fitted.head(), unseen);
  }

  Head head() {
    return head;
  }

  /** Whether the row at that place says how the target did. */
  boolean says(int place) {
    return outcomes.at(place).isPresent();
  }

  /** What was thought of that row before, and how it was. */
  Trial.Answer answer(int place, double cost) {
    return new Trial.Answer(unseen[place], outcomes.at(place).orElseThrow(), cost);
  }
}
