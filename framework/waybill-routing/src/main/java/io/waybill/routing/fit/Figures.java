package io.waybill.routing.fit;

import io.waybill.routing.judge.Judgement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A few figures of a router on the rows it was settled on: a little better than on new ones. */
final class Figures {
  private Figures() {}

  static Map<String, Double> of(List<Judgement> judged) {
    var figures = new LinkedHashMap<String, Double>();
    var inside = judged.stream().filter(Judgement::inScope).toList();
    var outside = judged.stream().filter(row -> !row.inScope()).toList();
    figures.put("rows", (double) judged.size());
    put(
        figures,
        "in_scope_accuracy",
        inside.stream().filter(row -> row.passed() && row.topIsRight()).count(),
        inside);
    put(figures, "oos_recall", outside.stream().filter(row -> !row.passed()).count(), outside);
    put(
        figures,
        "decided",
        inside.stream().filter(row -> row.fate() == Judgement.Fate.CHOSEN).count(),
        inside);
    return figures;
  }

  private static void put(Map<String, Double> figures, String name, long count, List<?> of) {
    if (!of.isEmpty()) {
      figures.put(name, Math.round(1e4 * count / of.size()) / 1e4);
    }
  }
}
