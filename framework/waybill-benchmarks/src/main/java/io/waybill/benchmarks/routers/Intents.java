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
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Many intents and what is none of them. Fitted on the training, settled on six sevenths of the
 * validation and judged on the last one, in turn; what is out of scope is used by no fit, so all of
 * it is held out.
 */
final class Intents {
  private static final String OUT = "oos";
  private static final int BINS = 15;

  /** As few as leave rows enough for a promise of 99 %. */
  private static final int FOLDS = 7;

  private final Remembering encoder;
  private final List<Row> train;
  private final List<Row> validation;
  private final List<Row> outside;
  private final List<Judgement> all = new ArrayList<>();

  Intents(Path folder, String encoder) {
    this.encoder = new Remembering(Encoders.wide(encoder));
    train = rows(folder, "train");
    validation = new ArrayList<>(rows(folder, "val"));
    Collections.shuffle(validation, new Random(1));
    outside = joined(rows(folder, "oos_train"), rows(folder, "oos_val"));
  }

  private static List<Row> rows(Path folder, String name) {
    return Routers.rows(folder.resolve(name + ".jsonl"), "label").all();
  }

  void run() {
    List.of(train, validation, outside).forEach(encoder::read);
    var figures = new Spread();
    for (int fold = 0; fold < FOLDS; fold++) {
      fold(fold, figures);
    }
    figures.print("CLINC150, 150 intents, encoder " + encoder.name());
  }

  private void fold(int fold, Spread figures) {
    var router =
        Objects.requireNonNull(
            HeadFit.on(encoder)
                .withOutOfScope(OUT)
                .withPromise(0.99)
                .fit(Rows.of(train), Rows.of(at(i -> i % FOLDS != fold)))
                .block());
    var inside = judged(router, at(i -> i % FOLDS == fold));
    var out = judged(router, outside);
    figures.add("in-scope accuracy, no gate", share(inside, Judgement::topIsRight));
    figures.add("in-scope accuracy", share(inside, row -> row.passed() && row.topIsRight()));
    figures.add("out-of-scope recall", share(out, row -> !row.passed()));
    var decided = inside.stream().filter(row -> row.fate() == Judgement.Fate.CHOSEN).toList();
    figures.add("99 % promised: coverage", 100.0 * decided.size() / inside.size());
    figures.add("99 % promised: precision", share(decided, Judgement::topIsRight));
    all.addAll(inside);
    figures.add("calibration error, folds so far", calibration(all));
    figures.add("router file, KB", router.artefact().text().length() / 1000.0);
  }

  private List<Row> at(IntPredicate which) {
    return IntStream.range(0, validation.size()).filter(which).mapToObj(validation::get).toList();
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
