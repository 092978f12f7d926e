package io.waybill.benchmarks.routers;

import io.waybill.local.Encoders;
import io.waybill.routing.data.Row;
import io.waybill.routing.data.Rows;
import io.waybill.routing.fit.HeadFit;
import io.waybill.routing.fit.HeadRouter;
import io.waybill.routing.judge.Judgement;
import io.waybill.work.Choice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/**
 * Many intents and what is none of them. Held out is the file's own validation, which is harder
 * than a part of its training; five seeds draw another fifth of the training for thresholds. What
 * is out of scope is held out by turns.
 */
final class Intents {
  private static final String OUT = "oos";
  private static final int BINS = 15;

  private final Remembering encoder;
  private final List<Row> train;
  private final List<Row> test;
  private final List<Row> outA;
  private final List<Row> outB;

  Intents(Path folder, String encoder) {
    this.encoder = new Remembering(Encoders.wide(encoder));
    train = Routers.rows(folder.resolve("train.jsonl"), "label").all();
    test = Routers.rows(folder.resolve("val.jsonl"), "label").all();
    outA = Routers.rows(folder.resolve("oos_train.jsonl"), "label").all();
    outB = Routers.rows(folder.resolve("oos_val.jsonl"), "label").all();
  }

  void run() {
    List.of(train, test, outA, outB).forEach(encoder::read);
    var figures = new Spread();
    for (int seed = 0; seed < Routers.FOLDS; seed++) {
      seed(seed, figures);
    }
    figures.print("CLINC150, 150 intents, encoder " + encoder.name());
  }

  private void seed(int seed, Spread figures) {
    var drawn = new ArrayList<>(train);
    Collections.shuffle(drawn, new Random(seed));
    int cut = drawn.size() / Routers.FOLDS;
    var out = seed % 2 == 0 ? outA : outB;
    var validation = joined(drawn.subList(0, cut), seed % 2 == 0 ? outB : outA);
    var router =
        Objects.requireNonNull(
            HeadFit.on(encoder)
                .withOutOfScope(OUT)
                .withPromise(0.99)
                .fit(Rows.of(drawn.subList(cut, drawn.size())), Rows.of(validation))
                .block());
    var inside = judged(router, test);
    var outside = judged(router, out);
    figures.add("in-scope accuracy, no gate", share(inside, Judgement::topIsRight));
    figures.add("in-scope accuracy", share(inside, row -> row.passed() && row.topIsRight()));
    figures.add("out-of-scope recall", share(outside, row -> !row.passed()));
    var decided = inside.stream().filter(row -> row.fate() == Judgement.Fate.CHOSEN).toList();
    figures.add("99 % promised: coverage", 100.0 * decided.size() / inside.size());
    figures.add("99 % promised: precision", share(decided, Judgement::topIsRight));
    figures.add("calibration error", calibration(inside));
    figures.add("router file, KB", router.artefact().text().length() / 1000.0);
  }

  private List<Judgement> judged(HeadRouter router, List<Row> rows) {
    var truth =
        rows.stream()
            .map(row -> row.field("label").equals(OUT) ? Choice.OTHERWISE : row.field("label"))
            .toList();
    return router.judge(rows, encoder.of(rows), truth);
  }

  static List<Row> joined(List<Row> some, List<Row> others) {
    var all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }

  static double share(List<Judgement> of, java.util.function.Predicate<Judgement> those) {
    return 100.0 * of.stream().filter(those).count() / of.size();
  }

  private static double calibration(List<Judgement> rows) {
    var off = new double[BINS];
    for (var row : rows) {
      int bin = Math.min(BINS - 1, (int) (row.confidence() * BINS));
      off[bin] += row.confidence() - (row.topIsRight() ? 1 : 0);
    }
    double sum = 0;
    for (double each : off) {
      sum += Math.abs(each);
    }
    return 100 * sum / rows.size();
  }
}
