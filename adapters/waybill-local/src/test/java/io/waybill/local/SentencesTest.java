package io.waybill.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SentencesTest {
  @Test
  void aSentenceEndsWithItsMark() {
    assertSentences(
        "One is here. Two!  \"Three?\" Four", "One is here.", "Two!", "\"Three?\"", "Four");
  }

  @Test
  void aNumberAnAbbreviationAndAnInitialDoNotEndOne() {
    assertSentences("It costs 4.90 or more.", "It costs 4.90 or more.");
    assertSentences(
        "Ask Dr. J. Smith, e.g. Monday. Line No. 5 is his.",
        "Ask Dr. J. Smith, e.g. Monday.",
        "Line No. 5 is his.");
    assertSentences("Open until 6 p.m. daily.", "Open until 6 p.m. daily.");
  }

  @Test
  void aWordThatLooksLikeAnAbbreviationMayEndOne() {
    assertSentences(
        "No. You may not. So do I. Go on.", "No.", "You may not.", "So do I.", "Go on.");
  }

  @Test
  void aLineBreakWithinOneIsKept() {
    assertSentences("One goes\non here. Two.", "One goes\non here.", "Two.");
  }

  @Test
  void itemsRowsAndParagraphsEndOneWithoutAMark() {
    assertSentences(
        "There are:\n- red ones\n- blue ones\n1. first\n\n| a | 1 |\r\n| b | 2 |\nplain",
        "There are:",
        "red ones",
        "blue ones",
        "first",
        "| a | 1 |",
        "| b | 2 |\nplain");
  }

  @Test
  void nothingHasNone() {
    assertSentences(" \n\n ");
    assertSentences("");
  }

  private static void assertSentences(String text, String... expected) {
    assertEquals(
        List.of(expected), Sentences.in(text).stream().map(span -> span.of(text)).toList());
  }
}
