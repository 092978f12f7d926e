package io.waybill.routing.gain;

import io.waybill.routing.data.Rows;
import io.waybill.routing.judge.Metric;
import io.waybill.routing.judge.Metrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What asking comes to in money: by the router at {@value #QUALITY} of the strong model's share of
 * right answers, and by whatever else one could do. Tokens are estimated as when the router
 * chooses: four bytes of text to one, and as many written as the target usually writes.
 *
 * @param priced the questions, judged in US cents; empty if a price is unknown
 * @param unknown why it is; none if it is not
 */
public record Spending(Optional<GainEvaluation> priced, List<String> unknown) {
  /** The weak model is asked everything. */
  public static final String ALWAYS_WEAK = "always_weak";

  /** The strong model is asked everything. */
  public static final String ALWAYS_STRONG = "always_strong";

  private static final double QUALITY = 0.95;
  private static final double CENTS_FOR_ONE_IN_DOLLARS_FOR_A_THOUSAND = 10;
  private static final String DOLLARS = "dollars_";

  private static final Map<String, String> MEANINGS = meanings();

  /**
   * One way to ask.
   *
   * @param dollars for 1,000 questions
   * @param share of the calls that go to the strong model
   * @param right the share of right answers
   */
  public record Way(double dollars, double share, double right) {
    private static Way of(Curve.Point point) {
      return new Way(
          point.cost() * CENTS_FOR_ONE_IN_DOLLARS_FOR_A_THOUSAND, point.share(), point.quality());
    }
  }

  public Spending {
    unknown = List.copyOf(unknown);
    if (priced.isEmpty() == unknown.isEmpty()) {
      throw new IllegalArgumentException("money is known, or there is a reason why not");
    }
  }

  /**
   * What it comes to on these rows.
   *
   * @param router that was told prices
   * @param vectors of the rows, of the router's encoder
   * @throws IllegalArgumentException if an outcome cannot be read, or no row has both
   */
  public static Spending of(GainRouter router, Rows rows, float[][] vectors) {
    var targets = router.targets();
    var unknown =
        Stream.of(targets.get(0), targets.get(targets.size() - 1))
            .flatMap(target -> router.live().unpriced(target).stream())
            .toList();
    if (!unknown.isEmpty()) {
      return new Spending(Optional.empty(), unknown);
    }
    var judged = router.judge(rows, vectors);
    return judged.unit().equals(GainEvaluation.CENTS)
        ? new Spending(Optional.of(judged), List.of())
        : new Spending(Optional.empty(), List.of("a row is longer than any price is known for"));
  }

  /**
   * Every way there is, by name: {@link #ALWAYS_WEAK}, {@link #ALWAYS_STRONG}, and the rules of a
   * {@link GainEvaluation} at {@value #QUALITY} of the strong model's share of right answers, if
   * the strong one is better. None if a price is unknown.
   */
  public Map<String, Way> ways() {
    var ways = new LinkedHashMap<String, Way>();
    priced.ifPresent(
        judged -> {
          var any = judged.curve(GainEvaluation.ROUTER);
          ways.put(ALWAYS_WEAK, Way.of(any.none()));
          ways.put(ALWAYS_STRONG, Way.of(any.all()));
          judged
              .curves()
              .forEach(
                  (rule, curve) ->
                      curve.reaching(QUALITY).ifPresent(at -> ways.put(rule, Way.of(at))));
        });
    return ways;
  }

  /** Where each preset {@link Tradeoff} ends up, by name; none if a price is unknown. */
  public Map<String, Way> tradeoffs() {
    var ends = new LinkedHashMap<String, Way>();
    priced.ifPresent(
        judged -> judged.tradeoffs().forEach((name, point) -> ends.put(name, Way.of(point))));
    return ends;
  }

  /** The dollars of all ways as figures: {@code dollars_router}. */
  public Metrics metrics() {
    var known = new LinkedHashMap<String, Metric>();
    ways()
        .forEach(
            (name, way) ->
                known.put(
                    DOLLARS + name,
                    Metric.of(way.dollars(), priced.map(GainEvaluation::n).orElse(0))));
    var unknown = new LinkedHashMap<String, String>();
    MEANINGS.keySet().stream()
        .filter(name -> !known.containsKey(name))
        .forEach(name -> unknown.put(name, why()));
    return new Metrics(known, unknown);
  }

  private String why() {
    return priced.map(GainEvaluation::noGap).orElseGet(() -> String.join("; ", unknown));
  }

  /** The name of every figure that {@link #metrics} may have. */
  public static List<String> names() {
    return List.copyOf(MEANINGS.keySet());
  }

  /** What a figure of {@link #metrics} is, in a few words; empty if there is none of that name. */
  public static String meaning(String name) {
    return MEANINGS.getOrDefault(name, "");
  }

  private static Map<String, String> meanings() {
    var all = new LinkedHashMap<String, String>();
    all.put(DOLLARS + ALWAYS_WEAK, "dollars for 1,000 rows, all asked of the weak model");
    all.put(DOLLARS + ALWAYS_STRONG, "dollars for 1,000 rows, all asked of the strong model");
    for (var rule :
        List.of(
            GainEvaluation.RANDOM,
            GainEvaluation.LENGTH,
            GainEvaluation.ROUTER,
            GainEvaluation.ORACLE)) {
      all.put(
          DOLLARS + rule,
          String.format(
              Locale.ROOT,
              "dollars for 1,000 rows by the rule %s, at 95 %% of the strong model's accuracy",
              rule));
    }
    return all;
  }
}
