package io.waybill.routing;

import static io.waybill.routing.Condition.contains;
import static io.waybill.routing.Condition.equalTo;
import static io.waybill.routing.Condition.longerThan;
import static io.waybill.routing.Condition.matches;
import static io.waybill.routing.Condition.shorterThan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RulesTest {
  private static final Rules DESK =
      Rules.over()
          .when(equalTo("stop"), Choice.OTHERWISE)
          .when(matches("(?i)\\bbk-\\d{5}\\b"), "order")
          .when(contains("invoice", "credit card"), "billing")
          .when(longerThan(40), "long");

  @Test
  void theFirstRuleThatHoldsDecides() {
    assertEquals("order", decided(DESK, "the invoice of BK-20331").label());
    assertEquals("billing", decided(DESK, "the invoice of BK-2033").label());
    assertEquals("long", decided(DESK, "x".repeat(41)).label());
  }

  @Test
  void whereNoRuleHoldsItAbstainsAndSaysSo() {
    assertEquals(
        new Choice("otherwise", 0, Map.of(), "no rule holds").on(Choice.Grounds.by("rules")),
        decided(DESK, "good morning"));
    assertEquals("otherwise", decided(Rules.over(), "anything").label());
  }

  @Test
  void aRuleMaySayThatItBelongsToNoneAndIsNoLabelThen() {
    assertEquals(
        new Choice("otherwise", 1, Map.of(), "equals stop").on(Choice.Grounds.by("rules")),
        decided(DESK, " Stop "));
    assertEquals(Set.of("order", "billing", "long"), DESK.info().labels());
  }

  @Test
  void theReasonIsTheRuleAndNeverTheText() {
    assertEquals("contains [invoice, credit card]", decided(DESK, "My INVOICE, Ann").reason());
  }

  @Test
  void wordsAreWholeWordsInAnyCase() {
    var condition = contains("bill", "Größe");
    for (var holds : List.of("Bill", "the bill.", "bill's", "(bill)", "die GRÖSSE ist GRÖßE")) {
      assertTrue(condition.holds(holds), holds);
    }
    for (var not : List.of("billing", "handbill", "bill2", "", "größer")) {
      assertFalse(condition.holds(not), not);
    }
    assertTrue(contains("c++").holds("written in C++, mostly"));
    assertTrue(contains("aa").holds("aaaa aa"));
  }

  @Test
  void itIsTheLettersThatCountNotHowTheyAreEncoded() {
    var apart = Normalizer.normalize("Café", Normalizer.Form.NFD);
    assertTrue(contains("café").holds("a " + apart + " nearby"));
    assertTrue(contains(apart).holds("le café"));
    assertTrue(equalTo("café").holds(apart));
    assertFalse(contains("cafe").holds(apart), "an accent is no edge of a word");
    assertFalse(contains("\u0915").holds("\u0915\u0940"), "nor is a vowel sign");
    assertTrue(contains("credit card").holds("my credit\u00a0card,\nmy credit \n card"));
    assertTrue(contains("visa").holds("\uff36\uff29\uff33\uff21"), "in full width");
  }

  @Test
  void lengthsAreCountedInCharacters() {
    assertTrue(shorterThan(3).holds("ab"));
    assertFalse(shorterThan(2).holds("ab"));
    assertTrue(longerThan(1).holds("ab"));
    assertFalse(longerThan(2).holds("ab"));
  }

  @Test
  void whatIsNoTextIsReadAsItPrints() {
    record Order(String state) {}
    var lost = Rules.over().when(contains("lost"), "search");
    assertEquals("search", decided(lost, new Order("lost")).label());
  }

  @Test
  void aConditionThatCannotBeIsRefusedWithWhatToWrite() {
    var pattern = assertThrows(IllegalArgumentException.class, () -> matches("(?=x)"));
    assertTrue(pattern.getMessage().startsWith("'(?=x)' is no RE2 pattern: "), pattern::getMessage);
    assertThrows(IllegalArgumentException.class, () -> contains());
    assertThrows(IllegalArgumentException.class, () -> contains("a", " "));
    assertThrows(IllegalArgumentException.class, () -> longerThan(-1));
    assertThrows(IllegalArgumentException.class, () -> new Rule(equalTo("a"), " "));
  }

  @Test
  void rulesThatSayTheSameAreTheSameWork() {
    var listed =
        Rules.of(
            List.of(
                new Rule(equalTo("stop"), Choice.OTHERWISE),
                new Rule(matches("(?i)\\bbk-\\d{5}\\b"), "order"),
                new Rule(contains("invoice", "credit card"), "billing"),
                new Rule(longerThan(40), "long")));
    assertEquals(DESK.info(), listed.info());
    assertNotEquals(DESK.info(), DESK.when(shorterThan(2), "short").info());
    assertEquals(
        List.of(
            Map.of("equals", "stop", "label", "otherwise"),
            Map.of("matches", "(?i)\\bbk-\\d{5}\\b", "label", "order"),
            Map.of("contains", List.of("invoice", "credit card"), "label", "billing"),
            Map.of("longer_than", 40L, "label", "long")),
        DESK.info().config().get("rules"));
  }

  private static Choice decided(Rules rules, Object input) {
    return rules.perform(input, CallContext.detached("route")).block().value();
  }
}
