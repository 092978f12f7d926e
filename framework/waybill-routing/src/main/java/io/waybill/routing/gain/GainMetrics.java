package io.waybill.routing.gain;

import io.waybill.routing.judge.Metric;
import io.waybill.routing.judge.Metrics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The figures of an evaluation under their names, and what each of them is. */
final class GainMetrics {
  static final Map<String, String> MEANINGS = meanings();

  private final GainEvaluation of;
  private final Map<String, Metric> known = new LinkedHashMap<>();
  private final Map<String, String> unknown = new LinkedHashMap<>();

  GainMetrics(GainEvaluation of) {
    this.of = of;
  }

  private static Map<String, String> meanings() {
    var all = new LinkedHashMap<String, String>();
    all.put("apgr", "area under the gap recovered, over the share of calls to the strong model");
    all.put("cpt50", "the smallest share of calls that recovers half of the gap");
    all.put("cpt80", "the smallest share of calls that recovers four fifths of the gap");
    all.put("saving_at_95", "what is saved at 95 % of the strong model's accuracy");
    all.put(GainEvaluation.RANDOM, "APGR of drawing lots");
    all.put(GainEvaluation.LENGTH, "APGR of the rule: the longer, the sooner the strong model");
    all.put(GainEvaluation.ORACLE, "APGR of whoever knows all answers");
    all.put("weak_accuracy", "the weak model's share of right answers");
    all.put("strong_accuracy", "the strong model's share of right answers");
    all.put("best_single_accuracy", "of asking one model everything, the better one's");
    all.put("ece_weak", "how far the weak model's chances are from what came true");
    all.put("ece_strong", "how far the strong model's chances are from what came true");
    all.put("brier_weak", "mean square of how far the weak model's chances were off");
    all.put("brier_strong", "mean square of how far the strong model's chances were off");
    return all;
  }

  Metrics all() {
    var router = of.curve(GainEvaluation.ROUTER);
    put("apgr", router.apgr());
    put("cpt50", router.share(0.5));
    put("cpt80", router.share(0.8));
    put("saving_at_95", router.saving(0.95));
    put(GainEvaluation.RANDOM, of.curve(GainEvaluation.RANDOM).apgr());
    put(GainEvaluation.LENGTH, of.curve(GainEvaluation.LENGTH).apgr());
    put(GainEvaluation.ORACLE, of.curve(GainEvaluation.ORACLE).apgr());
    put("weak_accuracy", of.weakAccuracy());
    put("strong_accuracy", of.strongAccuracy());
    put("best_single_accuracy", Math.max(of.weakAccuracy(), of.strongAccuracy()));
    put("ece_weak", of.calibrationOf(of.weak()).ece());
    put("ece_strong", of.calibrationOf(of.strong()).ece());
    put("brier_weak", of.calibrationOf(of.weak()).brier());
    put("brier_strong", of.calibrationOf(of.strong()).brier());
    return new Metrics(known, unknown);
  }

  private void put(String name, OptionalDouble figure) {
    figure.ifPresentOrElse(value -> put(name, value), () -> unknown.put(name, why()));
  }

  private void put(String name, double value) {
    known.put(name, Metric.of(value, of.n()).within(range(name)));
  }

  private Optional<Metric.Range> range(String name) {
    return of.ranges().entrySet().stream()
        .filter(each -> each.getKey().title().equals(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Only a strong model that is better can lack one: it has no price then. */
  private String why() {
    return of.apgr().isEmpty() ? of.noGap() : "the strong model costs nothing";
  }
}
