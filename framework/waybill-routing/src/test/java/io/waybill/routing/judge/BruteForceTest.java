package io.waybill.routing.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.waybill.routing.judge.Judgement.Fate;
import io.waybill.work.Choice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every measure once more, written down as slowly and plainly as can be. */
class BruteForceTest {
  private static final double NEAR = 1e-9;

  @Test
  void bothWaysOfMeasuringAgreeOnRandomJudgements() {
    var ever = new TreeSet<String>();
    for (long seed = 0; seed < 500; seed++) {
      var rows = Judged.random(seed);
      var metrics = Judged.evaluated(rows, new Promise(0.95, 0.7, 1, 1)).metrics();
      for (var slow : slowly(rows).entrySet()) {
        var message = "seed %d, %s".formatted(seed, slow.getKey());
        var found = metrics.find(slow.getKey());
        assertEquals(Double.isNaN(slow.getValue()), found.isEmpty(), message);
        found.ifPresent(one -> assertEquals(slow.getValue(), one.value(), NEAR, message));
        ever.add(found.isPresent() ? slow.getKey() : "no " + slow.getKey());
      }
      assertEquals(slowly(rows).keySet(), new TreeSet<>(metrics.names()));
    }
    for (var name : List.of("no oos_recall", "no coverage", "no precision_at_95", "oos_auroc")) {
      assertEquals(name, ever.ceiling(name), "never came up");
    }
  }

  private static double share(
      List<Judgement> rows, Predicate<Judgement> of, Predicate<Judgement> part) {
    double whole = rows.stream().filter(of).count();
    return rows.stream().filter(of).filter(part).count() / whole;
  }

  private static String said(Judgement row) {
    return row.fate() == Fate.OUT_OF_SCOPE ? "otherwise" : row.top();
  }

  private static Map<String, Double> slowly(List<Judgement> rows) {
    Predicate<Judgement> in = row -> !row.truth().equals("otherwise");
    Predicate<Judgement> passed = row -> row.fate() != Fate.OUT_OF_SCOPE;
    Predicate<Judgement> chosen = row -> row.fate() == Fate.CHOSEN;
    Predicate<Judgement> top = row -> row.top().equals(row.truth());
    Predicate<Judgement> sure = passed.and(row -> row.confidence() >= 0.7);
    boolean out = rows.stream().anyMatch(in.negate());
    var all = new LinkedHashMap<String, Double>();
    all.put("accuracy", share(rows, row -> true, row -> said(row).equals(row.truth())));
    all.put("in_scope_accuracy", share(rows, in, passed.and(top)));
    all.put("oos_recall", share(rows, in.negate(), passed.negate()));
    all.put("oos_precision", out ? share(rows, passed.negate(), in.negate()) : Double.NaN);
    all.put("coverage", share(rows, in, chosen));
    all.put("coverage_of_all", share(rows, row -> true, chosen));
    all.put("precision_obtained", share(rows, in.and(chosen), top));
    all.put("precision_of_all", share(rows, chosen, top));
    all.put("coverage_at_95", share(rows, in, sure));
    all.put("precision_at_95", share(rows, in.and(sure), top));
    all.put("coverage_of_all_at_95", share(rows, row -> true, sure));
    all.put("precision_of_all_at_95", share(rows, sure, top));
    all.put("macro_f1", macroF1(rows));
    all.put("oos_auroc", auroc(rows));
    all.put("ece", ece(rows.stream().filter(in).toList()));
    all.put(
        "brier",
        rows.stream()
            .filter(in)
            .mapToDouble(row -> Math.pow(row.confidence() - (top.test(row) ? 1 : 0), 2))
            .average()
            .orElse(Double.NaN));
    var sorted = new java.util.TreeMap<>(all);
    return sorted;
  }

  private static double macroF1(List<Judgement> rows) {
    return rows.stream()
        .map(Judgement::truth)
        .distinct()
        .mapToDouble(
            label -> {
              double precision =
                  share(rows, row -> said(row).equals(label), row -> row.truth().equals(label));
              double recall =
                  share(rows, row -> row.truth().equals(label), row -> said(row).equals(label));
              return recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
            })
        .average()
        .orElseThrow();
  }

  private static double auroc(List<Judgement> rows) {
    double won = 0;
    double pairs = 0;
    for (var in : rows) {
      for (var out : rows) {
        if (!in.truth().equals(Choice.OTHERWISE) && out.truth().equals(Choice.OTHERWISE)) {
          pairs++;
          won += in.scope() > out.scope() ? 1 : in.scope() == out.scope() ? 0.5 : 0;
        }
      }
    }
    return won / pairs;
  }

  private static double ece(List<Judgement> inScope) {
    return IntStream.range(0, 15)
            .mapToObj(
                bin ->
                    inScope.stream()
                        .filter(
                            row ->
                                row.confidence() * 15 >= bin
                                    && (bin == 14 || row.confidence() * 15 < bin + 1))
                        .toList())
            .filter(rows -> !rows.isEmpty())
            .mapToDouble(
                rows ->
                    rows.size()
                        * Math.abs(
                            rows.stream().mapToDouble(Judgement::confidence).average().orElseThrow()
                                - share(rows, row -> true, row -> row.top().equals(row.truth()))))
            .sum()
        / inScope.size();
  }
}
