package io.waybill.routing.feedback;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a router decides differently from how it did when it was fitted, or at first: what it is
 * asked has changed, or something broke. It says nothing of whether it is right.
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
    lately.ifPresent(now -> compare(usual, "when it was fitted", now, reasons));
    return new Drift(usual, lately, told(reasons), reasons);
  }

  /**
   * The last so many of some decisions against as many at first: what is usual where nobody kept
   * how it decided when it was fitted. Of fewer than twice as many, one half against the other.
   *
   * @throws IllegalArgumentException if there are no decisions
   */
  public static Drift within(List<Decision> all, int most) {
    var usual =
        Habit.ofDecisions(first(all, most))
            .or(() -> Habit.ofDecisions(all))
            .orElseThrow(() -> new IllegalArgumentException("no decisions, no drift"));
    var lately = Habit.ofDecisions(last(all, most));
    if (usual.n() < LEAST || lately.filter(now -> now.n() >= LEAST).isEmpty()) {
      var few =
          String.format(Locale.ROOT, "%,d decisions: %d are needed to tell", all.size(), 2 * LEAST);
      return new Drift(usual, lately, Verdict.TOO_FEW, List.of(few));
    }
    var reasons = new ArrayList<String>();
    compare(
        usual, String.format(Locale.ROOT, "in the first %,d", usual.n()), lately.get(), reasons);
    return new Drift(usual, lately, told(reasons), reasons);
  }

  /** The first of them, of which the last are none. */
  public static List<Decision> first(List<Decision> all, int most) {
    return all.subList(0, Math.min(most, all.size() / 2));
  }

  /** The last of them, of which the first are none. */
  public static List<Decision> last(List<Decision> all, int most) {
    return all.subList(all.size() - Math.min(most, all.size() / 2), all.size());
  }

  /** The same, knowing too how far what it is asked lies from what it was. */
  public Drift with(Shift shift) {
    if (!shift.matters()) {
      return this;
    }
    var all = new ArrayList<>(verdict == Verdict.TOO_FEW ? List.<String>of() : reasons);
    all.add(shift.toString());
    return new Drift(usual, lately, Verdict.MOVED, all);
  }

  private static Verdict told(List<String> reasons) {
    return reasons.isEmpty() ? Verdict.STEADY : Verdict.MOVED;
  }

  private static void compare(Habit usual, String then, Habit now, List<String> reasons) {
    double pooled =
        (usual.rejected() * usual.n() + now.rejected() * now.n()) / (usual.n() + now.n());
    double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / usual.n() + 1.0 / now.n()));
    var so = new Compared(now, then, reasons);
    so.tell("abstains on %.1f %% of", usual.rejected(), now.rejected(), error);
    double spread =
        Math.sqrt(
            usual.spread() * usual.spread() / usual.n() + now.spread() * now.spread() / now.n());
    so.tell("has a mean confidence of %.1f %% in", usual.confidence(), now.confidence(), spread);
  }

  /** What is said of two habits. */
  private record Compared(Habit now, String then, List<String> reasons) {
    void tell(String what, double was, double is, double error) {
      if (Math.abs(is - was) > Math.max(MATTERS, FAR * error)) {
        reasons.add(
            String.format(
                Locale.ROOT,
                "it " + what + " the last %,d decisions; %s that was %.1f %%",
                100 * is,
                now.n(),
                then,
                100 * was));
      }
    }
  }
}
