package io.waybill.routing.judge;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Two routers, A and B, on the same rows.
 *
 * @param rows how many
 * @param differences of B from A, measure by measure
 * @param unknown why there is none of a measure
 * @param changes what became of single rows; none of routers between models, of which no row is
 *     right or wrong by itself
 */
public record Comparison(
    int rows, List<Difference> differences, Map<Yardstick, String> unknown, Changes changes) {
  /** What B is, as far as these rows tell. */
  public enum Verdict {
    /** More than chance explains. */
    BETTER,
    /** No difference can be told on these rows; more of them might. */
    SAME,
    /** More than chance explains. */
    WORSE
  }

  /**
   * How B differs from A in one measure.
   *
   * @param rows that it is taken over, of A or B whichever are fewer
   * @param a the measure of A
   * @param b the measure of B
   * @param interval in which {@code b - a} lies in 95 of 100 samples, by bootstrap over rows
   * @param chance that routers which are equally good differ in at least as many rows one way only,
   *     after McNemar; of shares of the same rows
   */
  public record Difference(
      Yardstick measure,
      int rows,
      double a,
      double b,
      Metric.Range interval,
      OptionalDouble chance) {
    private static final double UNLIKELY = 0.05;

    /**
     * Whether B is better or worse: the interval holds no 0, and chance is below 5 % where it is
     * known; where it is not, there are at least 30 rows.
     */
    public Verdict verdict() {
      boolean told = chance.isPresent() ? chance.getAsDouble() < UNLIKELY : rows >= Bootstrap.LEAST;
      if (!told || (interval.low() <= 0 && interval.high() >= 0)) {
        return Verdict.SAME;
      }
      return interval.low() > 0 == measure.moreIsBetter() ? Verdict.BETTER : Verdict.WORSE;
    }
  }

  /** What A and B said of one row. */
  public record Changed(Judgement a, Judgement b) {}

  /**
   * What became of single rows, in the order of their lines.
   *
   * @param newlyRight A was wrong and B is right
   * @param newlyWrong A was right and B is wrong
   * @param otherwiseWrong both are wrong, in different ways
   */
  public record Changes(
      List<Changed> newlyRight, List<Changed> newlyWrong, List<Changed> otherwiseWrong) {
    public static final Changes NONE = new Changes(List.of(), List.of(), List.of());

    public Changes {
      newlyRight = List.copyOf(newlyRight);
      newlyWrong = List.copyOf(newlyWrong);
      otherwiseWrong = List.copyOf(otherwiseWrong);
    }
  }

  public Comparison {
    differences = List.copyOf(differences);
    unknown = Collections.unmodifiableMap(new LinkedHashMap<>(unknown));
  }

  /**
   * Holds B against A. The same judgements give the same comparison.
   *
   * @throws IllegalArgumentException if they were not judged on the same rows, or on none
   */
  public static Comparison of(List<Judgement> a, List<Judgement> b) {
    return new Comparing(a, b).comparison();
  }

  /** How they differ in a measure, if both have it. */
  public Optional<Difference> difference(Yardstick measure) {
    return differences.stream().filter(each -> each.measure().equals(measure)).findFirst();
  }

  /**
   * Whether B is better in a measure.
   *
   * @throws IllegalArgumentException if these rows cannot tell it
   */
  public Verdict verdict(Yardstick measure) {
    return difference(measure)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no verdict on %s: %s"
                        .formatted(measure.title(), unknown.getOrDefault(measure, "not compared"))))
        .verdict();
  }
}
