package io.waybill.reports.router;

import io.waybill.routing.judge.Evaluated;
import io.waybill.routing.judge.Evaluation;
import io.waybill.routing.judge.Judgement;
import io.waybill.routing.judge.Judgement.Fate;
import io.waybill.routing.judge.Promise;
import io.waybill.work.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Evaluations to lay out. */
final class Evaluations {
  static final Promise OWN = new Promise(0.99, 0.8, 0.92, 3000);

  private Evaluations() {}

  /** What a router of about this accuracy says of so many rows, a fifth of them out of scope. */
  static List<Judgement> judgements(int rows, double accuracy, String named) {
    var random = new Random(5);
    var all = new ArrayList<Judgement>();
    for (int line = 1; line <= rows; line++) {
      boolean out = random.nextInt(5) == 0;
      double confidence = out ? random.nextDouble() : 1 - Math.pow(random.nextDouble(), 6);
      double luck = random.nextDouble();
      boolean right = !out && luck < Math.pow(confidence, 0.05) * accuracy;
      var label = named + random.nextInt(30);
      var other = named + random.nextInt(30);
      var truth = out ? Choice.OTHERWISE : label;
      var top = right ? truth : other;
      double scope = random.nextDouble() + (out ? 0 : 0.7);
      var fate =
          scope < 0.6
              ? Fate.OUT_OF_SCOPE
              : confidence < OWN.threshold() ? Fate.UNSURE : Fate.CHOSEN;
      all.add(new Judgement(line, "what " + named + line, truth, top, confidence, scope, fate));
    }
    return all;
  }

  static Evaluation evaluation(List<Judgement> judgements, String router) {
    return Evaluation.of(
        judgements,
        Optional.of(OWN),
        List.of(new Promise(0.95, 0.3, 0.98, 3000), new Promise(0.98, 0.6, 0.95, 3000), OWN),
        new Evaluated(
            List.of(
                new Evaluated.Part(Evaluated.ROUTER, router, "sha256:" + "a1".repeat(32)),
                new Evaluated.Part(Evaluated.ENCODER, "minilm", "sha256:" + "b2".repeat(32)),
                new Evaluated.Part(Evaluated.DATA, "test.jsonl", "sha256:" + "c3".repeat(32))),
            new Evaluated.Sample("test", "the field 'label'", 2)));
  }
}
