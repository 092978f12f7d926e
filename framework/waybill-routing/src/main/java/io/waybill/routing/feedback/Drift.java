package io.waybill.routing.feedback;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a router decides differently from how it did when it was fitted: what it is asked has
 * changed, or something broke. It says nothing of whether it is right.
 *
 * @param usual how it decided then
 * @param lately how it does now; empty if it decided nothing
 * @param reasons why it moved, or why that cannot be told; none if it is steady
 */
public record Drift(Habit usual, Optional<Habit> lately, Verdict verdict, List<String> reasons) {
  /** What is to be said. */
  public enum Verdict {
    /** As usual, as far as these decisions tell. */
    STEADY,
    /** More than chance explains: look at what it is asked. */
    MOVED,
    /** Too few decisions to tell. */
    TOO_FEW
  }

  /** With fewer decisions there is no telling. */
  private static final int LEAST = 100;

  /** Standard errors: reached by chance about once in 370 times. */
  private static final double FAR = 3;

  /** What is less than this nobody has to look at, however sure it is. */
  private static final double MATTERS = 0.02;

  public Drift {
    reasons = List.copyOf(reasons);
  }

  /** The last decisions against how it decided on rows at fit time. */
  public static Drift of(List<Decision> last, Habit usual) {
    var lately = Habit.ofDecisions(last);
    if (last.size() < LEAST || usual.n() < LEAST) {
      var few =
          "%,d decisions lately and %,d rows at fit time: %d of each are needed to tell"
              .formatted(last.size(), usual.n(), LEAST);
      return new Drift(usual, lately, Verdict.TOO_FEW, List.of(few));
    }
    var reasons = new ArrayList<String>();
    lately.ifPresent(now -> compare(usual, now, reasons));
    return new Drift(usual, lately, reasons.isEmpty() ? Verdict.STEADY : Verdict.MOVED, reasons);
  }

  private static void compare(Habit usual, Habit now, List<String> reasons) {
    double pooled =
        (usual.rejected() * usual.n() + now.rejected() * now.n()) / (usual.n() + now.n());
    double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / usual.n() + 1.0 / now.n()));
    tell("abstains on %.1f %% of", usual.rejected(), now.rejected(), error, now, reasons);
    double spread =
        Math.sqrt(
            usual.spread() * usual.spread() / usual.n() + now.spread() * now.spread() / now.n());
    tell(
        "has a mean confidence of %.1f %% in",
        usual.confidence(), now.confidence(), spread, now, reasons);
  }

  private static void tell(
      String what, double was, double is, double error, Habit now, List<String> reasons) {
    if (Math.abs(is - was) > Math.max(MATTERS, FAR * error)) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "it " + what + " the last %,d decisions; when it was fitted that was %.1f %%",
              100 * is,
              now.n(),
              100 * was));
    }
  }
}
