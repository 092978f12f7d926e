package io.waybill.routing.feedback;

import io.waybill.routing.feedback.Decision.Answered;
import io.waybill.routing.feedback.Decision.Arm;
import io.waybill.routing.feedback.Decision.Said;
import io.waybill.routing.feedback.Decision.Shadow;
import io.waybill.work.Choice;
import io.waybill.work.Score;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decisions as a log would give them back. */
final class Remembering {
  static final Instant BEGUN = Instant.parse("2026-05-01T00:00:00Z");

  private Remembering() {}

  static Said said(int hour, String stage, String label, double confidence) {
    return new Said(
        BEGUN.plusSeconds(3600L * hour),
        "router 1 0",
        new Choice(label, confidence, Map.of(), "").on(Choice.Grounds.by(stage)));
  }

  static Decision decision(int hour, String stage, String text, String label, Score... scores) {
    var byMetric = new LinkedHashMap<String, Score>();
    for (var score : scores) {
      byMetric.put(score.metric(), score);
    }
    return new Decision(
        new DecisionId("r" + hour, "intent"),
        said(hour, stage, label, 0.9),
        text,
        Arm.LIVE,
        byMetric,
        Optional.empty());
  }

  static Decision beside(Decision decision, String label) {
    return with(decision, new Answered(said(0, "head", label, 0.9)));
  }

  static Decision with(Decision decision, Shadow shadow) {
    return new Decision(
        decision.id(),
        decision.said(),
        decision.text(),
        decision.arm(),
        decision.scores(),
        Optional.of(shadow));
  }

  static Decisions all(Decision... decisions) {
    return all(List.of(decisions));
  }

  static Decisions all(List<Decision> decisions) {
    return new Decisions(decisions, List.of(), List.of());
  }

  static Score helpful(double value) {
    return new Score("helpful", value, "", Score.Origin.MODEL);
  }

  static Score right(String label) {
    return Decision.truth(label, Score.Origin.PERSON);
  }
}
