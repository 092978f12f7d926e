package io.waybill.routing.feedback;

import io.waybill.routing.judge.Comparison;
import io.waybill.routing.judge.Comparison.Verdict;
import io.waybill.routing.judge.Yardstick;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What became of a router that was to take the place of another one: a line of the record beside
 * it.
 *
 * @param at when
 * @param fate what became of it
 * @param change from which router to which
 * @param by who decided: a rule, or whoever rolled back
 * @param rows that both were compared on; 0 if they were not
 * @param figures measure by measure
 * @param reasons why it was refused, or failed; none otherwise
 */
public record Promotion(
    Instant at,
    Fate fate,
    Change change,
    String by,
    int rows,
    List<Figure> figures,
    List<String> reasons) {
  /** What became of it. */
  public enum Fate {
    /** It took the other one's place. */
    PROMOTED,
    /** It was not better, or worse in something. */
    REFUSED,
    /** It was to take the other one's place, and could not be written. */
    FAILED,
    /** The one before took its place again. */
    ROLLED_BACK
  }

  /**
   * Between which routers.
   *
   * @param from {@code sha256:…} of the one that was in use
   * @param to of the one that was to be
   * @param kept the name of the file that {@code from} was kept in; empty if it was not replaced
   */
  public record Change(String from, String to, String kept) {}

  /**
   * A measure of both.
   *
   * @param was of the one in use
   * @param is of the other
   * @param verdict what the other is
   */
  public record Figure(String measure, double was, double is, Verdict verdict) {}

  /**
   * When a router takes the place of another one.
   *
   * @param better the measure in which it must be better by more than chance explains
   * @param tolerance by how much it may be worse in each other measure, in that measure's own unit,
   *     mostly a share; at least 0
   */
  public record Rule(Yardstick better, double tolerance) {
    public Rule {
      if (!(tolerance >= 0)) {
        throw new IllegalArgumentException("a tolerance is at least 0, not " + tolerance);
      }
    }

    /** Why the second of two routers does not take the place of the first; none if it does. */
    public List<String> against(Comparison comparison) {
      var reasons = new ArrayList<String>();
      comparison
          .difference(better)
          .ifPresentOrElse(
              known -> {
                if (known.verdict() != Verdict.BETTER) {
                  reasons.add(notBetter(known));
                }
              },
              () ->
                  reasons.add(
                      "%s cannot be told: %s"
                          .formatted(
                              better.title(),
                              comparison.unknown().getOrDefault(better, "it was not compared"))));
      comparison.differences().stream()
          .filter(each -> !each.measure().equals(better) && loss(each) > tolerance)
          .forEach(each -> reasons.add(worse(each)));
      return reasons;
    }

    private static double loss(Comparison.Difference difference) {
      double more = difference.b() - difference.a();
      return difference.measure().moreIsBetter() ? -more : more;
    }

    private static String notBetter(Comparison.Difference known) {
      return String.format(
          Locale.ROOT,
          "%s is %.4f and was %.4f on %,d rows: %s",
          known.measure().title(),
          known.b(),
          known.a(),
          known.rows(),
          known.verdict() == Verdict.WORSE ? "worse" : "no better than chance explains");
    }

    private String worse(Comparison.Difference known) {
      return String.format(
          Locale.ROOT,
          "%s is %.4f and was %.4f: worse by more than %s",
          known.measure().title(),
          known.b(),
          known.a(),
          tolerance);
    }

    /** {@code rule: better in accuracy, nothing else worse by more than 0.005}. */
    @Override
    public String toString() {
      return "rule: better in %s, nothing else worse by more than %s"
          .formatted(better.title(), tolerance);
    }
  }

  public Promotion {
    figures = List.copyOf(figures);
    reasons = List.copyOf(reasons);
  }
}
