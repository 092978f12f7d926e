package io.waybill.work;

/**
 * How good something was, in the same books as what it cost.
 *
 * @param metric what was measured: {@code grounding}
 * @param value mostly in [0, 1], more being better
 * @param label the value in a word, {@code supported}; may be empty
 * @param origin who says so
 */
public record Score(String metric, double value, String label, Origin origin) {
  /** Who gave a score. */
  public enum Origin {
    RULE,
    MODEL,
    PERSON
  }
}
