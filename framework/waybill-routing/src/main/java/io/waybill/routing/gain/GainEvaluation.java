package io.waybill.routing.gain;

import io.waybill.routing.judge.Metric;
import io.waybill.routing.judge.Metrics;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How well a gain model tells who should be asked: on questions that it has not seen, against rules
 * that know nothing and one that knows everything.
 *
 * @param weak label of the weak model
 * @param strong label of the strong model
 * @param n questions
 * @param unit of cost: {@link #CALLS} where nobody knows a price
 * @param curves by rule: {@link #ROUTER}, {@link #RANDOM}, {@link #LENGTH}, {@link #ORACLE}
 * @param tradeoffs where each preset would end up, by name; empty where nobody knows a price
 * @param calibration of each model's chance to be right, by label
 * @param ranges between what measures lie in 95 of 100 samples drawn from the questions; of some
 *     only, and of none where there are too few
 */
public record GainEvaluation(
    String weak,
    String strong,
    int n,
    String unit,
    Map<String, Curve> curves,
    Map<String, Curve.Point> tradeoffs,
    Map<String, Calibration> calibration,
    Map<GainMeasure, Metric.Range> ranges) {
  /** By the predicted gain. */
  public static final String ROUTER = "router";

  /** By lot, on average over all lots: its APGR is 0.5 whatever the questions. */
  public static final String RANDOM = "random";

  /** The longer the text, the sooner the strong model. */
  public static final String LENGTH = "length_rule";

  /** By the gain itself: nobody can do better. */
  public static final String ORACLE = "oracle";

  /** A unit of cost: each call of the strong model is 1, of the weak one 0. */
  public static final String CALLS = "calls of the strong model";

  /** A unit of cost, in which tradeoffs are known. */
  public static final String CENTS = "US cents";

  public GainEvaluation {
    curves = Collections.unmodifiableMap(new LinkedHashMap<>(curves));
    tradeoffs = Collections.unmodifiableMap(new LinkedHashMap<>(tradeoffs));
    calibration = Collections.unmodifiableMap(new LinkedHashMap<>(calibration));
    ranges = Collections.unmodifiableMap(new LinkedHashMap<>(ranges));
  }

  /**
   * Judges forecasts.
   *
   * @param unit of what answers cost
   * @throws IllegalArgumentException if there is no trial
   */
  public static GainEvaluation of(String weak, String strong, String unit, List<Trial> trials) {
    var curves = new LinkedHashMap<String, Curve>();
    curves.put(ROUTER, Curve.of(trials, Trial::forecast));
    curves.put(RANDOM, Curve.of(trials, trial -> 0));
    curves.put(LENGTH, Curve.of(trials, trial -> trial.text().length()));
    curves.put(ORACLE, Curve.of(trials, Trial::gain));
    var calibration = new LinkedHashMap<String, Calibration>();
    calibration.put(weak, Calibration.of(trials, Trial::weak));
    calibration.put(strong, Calibration.of(trials, Trial::strong));
    var tradeoffs = new LinkedHashMap<String, Curve.Point>();
    if (unit.equals(CENTS)) {
      Tradeoff.presets()
          .forEach(preset -> tradeoffs.put(preset.name(), Trial.under(preset, trials)));
    }
    return new GainEvaluation(
        weak,
        strong,
        trials.size(),
        unit,
        curves,
        tradeoffs,
        calibration,
        new GainMarks(trials).ranges());
  }

  /** The curve of a rule that was judged. */
  Curve curve(String rule) {
    var curve = curves.get(rule);
    if (curve == null) {
      throw new IllegalStateException("rule '%s' was not judged".formatted(rule));
    }
    return curve;
  }

  Calibration calibrationOf(String label) {
    var found = calibration.get(label);
    if (found == null) {
      throw new IllegalStateException("'%s' was not judged".formatted(label));
    }
    return found;
  }

  /** {@link Curve#apgr} of the router. */
  public OptionalDouble apgr() {
    return curve(ROUTER).apgr();
  }

  /** The share of questions that the weak model answered rightly. */
  public double weakAccuracy() {
    return curve(ROUTER).weak();
  }

  /** The share of questions that the strong model answered rightly. */
  public double strongAccuracy() {
    return curve(ROUTER).strong();
  }

  /** Whichever model is right more often; the weak one of equals, being cheaper. */
  public String bestSingle() {
    return strongAccuracy() > weakAccuracy() ? strong : weak;
  }

  /** All figures; those that these questions cannot tell have a reason instead. */
  public Metrics metrics() {
    return new GainMetrics(this).all();
  }

  /** The name of every figure that {@link #metrics} may have. */
  public static List<String> names() {
    return List.copyOf(GainMetrics.MEANINGS.keySet());
  }

  /** What a figure of {@link #metrics} is, in a few words; empty if there is none of that name. */
  public static String meaning(String name) {
    return GainMetrics.MEANINGS.getOrDefault(name, "");
  }

  /** Why there may be no gap. */
  String noGap() {
    return String.format(
        Locale.ROOT,
        "'%s' is right no more often than '%s' (%.3f, %.3f): there is no gap to recover",
        strong,
        weak,
        strongAccuracy(),
        weakAccuracy());
  }

  /** A table of the rules. */
  @Override
  public String toString() {
    var text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%d questions: %s is right on %.1f %%, %s on %.1f %%%n",
                n,
                strong,
                100 * strongAccuracy(),
                weak,
                100 * weakAccuracy()));
    if (apgr().isEmpty()) {
      return text.append(noGap()).toString();
    }
    text.append("rule           APGR   CPT50   CPT80  saved at 95 %% (%s)".formatted(unit));
    curves.forEach((rule, curve) -> text.append('\n').append(row(rule, curve)));
    calibration.forEach(
        (label, of) ->
            text.append(
                String.format(
                    Locale.ROOT, "%n%s: ECE %.3f, Brier %.3f", label, of.ece(), of.brier())));
    return text.toString();
  }

  private static String row(String rule, Curve curve) {
    return String.format(
        Locale.ROOT,
        "%-12s  %.3f  %5.1f %%  %5.1f %%  %s",
        rule,
        curve.apgr().orElseThrow(),
        100 * curve.share(0.5).orElseThrow(),
        100 * curve.share(0.8).orElseThrow(),
        curve.saving(0.95).isPresent()
            ? String.format(Locale.ROOT, "%.1f %%", 100 * curve.saving(0.95).getAsDouble())
            : "–");
  }
}
