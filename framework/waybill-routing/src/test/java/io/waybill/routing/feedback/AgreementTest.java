package io.waybill.routing.feedback;

import static io.waybill.routing.feedback.Remembering.all;
import static io.waybill.routing.feedback.Remembering.beside;
import static io.waybill.routing.feedback.Remembering.decision;
import static io.waybill.routing.feedback.Remembering.helpful;
import static io.waybill.routing.feedback.Remembering.right;
import static io.waybill.routing.feedback.Remembering.with;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.waybill.routing.feedback.Agreement.Pair;
import io.waybill.routing.feedback.Decision.Silent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgreementTest {
  @Test
  void itCountsWhatBothSaidAndWhoWasSilent() {
    var agreement =
        Agreement.of(
            all(
                beside(decision(1, "head", "", "a"), "a"),
                beside(decision(2, "head", "", "a"), "b"),
                beside(decision(3, "head", "", "a"), "b"),
                beside(decision(4, "head", "", "otherwise"), "b"),
                with(
                    decision(5, "head", "", "a"),
                    new Silent(Remembering.BEGUN, "x", Silent.CUT_OFF)),
                decision(6, "head", "", "a")),
            "helpful");
    assertEquals(4, agreement.n());
    assertEquals(1, agreement.agreed());
    assertEquals(0.25, agreement.share().orElseThrow().value());
    assertEquals(Map.of("cut off", 1), agreement.silent());
    assertEquals(
        List.of(new Pair("a", "b", 2), new Pair("a", "a", 1), new Pair("otherwise", "b", 1)),
        agreement.table());
    assertEquals(1, agreement.decidedByShadowOnly());
    assertEquals(List.of("router 1 0"), agreement.shadows());
  }

  @Test
  void whatNobodyJudgedIsUnknownAndNotZero() {
    var agreement = Agreement.of(all(beside(decision(1, "head", "", "a"), "b")), "helpful");
    assertEquals(Optional.empty(), agreement.disagreed().live());
    assertEquals(Optional.empty(), agreement.disagreed().regret());
    assertEquals(Optional.empty(), agreement.regretPerDecision());
    assertEquals(Optional.empty(), Agreement.of(all(), "helpful").share());
  }

  /** A score says how good the live one was; only a label says what the other would have been. */
  @Test
  void regretIsTakenFromDecisionsWhoseRightLabelIsKnown() {
    var decisions = new ArrayList<Decision>();
    for (int i = 0; i < 12; i++) { // the shadow was right in nine, the live one in two
      var truth = i < 9 ? "b" : i < 11 ? "a" : "c";
      decisions.add(beside(decision(i, "head", "", "a", right(truth), helpful(0.5)), "b"));
    }
    for (int i = 12; i < 24; i++) { // they agree
      decisions.add(beside(decision(i, "head", "", "a", right("b")), "a"));
    }
    decisions.add(beside(decision(24, "head", "", "a", helpful(0)), "b"));
    var agreement = Agreement.of(all(decisions), "helpful");
    var regret = agreement.disagreed().regret().orElseThrow();
    assertEquals(12, regret.n());
    assertEquals(7.0 / 12, regret.value(), 1e-12);
    var interval = regret.interval().orElseThrow();
    assertEquals(0.1347, interval.low(), 1e-4);
    assertEquals(1.0320, interval.high(), 1e-4);
    assertEquals(7.0 / 12 * 13 / 25, agreement.regretPerDecision().orElseThrow(), 1e-12);
    assertEquals(13, agreement.disagreed().live().orElseThrow().n());
    assertEquals(6.0 / 13, agreement.disagreed().live().orElseThrow().value(), 1e-12);
  }
}
