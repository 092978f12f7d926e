package io.waybill.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Flow;
import io.waybill.work.Work;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ItemReaderTest {
  private final ItemReader desk = new ItemReader(Plans.desk());

  @Test
  void aLineNamesItselfItsInputsAndWhatIsExpected() {
    var line = "{\"id\": \"t-1\", \"ticket\": \"bill\", \"expect\": {\"intent\": \"billing\"}}";
    assertEquals(
        new Item.Ready(3, "t-1", Map.of("ticket", "bill"), Map.of("intent", "billing")),
        desk.json(3, line));
  }

  @Test
  void aPlanWithOneInputTakesItsBareValue() {
    assertEquals(ready("hello", 4), desk.json(4, "\"hello\""));
    assertEquals(ready("{not json", 5), desk.text(5, "{not json"));
  }

  @Test
  void everyWrongNameIsToldWithTheNearestOne() {
    var line = "{\"tiket\": \"bill\", \"expect\": {\"intnt\": \"billing\"}}";
    assertEquals(
        "input 'ticket' (text) is missing; there is no input 'tiket'. Did you mean 'ticket'?"
            + " Known: ticket.; 'expect' names 'intnt', which is no route. Did you mean 'intent'?"
            + " Known: intent.",
        why(desk.json(1, line)));
  }

  @Test
  void anExpectedLabelMustLeadSomewhere() {
    var line = "{\"ticket\": \"bill\", \"expect\": {\"intent\": \"biling\"}}";
    assertEquals(
        "'expect' names 'biling', which route 'intent' has no branch for. Did you mean 'billing'?"
            + " Known: billing, otherwise, technical.",
        why(desk.json(1, line)));
  }

  @Test
  void wrongTypesAndBrokenJsonSayWhatTheyFound() {
    assertEquals("input 'ticket' takes text, found a number", why(desk.json(1, "{\"ticket\": 7}")));
    assertEquals("input 'ticket' takes text, found nothing", why(desk.json(1, "null")));
    var broken = why(desk.json(37, "{\"ticket\": \"a\""));
    assertTrue(broken.startsWith("not JSON at column "), broken);
    var trailing = why(desk.json(1, "{\"ticket\": \"a\"} {}"));
    assertTrue(trailing.startsWith("not JSON at column "), trailing);
    var twice = why(desk.json(1, "{\"ticket\": \"a\", \"ticket\": \"b\"}"));
    assertTrue(twice.contains("Duplicate field 'ticket'"), twice);
  }

  @Test
  void aPlanWithSeveralInputsWantsThemByName() {
    var two =
        Flow.plan(
            "two",
            flow -> {
              var count = flow.input("count", Long.class);
              flow.input("words", List.class);
              return flow.call("double", count, Work.<Long, Long>instant("double", n -> n * 2));
            });
    var reader = new ItemReader(two);
    assertEquals(
        new Item.Ready(
            1, "line 1", Map.of("count", 9007199254740993L, "words", List.of("a")), Map.of()),
        reader.json(1, "{\"count\": 9007199254740993, \"words\": [\"a\"]}"));
    assertEquals(
        "the plan takes 'count' (a whole number), 'words' (a list): write a JSON object that names"
            + " them",
        why(reader.text(1, "7")));
    assertEquals(
        "input 'count' takes a whole number, found a number; input 'words' (a list) is missing",
        why(reader.json(1, "{\"count\": 1.5}")));
  }

  private static Item ready(String ticket, long line) {
    return new Item.Ready(line, "line " + line, Map.of("ticket", ticket), Map.of());
  }

  private static String why(Item item) {
    return item instanceof Item.Refused refused ? refused.why() : "not refused: " + item;
  }
}
