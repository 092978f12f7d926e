package io.waybill.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.record.Json;
import io.waybill.record.WaybillJson;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AuditTest {
  private static final int RUNS = 1000;

  /** What is on a record and in no sum, whatever it says: ends of paths, without positions. */
  private static final List<String> IN_NO_SUM =
      List.of(
          "/attempt",
          "/own_retries",
          "/exchanges",
          "/most_output",
          "/sources/from",
          "/sources/to",
          "/slots",
          "/work", // which one it was
          "/pieces", // of an answer that nobody went on from
          // the engine's own clock
          "/engine/load_ns",
          "/engine/prefill_ns",
          "/engine/decode_ns");

  @Test
  void thousandRandomRunsAddUp() {
    int compared = 0;
    for (long seed = 0; seed < RUNS; seed++) {
      var audit = audit(WaybillJson.of(RandomRuns.of(seed)));
      assertEquals(List.of(), audit.differences(), "seed " + seed);
      compared += audit.compared();
    }
    assertTrue(compared > 100_000, "only " + compared + " figures were compared");
  }

  @Test
  void theRunWithABitOfEverythingAddsUp() {
    var audit = audit(WaybillJson.of(Samples.support()));
    assertEquals(List.of(), audit.differences());
    assertTrue(audit.addsUp());
    assertEquals(Samples.support().prices().digest(), audit.digest());
  }

  private static Audit audit(JsonNode waybill) {
    return Audit.of(Json.parse(Json.line(waybill)));
  }

  @Test
  void oneNanoMoreOrLessInAnyPlaceOfTheRecordIsFound() {
    var hidden = new TreeSet<String>();
    int planted = 0;
    for (var waybill : List.of(Samples.support(), RandomRuns.of(7), RandomRuns.of(12))) {
      var record = WaybillJson.of(waybill);
      for (var place : wholeNumbers(record, "")) {
        var general = place.replaceAll("/\\d+(?=/|$)", "");
        if (IN_NO_SUM.stream().noneMatch(general::endsWith) && !restsOnItsMarks(record, place)) {
          for (int by : new int[] {1, -1}) {
            planted++;
            if (!found(record, place, by)) {
              hidden.add(place + " by " + by);
            }
          }
        }
      }
    }
    assertEquals(new TreeSet<>(), hidden);
    assertTrue(planted > 500, "only " + planted + " differences were planted");
  }

  /**
   * Where the work says itself when it was admitted, when it was asked is in no sum; nor is a
   * moment that nobody knows, which is -1.
   */
  private static boolean restsOnItsMarks(JsonNode record, String place) {
    if (place.contains("/marks/") && record.at(place).asLong() == -1) {
      return true;
    }
    var marks = place.replaceFirst("/began$", "/marks/admitted");
    return place.endsWith("/began") && record.at(marks).asLong(-1) >= 0;
  }

  private static boolean found(ObjectNode record, String place, int by) {
    var changed = record.deepCopy();
    int slash = place.lastIndexOf('/');
    var parent = changed.at(place.substring(0, slash));
    var name = place.substring(slash + 1);
    long value = changed.at(place).longValue() + by;
    if (parent instanceof ObjectNode object) {
      object.put(name, value);
    } else if (parent instanceof ArrayNode array) {
      array.set(Integer.parseInt(name), Json.NODES.numberNode(value));
    }
    try {
      return !audit(changed).addsUp();
    } catch (Json.NotJson refused) {
      return true;
    }
  }

  /** Where there are any, as JSON pointers. */
  private static List<String> wholeNumbers(JsonNode node, String path) {
    var places = new ArrayList<String>();
    if (node.isIntegralNumber()) {
      places.add(path);
    }
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              field ->
                  places.addAll(
                      wholeNumbers(
                          field.getValue(),
                          path + "/" + field.getKey().replace("~", "~0").replace("/", "~1"))));
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      places.addAll(wholeNumbers(node.path(i), path + "/" + i));
    }
    return places;
  }

  @Test
  void aDifferenceSaysWhereItIsAndShowsBothFigures() {
    var record = WaybillJson.of(Samples.support());
    ((ObjectNode) record.path("cost")).put("nano_usd", 1);
    var audit = audit(record);
    assertFalse(audit.addsUp());
    assertEquals(
        "[cost: written 1 nano-dollars, adds up to %d nano-dollars]"
            .formatted(Samples.support().ledger().total().known().nanoUsd()),
        audit.differences().toString());
  }

  @Test
  void aPostingThatIsOnTwoLinesOrOnNoneIsFound() {
    var record = WaybillJson.of(Samples.support());
    ((ArrayNode) record.at("/lines/0/attempts")).add(1);
    assertTrue(
        audit(record)
            .differences()
            .toString()
            .contains("posting 1, 'intent' attempt 1: is on lines: 2, should be on: 1"));
  }

  @Test
  void aRateThatWasChangedAfterwardsIsFound() {
    var record = WaybillJson.of(Samples.support());
    ((ObjectNode) record.at("/prices/prices/0/rate")).put("output", "1.61");
    assertFalse(audit(record).addsUp());
  }
}
