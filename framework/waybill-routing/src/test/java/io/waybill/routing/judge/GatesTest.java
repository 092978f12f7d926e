package io.waybill.routing.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.waybill.routing.judge.Gates.Bound;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class GatesTest {
  private static final Metrics METRICS = Judged.evaluated(Judged.TEN).metrics();

  @Test
  void everyGateThatIsMissedIsTold() {
    var bounds = new LinkedHashMap<String, Bound>();
    bounds.put("in_scope_accuracy", Bound.least(0.95));
    bounds.put("ece", Bound.most(0.01));
    bounds.put("accuracy", Bound.least(0.5));
    var missed = new Gates(bounds).missed(METRICS).stream().map(Gates.Missed::toString).toList();
    assertEquals("in_scope_accuracy is 0.625 (8 rows), should be at least 0.95", missed.get(0));
    assertEquals("ece", missed.get(1).split(" ")[0]);
    assertEquals(2, missed.size());
  }

  @Test
  void aFigureOnTheBoundMeetsIt() {
    var both = new Bound(OptionalDouble.of(0.6), OptionalDouble.of(0.6));
    assertEquals(List.of(), new Gates(Map.of("accuracy", both)).missed(METRICS));
  }

  @Test
  void aGateThatNobodyCanCheckIsNotMetInSilence() {
    var inScope = Judged.evaluated(Judged.TEN.subList(0, 8)).metrics();
    var bounds = new LinkedHashMap<String, Bound>();
    bounds.put("in_scope_acuracy", Bound.least(0.1));
    bounds.put("oos_recall", Bound.least(0.1));
    var gates = new Gates(bounds);
    var told =
        assertThrows(IllegalArgumentException.class, () -> gates.missed(inScope)).getMessage();
    assertEquals(String.join("\n", gates.problems(inScope)), told);
    assertEquals(
        "a gate on 'in_scope_acuracy', which is no figure. Did you mean 'in_scope_accuracy'?",
        gates.problems(inScope).get(0).replaceAll(" Known: .*", ""));
    assertEquals(
        "a gate on 'oos_recall', which these rows cannot tell: no row is out of scope",
        gates.problems(inScope).get(1));
  }

  @Test
  void aGateThatNothingCanMeetIsNoGate() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Bound(OptionalDouble.of(0.9), OptionalDouble.of(0.1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Bound(OptionalDouble.empty(), OptionalDouble.empty()));
    assertThrows(IllegalArgumentException.class, () -> Bound.least(Double.NaN));
  }
}
