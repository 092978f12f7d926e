package io.waybill.estimate;

import java.util.Locale;

/**
 * What a figure rests on.
 *
 * @param runs how many runs it was seen in; 0 if nobody saw it
 */
public record Grounds(Kind kind, int runs) {
  /** What there was to go by, the best first. */
  public enum Kind {
    /** Runs that were kept. */
    RECORDED,
    /** The plan says so, the price book, or whoever asks for the estimate. */
    DECLARED,
    /** It cannot be more. */
    BOUND,
    /** Nobody said; a guess that stands in the guide. */
    ASSUMED
  }

  static final Grounds DECLARED = new Grounds(Kind.DECLARED, 0);
  static final Grounds BOUND = new Grounds(Kind.BOUND, 0);
  static final Grounds ASSUMED = new Grounds(Kind.ASSUMED, 0);

  static Grounds recorded(int runs) {
    return new Grounds(Kind.RECORDED, runs);
  }

  /** {@code recorded (500 runs)}, {@code assumed}. */
  @Override
  public String toString() {
    var word = kind.name().toLowerCase(Locale.ROOT);
    return runs == 0
        ? word
        : String.format(Locale.ROOT, "%s (%,d run%s)", word, runs, runs == 1 ? "" : "s");
  }
}
