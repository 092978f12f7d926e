package io.waybill.work;

/**
 * Whose answer an answer is, if it was given before: which attempt paid for it.
 *
 * @param run its id
 * @param path the step's place in it
 * @param attempt which attempt
 * @param traceparent its span, where it was traced; empty otherwise
 */
public record Origin(String run, String path, int attempt, String traceparent) {
  /** It is its own. */
  public static final Origin OWN = new Origin("", "", 0, "");

  public boolean own() {
    return run.isEmpty();
  }

  /** {@code 3k9x…/draft#1}. */
  @Override
  public String toString() {
    return own() ? "" : "%s/%s#%d".formatted(run, path, attempt);
  }
}
