package io.waybill.routing.judge;

import io.waybill.routing.judge.Judgement.Fate;
import io.waybill.work.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Judgements to try things on. */
final class Judged {
  static final Evaluated EVALUATED =
      new Evaluated(
          List.of(
              new Evaluated.Part(Evaluated.ROUTER, "intents.router", "sha256:aa"),
              new Evaluated.Part(Evaluated.ENCODER, "minilm", "sha256:bb"),
              new Evaluated.Part(Evaluated.DATA, "test.jsonl", "sha256:cc")),
          new Evaluated.Sample("test", "the field 'label'", 2));

  /** Ten rows that can be reckoned with in the head: eight in scope, two out of it. */
  static final List<Judgement> TEN =
      List.of(
          row(1, "a", "a", 0.95, Fate.CHOSEN),
          row(2, "a", "a", 0.90, Fate.CHOSEN),
          row(3, "a", "b", 0.85, Fate.CHOSEN),
          row(4, "a", "a", 0.50, Fate.UNSURE),
          row(5, "b", "b", 0.99, Fate.CHOSEN),
          row(6, "b", "b", 0.40, Fate.UNSURE),
          row(7, "b", "a", 0.30, Fate.UNSURE),
          row(8, "b", "b", 0.20, Fate.OUT_OF_SCOPE),
          row(9, Choice.OTHERWISE, "a", 0.88, Fate.CHOSEN),
          row(10, Choice.OTHERWISE, "b", 0.10, Fate.OUT_OF_SCOPE));

  private Judged() {}

  static Judgement row(int line, String truth, String top, double confidence, Fate fate) {
    return new Judgement(line, "row " + line, truth, top, confidence, confidence, fate);
  }

  static Evaluation evaluated(List<Judgement> judgements, Promise... promises) {
    return Evaluation.of(judgements, Optional.empty(), List.of(promises), EVALUATED);
  }

  /** Rows of a router that decides by a threshold; sometimes without rows in, or out of, scope. */
  static List<Judgement> random(long seed) {
    var random = new Random(seed);
    int rows = 1 + random.nextInt(120);
    int labels = 1 + random.nextInt(6);
    double outside = random.nextInt(4) == 0 ? 0 : random.nextDouble();
    var all = new ArrayList<Judgement>();
    for (int line = 1; line <= rows; line++) {
      boolean out = random.nextDouble() < outside;
      var truth = out ? Choice.OTHERWISE : "label" + random.nextInt(labels);
      boolean right = !out && random.nextInt(3) > 0;
      var top = right ? truth : "label" + random.nextInt(labels + 1);
      double confidence = random.nextInt(21) / 20.0;
      double scope = random.nextInt(8);
      var fate = scope < 2 ? Fate.OUT_OF_SCOPE : confidence < 0.6 ? Fate.UNSURE : Fate.CHOSEN;
      all.add(new Judgement(line, "row " + line, truth, top, confidence, scope, fate));
    }
    return all;
  }
}
