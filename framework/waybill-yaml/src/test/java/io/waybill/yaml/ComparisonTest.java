package io.waybill.yaml;

import static io.waybill.yaml.Comparison.AT_LEAST;
import static io.waybill.yaml.Comparison.AT_MOST;
import static io.waybill.yaml.Comparison.EQUAL;
import static io.waybill.yaml.Comparison.GREATER;
import static io.waybill.yaml.Comparison.LESS;
import static io.waybill.yaml.Comparison.NOT_EQUAL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.work.ErrorKind;
import io.waybill.work.Nothing;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  @Test
  void numbersCompareByWhatTheyAreWorth() {
    assertTrue(EQUAL.holds(1, 1.0));
    assertTrue(EQUAL.holds(1L, new BigDecimal("1.000")));
    assertFalse(NOT_EQUAL.holds(1, 1.0));
    assertTrue(LESS.holds(0.1f, 1));
    assertTrue(GREATER.holds(new BigDecimal("9007199254740993"), 9007199254740992.0));
    assertTrue(AT_MOST.holds(2, 2L));
    assertTrue(AT_LEAST.holds(2, 2L));
    assertFalse(LESS.holds(2, 2));
  }

  @Test
  void textsCompareByTheirCharacters() {
    assertTrue(LESS.holds("apple", "pear"));
    assertTrue(EQUAL.holds("a", "a"));
    assertTrue(NOT_EQUAL.holds("a", "A"));
    assertFalse(LESS.holds("10", "10"));
    assertTrue(LESS.holds("10", "9"));
  }

  @Test
  void constantsCompareAsTheirNames() {
    assertTrue(EQUAL.holds(ErrorKind.REFUSED, "REFUSED"));
    assertTrue(EQUAL.holds('x', "x"));
  }

  @Test
  void nothingMakesEveryComparisonFalse() {
    for (var comparison : Comparison.values()) {
      assertFalse(comparison.holds(Nothing.NOTHING, 1));
      assertFalse(comparison.holds(1, Nothing.NOTHING));
      assertFalse(comparison.holds(Nothing.NOTHING, Nothing.NOTHING));
    }
  }

  @Test
  void valuesOfDifferentKindsAreDifferentAndHaveNoOrder() {
    assertFalse(EQUAL.holds(1, "1"));
    assertTrue(NOT_EQUAL.holds(1, "1"));
    assertFalse(LESS.holds(1, "2"));
    assertFalse(LESS.holds(false, true));
    assertTrue(EQUAL.holds(List.of(1), List.of(1)));
    assertFalse(AT_MOST.holds(Map.of(), Map.of()));
  }

  @Test
  void whatIsNoNumberIsOrderedByNobody() {
    for (var strange : List.of(Double.NaN, Double.POSITIVE_INFINITY)) {
      assertFalse(LESS.holds(1, strange));
      assertFalse(GREATER.holds(1, strange));
      assertFalse(EQUAL.holds(1, strange));
    }
  }

  @Test
  void theirWorksAreNamedByTheirSign() {
    for (var comparison : Comparison.values()) {
      assertEquals("compare", comparison.router().info().name());
      assertEquals(Map.of("op", comparison.sign()), comparison.router().info().config());
      assertEquals("until", comparison.until().info().name());
      assertEquals(comparison, Comparison.of(comparison.sign()).orElseThrow());
    }
  }
}
