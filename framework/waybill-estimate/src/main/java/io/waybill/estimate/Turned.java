package io.waybill.estimate;

import java.util.Optional;

/**
 * One quantity that is made more or less than it is taken to be, to see what comes of that.
 *
 * @param stop the number of the step that it is of; -1 if it is of none
 * @param name of the model, the input or the branch that it is of
 * @param by times so many; for a branch, its new share
 */
record Turned(Which which, int stop, String name, double by) {
  /** The kinds of quantities. */
  enum Which {
    NOTHING,
    INPUT,
    TOKENS_IN,
    TOKENS_OUT,
    SECONDS,
    ROUNDS,
    SPEED,
    BRANCH
  }

  static final Turned NOTHING = new Turned(Which.NOTHING, -1, "", 1);

  double of(Which asked, int at) {
    return asked == which && at == stop ? by : 1;
  }

  double of(Which asked, String called) {
    return asked == which && called.equals(name) ? by : 1;
  }

  /** The label and the share that a route's branch is given instead of its own. */
  Optional<Turned> branchOf(int route) {
    return which == Which.BRANCH && route == stop ? Optional.of(this) : Optional.empty();
  }
}
