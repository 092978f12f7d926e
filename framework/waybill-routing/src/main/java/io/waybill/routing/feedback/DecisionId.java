package io.waybill.routing.feedback;

import io.waybill.ledger.Waybill;
import io.waybill.plan.DidYouMean;

/**
 * Which decision: that of a step in a run. A step that was tried again has one decision, the last.
 *
 * @param run the run's id, as its waybill shows it; empty outside any
 * @param path the step's place in it, as its waybill shows it: {@code intent}, {@code
 *     mails[3]/intent}
 */
public record DecisionId(String run, String path) {
  public DecisionId {
    if (path.isBlank()) {
      throw new IllegalArgumentException("a decision has the path of its step, and this has none");
    }
  }

  /**
   * The decision of a step of a run.
   *
   * @throws IllegalArgumentException if no step of that path decided anything; it says which did
   */
  public static DecisionId of(Waybill waybill, String path) {
    var decided =
        waybill.lines().stream()
            .filter(line -> line.decision().isPresent())
            .map(Waybill.Line::path)
            .toList();
    if (!decided.contains(path)) {
      throw new IllegalArgumentException(
          "no step '%s' decided anything in run %s. %s"
              .formatted(path, waybill.run(), DidYouMean.among(path, decided)));
    }
    return new DecisionId(waybill.run(), path);
  }

  /**
   * Reads {@code 3k9x…/intent}: what stands before the first slash is the run.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static DecisionId parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException(
          "'%s' names no decision: write RUN/STEP, as in 3k9x0c2m1/intent".formatted(text));
    }
    return new DecisionId(text.substring(0, slash), text.substring(slash + 1));
  }

  /** {@code 3k9x…/intent}. */
  @Override
  public String toString() {
    return run + "/" + path;
  }
}
