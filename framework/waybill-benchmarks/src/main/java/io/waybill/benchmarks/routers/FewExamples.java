package io.waybill.benchmarks.routers;

import io.waybill.local.Encoders;
import io.waybill.routing.data.Row;
import io.waybill.routing.data.Rows;
import io.waybill.routing.fit.HeadFit;
import io.waybill.routing.judge.Judgement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;

/**
 * The intents of one bank, from all examples and from few of each. Held out is a fifth; every label
 * counts the same, as it does in the test set that is published with these rows.
 */
final class FewExamples {
  private final List<Row> rows;
  private final String name;

  FewExamples(Rows rows, String encoder) {
    this.rows = rows.all();
    this.name = encoder;
  }

  void run() {
    var wide = new Remembering(Encoders.wide(name));
    var plain = new Remembering(Encoders.named(name));
    wide.read(rows);
    plain.read(rows);
    run(wide, Integer.MAX_VALUE, "all examples");
    run(plain, 10, "10 examples a label");
    run(plain, 5, "5 examples a label");
  }

  private void run(Remembering encoder, int each, String what) {
    var figures = new Spread();
    for (int seed = 0; seed < Routers.FOLDS; seed++) {
      var drawn = new ArrayList<>(rows);
      Collections.shuffle(drawn, new Random(seed));
      int cut = drawn.size() / Routers.FOLDS;
      var test = drawn.subList(0, cut);
      var train = few(drawn.subList(cut, drawn.size()), each);
      var router =
          Objects.requireNonNull(
              HeadFit.on(encoder).fit(Rows.of(train), Rows.of(List.of())).block());
      var judged =
          router.judge(
              test, encoder.of(test), test.stream().map(row -> row.field("label")).toList());
      figures.add("accuracy, each label alike", balanced(judged, Judgement::topIsRight));
      figures.add("… at the gate", balanced(judged, row -> row.passed() && row.topIsRight()));
      figures.add("accuracy", Intents.share(judged, Judgement::topIsRight));
    }
    figures.print("BANKING77, 77 intents, %s, encoder %s".formatted(what, encoder.name()));
  }

  private static List<Row> few(List<Row> rows, int each) {
    Map<String, Integer> taken = new HashMap<>();
    return rows.stream()
        .filter(row -> taken.merge(row.field("label"), 1, Integer::sum) <= each)
        .toList();
  }

  private static double balanced(List<Judgement> judged, Predicate<Judgement> right) {
    Map<String, List<Judgement>> byLabel = new HashMap<>();
    judged.forEach(
        row -> byLabel.computeIfAbsent(row.truth(), label -> new ArrayList<>()).add(row));
    return byLabel.values().stream()
        .mapToDouble(of -> Intents.share(of, right))
        .average()
        .orElseThrow();
  }
}
