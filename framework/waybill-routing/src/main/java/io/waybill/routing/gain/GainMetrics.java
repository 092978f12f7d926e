package io.waybill.routing.gain;

import io.waybill.routing.judge.Metric;
import io.waybill.routing.judge.Metrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of a gain model by name, as gates are held against and reports begin with. */
public final class GainMetrics {
  private static final Map<String, String> MEANINGS = new LinkedHashMap<>();

  static {
    MEANINGS.put("apgr", "area under the gap recovered, over the share of calls that are strong");
    MEANINGS.put("cpt50", "share of calls that must be strong to recover half of the gap");
    MEANINGS.put("cpt80", "share of calls that must be strong to recover four fifths of the gap");
    MEANINGS.put("saving_at_95", "of what strong alone costs, saved at 95 % of its quality");
    MEANINGS.put(GainEvaluation.RANDOM, "APGR of drawing lots");
    MEANINGS.put(GainEvaluation.LENGTH, "APGR of giving the longer questions to strong");
    MEANINGS.put(GainEvaluation.ORACLE, "APGR of who knows the gain: nobody can do better");
    MEANINGS.put("weak_accuracy", "questions that weak answers rightly");
    MEANINGS.put("strong_accuracy", "questions that strong answers rightly");
    MEANINGS.put("best_single_accuracy", "the better of the two");
  }

  private GainMetrics() {}

  /** Every name there can be: what a file of gates may name. */
  public static List<String> names() {
    return List.copyOf(MEANINGS.keySet());
  }

  /** What a figure is, in a few words. */
  public static String meaning(String name) {
    return MEANINGS.getOrDefault(name, "");
  }

  /** The figures of an evaluation. */
  public static Metrics of(GainEvaluation evaluation) {
    var data = evaluation.data();
    var known = new LinkedHashMap<String, Metric>();
    var unknown = new LinkedHashMap<String, String>();
    for (var name : names()) {
      if (data.get(name) instanceof Double figure) {
        known.put(name, Metric.of(figure, evaluation.n()));
      } else {
        unknown.put(
            name,
            String.valueOf(data.getOrDefault("note", "what the strong model costs is nothing")));
      }
    }
    return new Metrics(known, unknown);
  }
}
