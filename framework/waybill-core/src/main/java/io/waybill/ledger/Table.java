package io.waybill.ledger;

/**
 * The columns of a receipt: 119 characters, of which a long name takes some from the timeline.
 *
 * @param step the width of the names
 */
record Table(int step) {
  static final int MODEL = 18;
  private static final int STEP_AND_TIMELINE = 41;
  private static final int LEAST_STEP = 16;
  private static final int MOST_STEP = 28;

  static Table of(int longestName) {
    return new Table(Math.min(Math.max(longestName, LEAST_STEP), MOST_STEP));
  }

  int timeline() {
    return STEP_AND_TIMELINE - step;
  }

  /**
   * @param cells step, model, timeline, wall, queue, ttft, tok/s, cost, path%, slack
   */
  String line(String... cells) {
    return " %%-%ds %%-%ds %%-%ds%%8s%%8s%%7s%%7s  %%-11s%%7s%%7s"
        .formatted(step, MODEL, timeline())
        .formatted((Object[]) cells)
        .stripTrailing();
  }

  String note(String name, String text) {
    return " %%-%ds %%s".formatted(step).formatted(name, text).stripTrailing();
  }
}
