package io.waybill.routing.judge;

import io.waybill.work.Choice;

/**
 * What a router said of one row whose label is known.
 *
 * @param line where the row stands in its file
 * @param text the row's text
 * @param truth the row's label; {@link Choice#OTHERWISE} if it belongs to no branch
 * @param top the label it thought of first, whether or not it then chose it; never {@link
 *     Choice#OTHERWISE}; empty if it thought of none
 * @param confidence that the first label is right, in [0, 1]
 * @param scope that the text belongs to any label at all, more being surer; only its order counts
 * @param fate what it decided
 */
public record Judgement(
    int line, String text, String truth, String top, double confidence, double scope, Fate fate) {
  /** What a router decided. */
  public enum Fate {
    /** It chose its first label. */
    CHOSEN,
    /** It abstained, since it was not sure enough of one label. */
    UNSURE,
    /** It abstained, since the text belongs to none. */
    OUT_OF_SCOPE
  }

  public Judgement {
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException(
          "line %d: confidence must be in [0, 1], is %s".formatted(line, confidence));
    }
    if (Double.isNaN(scope)) {
      throw new IllegalArgumentException("line %d: its scope is no number".formatted(line));
    }
    if (top.equals(Choice.OTHERWISE)) {
      throw new IllegalArgumentException(
          "line %d: '%s' is no label to think of".formatted(line, top));
    }
  }

  /**
   * Judges a choice of a router of which no more is known: its scope is its confidence, and to
   * abstain is its one way of saying that a text belongs to none.
   */
  public static Judgement of(int line, String text, String truth, Choice choice) {
    var first = choice.candidates().entrySet().stream().findFirst();
    double sure = Math.max(0, Math.min(1, first.map(each -> each.getValue()).orElse(0.0)));
    return new Judgement(
        line,
        text,
        truth,
        first.map(candidate -> candidate.getKey()).orElse(""),
        sure,
        sure,
        choice.abstained() ? Fate.OUT_OF_SCOPE : Fate.CHOSEN);
  }

  /** Whether the row belongs to a label. */
  public boolean inScope() {
    return !truth.equals(Choice.OTHERWISE);
  }

  /** Whether the label it thought of first is the row's. */
  public boolean topIsRight() {
    return top.equals(truth);
  }

  /**
   * What it took the text for: the label it thought of first, sure of it or not; {@link
   * Choice#OTHERWISE} if it took it for none of a label.
   */
  public String said() {
    return passed() ? top : Choice.OTHERWISE;
  }

  /** Whether it took the text for what it is, out of scope being one more label. */
  public boolean right() {
    return said().equals(truth);
  }

  /** Whether it took the text for one of a label, sure of which one or not. */
  public boolean passed() {
    return fate != Fate.OUT_OF_SCOPE;
  }
}
