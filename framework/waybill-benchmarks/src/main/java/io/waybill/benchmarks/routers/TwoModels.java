package io.waybill.benchmarks.routers;

import io.waybill.local.Encoders;
import io.waybill.routing.data.Row;
import io.waybill.routing.data.Rows;
import io.waybill.routing.gain.Curve;
import io.waybill.routing.gain.GainEvaluation;
import io.waybill.routing.gain.GainFit;
import io.waybill.routing.gain.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Exam questions that a weak and a strong model have answered. What they are about is not told to
 * the router.
 */
final class TwoModels {
  private static final String WEAK = "mistralai/Mixtral-8x7B-Instruct-v0.1";
  private static final String STRONG = "gpt-4-1106-preview";

  private final List<Row> rows;
  private final Remembering encoder;

  TwoModels(Rows rows, String encoder) {
    this.rows = rows.all();
    this.encoder = new Remembering(Encoders.middle(encoder));
  }

  void run() {
    encoder.read(rows);
    var order = new ArrayList<>(IntStream.range(0, rows.size()).boxed().toList());
    Collections.shuffle(order, new Random(1));
    var drawn = new int[rows.size()];
    for (int i = 0; i < drawn.length; i++) {
      drawn[order.get(i)] = i % Routers.FOLDS;
    }
    folds("in five folds", fold -> i -> drawn[i] == fold, Integer.MAX_VALUE);
    var subjects =
        new ArrayList<>(rows.stream().map(row -> row.field("subject")).distinct().toList());
    Collections.shuffle(subjects, new Random(1));
    folds(
        "on subjects not seen",
        fold -> i -> subjects.indexOf(rows.get(i).field("subject")) % Routers.FOLDS == fold,
        Integer.MAX_VALUE);
    folds("from 500 questions", fold -> i -> drawn[i] == fold, 500);
  }

  private void folds(String what, java.util.function.IntFunction<IntPredicate> held, int most) {
    var figures = new Spread();
    for (int fold = 0; fold < Routers.FOLDS; fold++) {
      var out = held.apply(fold);
      var seen = new ArrayList<>(at(i -> !out.test(i)));
      Collections.shuffle(seen, new Random(fold));
      var judged = judged(seen.subList(0, Math.min(most, seen.size())), at(out));
      add(figures, "APGR", judged.apgr());
      add(figures, "APGR, longer → strong", curve(judged, GainEvaluation.LENGTH).apgr());
      add(figures, "APGR, who knows all", curve(judged, GainEvaluation.ORACLE).apgr());
      add(figures, "CPT 50", curve(judged, GainEvaluation.ROUTER).share(0.5));
      add(figures, "CPT 80", curve(judged, GainEvaluation.ROUTER).share(0.8));
      add(figures, "saved at 95 %", curve(judged, GainEvaluation.ROUTER).saving(0.95));
    }
    figures.print("MMLU, two models, %s, encoder %s (of 100)".formatted(what, encoder.name()));
  }

  private static void add(Spread figures, String name, OptionalDouble figure) {
    figure.ifPresent(known -> figures.add(name, 100 * known));
  }

  private static Curve curve(GainEvaluation judged, String rule) {
    return Objects.requireNonNull(judged.curves().get(rule));
  }

  private GainEvaluation judged(List<Row> train, List<Row> test) {
    var router =
        Objects.requireNonNull(
            GainFit.on(encoder)
                .withTarget(Target.of("weak", WEAK), WEAK)
                .withTarget(Target.of("strong", STRONG), STRONG)
                .fit(Rows.of(train))
                .block());
    return router.judge(Rows.of(test), encoder.of(test));
  }

  private List<Row> at(IntPredicate which) {
    return IntStream.range(0, rows.size()).filter(which).mapToObj(rows::get).toList();
  }
}
