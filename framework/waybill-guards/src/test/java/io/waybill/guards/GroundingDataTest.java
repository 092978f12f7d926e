package io.waybill.guards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.work.CallContext;
import io.waybill.work.Passage;
import io.waybill.work.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * How many planted sentences are found, and how many others are suspected. The method was made with
 * the first set before its author's eyes; the second, about other things, was written before it was
 * measured and then used once to mend what it showed.
 */
class GroundingDataTest {
  /** Counts of one set: planted and found, not planted and suspected, planted and missed. */
  private record Counts(int found, int suspected, int missed) {
    double recall() {
      return (double) found / (found + missed);
    }

    double precision() {
      return (double) found / (found + suspected);
    }

    Counts plus(boolean planted, boolean unsupported) {
      return new Counts(
          found + (planted && unsupported ? 1 : 0),
          suspected + (!planted && unsupported ? 1 : 0),
          missed + (planted && !unsupported ? 1 : 0));
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "recall %.3f, precision %.3f (%d found, %d missed, %d wrongly suspected)",
          recall(),
          precision(),
          found,
          missed,
          suspected);
    }
  }

  @Test
  void plantedSentencesOfASupportDeskAreFound() throws IOException {
    check("answers.jsonl", 40, 0.9);
  }

  @Test
  void plantedSentencesAboutOtherThingsAreFound() throws IOException {
    check("answers-elsewhere.jsonl", 24, 0.8);
  }

  private static void check(String file, int answers, double floor) throws IOException {
    var bySentence = new Counts(0, 0, 0);
    var byAnswer = new Counts(0, 0, 0);
    var rows = rows(file);
    assertEquals(answers, rows.size());
    for (var row : rows) {
      var planted = new HashSet<Integer>();
      row.get("unsupported").forEach(index -> planted.add(index.asInt()));
      var grounding = grounding(row);
      for (int i = 0; i < grounding.sentences().size(); i++) {
        boolean unsupported = !grounding.sentences().get(i).supported();
        bySentence = bySentence.plus(planted.contains(i), unsupported);
      }
      byAnswer = byAnswer.plus(!planted.isEmpty(), !grounding.supported());
    }
    System.out.printf("grounding of %s, by sentence: %s%n", file, bySentence);
    System.out.printf("grounding of %s, by answer:   %s%n", file, byAnswer);
    for (var counts : List.of(bySentence, byAnswer)) {
      assertTrue(counts.recall() >= floor, counts::toString);
      assertTrue(counts.precision() >= 0.9, counts::toString);
    }
  }

  private static Grounding grounding(JsonNode row) {
    var passages = new ArrayList<Passage>();
    for (var passage : row.get("passages")) {
      var source = new Source("passage-" + passages.size(), 0, passage.asText().length(), "");
      passages.add(new Passage(passage.asText(), source, 1));
    }
    var draft = new Draft(row.get("answer").asText(), passages);
    return Guards.grounding().perform(draft, CallContext.detached("check")).block().value();
  }

  private static List<JsonNode> rows(String file) throws IOException {
    try (var in = GroundingDataTest.class.getResourceAsStream("/" + file)) {
      assertNotNull(in, file);
      var rows = new ArrayList<JsonNode>();
      for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        rows.add(new ObjectMapper().readTree(line));
      }
      return rows;
    }
  }
}
