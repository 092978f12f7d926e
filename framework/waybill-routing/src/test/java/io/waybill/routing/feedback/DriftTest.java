package io.waybill.routing.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.waybill.routing.feedback.Decision.Arm;
import io.waybill.routing.judge.Judgement;
import io.waybill.routing.judge.Judgement.Fate;
import io.waybill.work.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DriftTest {
  private static final Habit USUAL = new Habit(1000, 0.1, 0.9, 0.1);

  /** Of so many, abstains on some, and is so sure of its first candidate, give or take 0.1. */
  private static List<Decision> decisions(int n, int rejected, double sure) {
    return IntStream.range(0, n)
        .mapToObj(
            i -> {
              double confidence = sure + (i % 2 == 0 ? 0.1 : -0.1);
              var choice =
                  i < rejected
                      ? new Choice("otherwise", 1 - confidence, Map.of("a", confidence), "")
                      : new Choice("a", confidence, Map.of(), "");
              return new Decision(
                  new DecisionId("r" + i, "intent"),
                  new Decision.Said(Remembering.BEGUN, "x", choice),
                  "",
                  Arm.LIVE,
                  Map.of(),
                  Optional.empty());
            })
        .toList();
  }

  @Test
  void aRouterThatDecidesAsItDidIsSteady() {
    var drift = Drift.of(decisions(500, 55, 0.895), USUAL);
    assertEquals(Drift.Verdict.STEADY, drift.verdict());
    assertEquals(List.of(), drift.reasons());
    assertEquals(0.11, drift.lately().orElseThrow().rejected(), 1e-12);
  }

  @Test
  void moreAbstentionsThanChanceExplainsAreTold() {
    var drift = Drift.of(decisions(500, 90, 0.895), USUAL);
    assertEquals(Drift.Verdict.MOVED, drift.verdict());
    assertEquals(
        List.of(
            "it abstains on 18.0 % of the last 500 decisions; when it was fitted that was 10.0 %"),
        drift.reasons());
  }

  @Test
  void aRouterThatIsLessSureIsTold() {
    var drift = Drift.of(decisions(500, 50, 0.8), USUAL);
    assertEquals(
        List.of(
            "it has a mean confidence of 80.0 % in the last 500 decisions; when it was fitted that"
                + " was 90.0 %"),
        drift.reasons());
  }

  @Test
  void aDifferenceThatMattersToNobodyIsNone() {
    var usual = new Habit(1_000_000, 0.1, 0.9, 0.1);
    assertEquals(Drift.Verdict.STEADY, Drift.of(decisions(100_000, 11_500, 0.89), usual).verdict());
  }

  @Test
  void ofTooFewDecisionsNothingIsSaid() {
    var drift = Drift.of(decisions(99, 99, 0.1), USUAL);
    assertEquals(Drift.Verdict.TOO_FEW, drift.verdict());
    assertEquals(
        List.of("99 decisions lately and 1,000 rows at fit time: 100 of each are needed to tell"),
        drift.reasons());
    assertEquals(Optional.empty(), Drift.of(List.of(), USUAL).lately());
  }

  @Test
  void withoutRowsTheFirstDecisionsAreWhatIsUsual() {
    var all = new ArrayList<>(decisions(300, 30, 0.9));
    all.addAll(decisions(500, 0, 0.9)); // neither first nor last
    all.addAll(decisions(300, 90, 0.9));
    var drift = Drift.within(all, 300);
    assertEquals(Drift.Verdict.MOVED, drift.verdict());
    assertEquals(
        List.of(
            "it abstains on 30.0 % of the last 300 decisions; in the first 300 that was 10.0 %"),
        drift.reasons());
    var same = new ArrayList<>(decisions(200, 20, 0.9));
    same.addAll(decisions(200, 20, 0.9));
    assertEquals(Drift.Verdict.STEADY, Drift.within(same, 200).verdict());
  }

  @Test
  void ofFewDecisionsOneHalfIsHeldAgainstTheOther() {
    var all = new ArrayList<>(decisions(120, 12, 0.9));
    all.addAll(decisions(120, 60, 0.9));
    assertEquals(120, Drift.within(all, 500).usual().n());
    assertEquals(Drift.Verdict.MOVED, Drift.within(all, 500).verdict());
    assertEquals(
        List.of("199 decisions: 200 are needed to tell"),
        Drift.within(all.subList(0, 199), 500).reasons());
    assertEquals(Drift.Verdict.TOO_FEW, Drift.within(all.subList(0, 1), 500).verdict());
    assertThrows(IllegalArgumentException.class, () -> Drift.within(List.of(), 500));
  }

  @Test
  void theUsualIsTakenFromWhatItSaidOfRows() {
    var judged =
        List.of(
            new Judgement(1, "x", "a", "a", 0.9, 1, Fate.CHOSEN),
            new Judgement(2, "y", "a", "b", 0.5, 1, Fate.UNSURE),
            new Judgement(3, "z", "otherwise", "b", 0.4, 0, Fate.OUT_OF_SCOPE));
    var habit = Habit.ofJudgements(judged).orElseThrow();
    assertEquals(3, habit.n());
    assertEquals(2.0 / 3, habit.rejected(), 1e-12);
    assertEquals(0.6, habit.confidence(), 1e-12);
    assertEquals(Math.sqrt(0.07), habit.spread(), 1e-12);
    assertEquals(Optional.empty(), Habit.ofJudgements(List.of()));
  }
}
