package io.waybill.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a text is cut into pieces. What comes after a piece does not change it: a text that is cut
 * while it is still being written gives the pieces that the whole of it gives. White space belongs
 * to the piece before it, up to its last line break if it has one, so that the pieces put together
 * are the text. A text of nothing but white space has none.
 *
 * @param chars how many characters a piece has at most; 0 unless that is what it is cut by
 */
public record Split(By by, int chars) {
  /** What ends a piece. */
  public enum By {
    /** A full stop before a new beginning, or a blank line. */
    SENTENCE,
    /** A line break. */
    LINE,
    /** A blank line. */
    PARAGRAPH,
    /** Its length: it ends with a word, unless a single one is longer. */
    CHARS
  }

  public static final Split BY_SENTENCE = new Split(By.SENTENCE, 0);
  public static final Split BY_LINE = new Split(By.LINE, 0);
  public static final Split BY_PARAGRAPH = new Split(By.PARAGRAPH, 0);

  public Split {
    if (by == By.CHARS ? chars < 1 : chars != 0) {
      throw new IllegalArgumentException(
          "a text is cut by %d characters; write 1 or more, and nothing else with it"
              .formatted(chars));
    }
  }

  /** Pieces of at most so many characters, the white space after them not counted. */
  public static Split byChars(int chars) {
    return new Split(By.CHARS, chars);
  }

  /** The pieces of a whole text. */
  public List<String> pieces(String text) {
    var cutter = cutter();
    var pieces = new ArrayList<>(cutter.add(text));
    cutter.rest().ifPresent(pieces::add);
    return List.copyOf(pieces);
  }

  /** For a text that is still being written. */
  public Cutter cutter() {
    return new Cutter(this);
  }

  /** {@code sentences}, {@code chunks of 200}. */
  @Override
  public String toString() {
    return by == By.CHARS ? "chunks of " + chars : by.name().toLowerCase(Locale.ROOT) + "s";
  }
}
