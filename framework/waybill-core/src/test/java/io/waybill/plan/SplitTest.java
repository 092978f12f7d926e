package io.waybill.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SplitTest {
  private static final List<String> PARTS =
      List.of(
          "One",
          " ",
          "two.",
          "Three!",
          "  ",
          "\n",
          "\n\n",
          "\r\n",
          "e.g.",
          "Dr.",
          "1.",
          "“Yes.”",
          "やった。",
          "「はい。」",
          "…",
          "?",
          "x",
          "longest-word-of-them-all",
          "\t",
          "😀",
          "é",
          "A.",
          "\u00a0");

  private static void sentences(String... expected) {
    assertEquals(List.of(expected), Split.BY_SENTENCE.pieces(String.join("", expected)));
  }

  @Test
  void aSentenceEndsAtAFullStopBeforeANewBeginning() {
    sentences("One two. ", "Three four! ", "Five?");
    sentences("He said “Never.” ", "Then (he left.) ", "Done");
    sentences("It costs 3.50 today. ", "See a.b.c for more. ", "Wait... what? ", "Yes");
    sentences("No full stop\n\n", "after a title");
    sentences("やった。", "「はい。」", "次へ");
  }

  @Test
  void anAbbreviationAnInitialAndTheNumberOfALineEndNothing() {
    sentences("Ask Dr. Who or J. Doe, e.g. Today. ", "It is so");
    sentences("1. First this. ", "2. Then that. \n", "3. Done in 2024. ", "Really.");
  }

  @Test
  void linesAndParagraphsEndAtLineBreaksAndKeepWhatStandsBeforeThem() {
    assertEquals(
        List.of("\n- a\n", "  - b\r\n\r\n", "c"), Split.BY_LINE.pieces("\n- a\n  - b\r\n\r\nc"));
    assertEquals(List.of("a\nb\n \n", " c"), Split.BY_PARAGRAPH.pieces("a\nb\n \n c"));
  }

  @Test
  void aChunkEndsWithAWordUnlessASingleOneIsLonger() {
    var chunks = Split.byChars(9);
    assertEquals(List.of("one two ", "three ", "four"), chunks.pieces("one two three four"));
    assertEquals(List.of("  one two  ", "three"), chunks.pieces("  one two  three"));
    assertEquals(List.of("a ", "unbreakab", "le b"), chunks.pieces("a unbreakable b"));
    assertEquals(List.of("😀😀", "😀😀"), Split.byChars(3).pieces("😀😀😀😀"));
  }

  @Test
  void whiteSpaceAloneHasNoPieces() {
    assertEquals(List.of(), Split.BY_SENTENCE.pieces(""));
    assertEquals(List.of(), Split.BY_LINE.pieces(" \n\t "));
  }

  @Test
  void aTextCutWhileItIsWrittenGivesThePiecesOfTheWhole() {
    var random = new Random(7);
    var splits =
        List.of(
            Split.BY_SENTENCE,
            Split.BY_LINE,
            Split.BY_PARAGRAPH,
            Split.byChars(1),
            Split.byChars(7),
            Split.byChars(40));
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder();
      for (int part = random.nextInt(i % 100 == 0 ? 300 : 30); part > 0; part--) {
        text.append(PARTS.get(random.nextInt(PARTS.size())));
      }
      var whole = text.toString();
      for (var split : splits) {
        var pieces = split.pieces(whole);
        var cutter = split.cutter();
        var written = new ArrayList<String>();
        for (int from = 0; from < whole.length(); ) {
          int to = Math.min(whole.length(), from + 1 + random.nextInt(9));
          written.addAll(cutter.add(whole.substring(from, to)));
          from = to;
        }
        cutter.rest().ifPresent(written::add);
        assertEquals(pieces, written, () -> split + " of " + whole);
        assertTrue(pieces.stream().noneMatch(String::isBlank), () -> split + " of " + whole);
        assertEquals(whole.isBlank() ? "" : whole, String.join("", pieces));
        assertEquals(
            pieces.subList(0, Math.max(0, pieces.size() - 1)),
            split.pieces(whole + "X").subList(0, Math.max(0, pieces.size() - 1)),
            "what comes later changes nothing");
      }
    }
  }

  @Test
  void aLongTextIsCutInTimeThatGrowsWithIt() {
    var text = "A sentence of a few words. ".repeat(40_000);
    assertEquals(40_000, Split.BY_SENTENCE.pieces(text).size());
    assertEquals(1, Split.BY_PARAGRAPH.pieces(text).size());
  }

  @Test
  void aLengthBelongsToChunksAndNothingElse() {
    assertThrows(IllegalArgumentException.class, () -> Split.byChars(0));
    assertThrows(IllegalArgumentException.class, () -> new Split(Split.By.LINE, 3));
  }
}
