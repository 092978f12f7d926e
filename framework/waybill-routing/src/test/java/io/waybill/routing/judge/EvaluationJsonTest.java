package io.waybill.routing.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvaluationJsonTest {
  private static final Promise OWN = new Promise(0.99, 0.8, 0.9, 3000);

  @Test
  void whatIsWrittenIsReadBackAsItWas() {
    for (long seed = 0; seed < 100; seed++) {
      var evaluation =
          Evaluation.of(
              Judged.random(seed),
              seed % 2 == 0 ? Optional.of(OWN) : Optional.empty(),
              List.of(OWN, new Promise(0.95, 0.3, 1, 3000), new Promise(0.995, 1, 0.1, 3000)),
              Judged.EVALUATED);
      assertEquals(evaluation, EvaluationJson.read(EvaluationJson.of(evaluation).toString()));
    }
  }

  @Test
  void figuresStandAtTheTopAndWhatIsUnknownIsNotThere() {
    var json = EvaluationJson.of(Judged.evaluated(Judged.TEN.subList(0, 8)));
    for (var name :
        List.of("accuracy", "in_scope_accuracy", "coverage", "precision_obtained", "ece", "n")) {
      assertTrue(json.path(name).isNumber(), name);
    }
    assertEquals(8, json.path("n").asInt());
    assertFalse(json.has("oos_recall"));
    assertFalse(json.has("promise"));
    assertEquals("no row is out of scope", json.path("unknown").path("oos_recall").asText());
    assertFalse(json.toString().contains("NaN"));
    assertEquals(2, json.path("leaked_rows").asInt());
    assertEquals("test", json.path("split").asText());
    assertEquals("the field 'label'", json.path("label_source").asText());
  }

  @Test
  void noMoreWrongRowsAreWrittenThanAskedForAndAllOfThemCounted() {
    var evaluation = Judged.evaluated(Judged.TEN);
    var json = EvaluationJson.of(evaluation, 1);
    assertEquals(4, json.path("wrong").asInt());
    assertEquals(1, json.path("wrong_rows").size());
    assertEquals(9, json.path("wrong_rows").path(0).path("line").asInt());
    assertEquals(4, EvaluationJson.read(json.toString()).mistakes().all());
  }

  @Test
  void whatIsNoEvaluationIsRefusedAtItsPlace() {
    var json = EvaluationJson.of(Judged.evaluated(Judged.TEN));
    json.withArray("labels").addObject().put("label", 3);
    assertEquals("'labels[3].label' should be a text, found number", refused(json.toString()));
    assertEquals(
        "'evaluation' should be a whole number, found nothing", refused("{\"accuracy\": 1}"));
    assertEquals("should be a JSON object, and is none", refused("[]"));
    assertTrue(refused("{\"evaluation\"").startsWith("not JSON at line 1, column "));
  }

  private static String refused(String text) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> EvaluationJson.read(text)).getMessage());
  }

  @Test
  void whatChangedSinceIsToldByWhatItIsThere() {
    var then =
        EvaluationJson.read(EvaluationJson.of(Judged.evaluated(Judged.TEN)).toString()).evaluated();
    var same = new Evaluated.Part(Evaluated.ROUTER, "renamed.router", "sha256:aa");
    var encoder = new Evaluated.Part(Evaluated.ENCODER, "bge", "sha256:dd");
    var prompt = new Evaluated.Part("prompt", "sort it", "sha256:ee");
    assertEquals(List.of(), then.changedTo(List.of(same)));
    assertEquals(
        List.of(
            "encoder: was minilm sha256:bb, is bge sha256:dd",
            "prompt: was not there, is sort it sha256:ee"),
        then.changedTo(List.of(same, encoder, prompt)).stream()
            .map(Evaluated.Change::toString)
            .toList());
  }
}
