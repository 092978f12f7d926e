package io.waybill.plan;

import java.util.Locale;
import java.util.Set;

/** Where sentences end: at a full stop before a new beginning. */
final class Sentence {
  private static final String STOPS = ".!?…";

  /** They need no space after them. */
  private static final String WIDE_STOPS = "。！？";

  private static final String CLOSING = "\"')]”’»」』";

  /** After these a full stop ends nothing. */
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "e.g", "i.e", "z.b", "d.h", "mr", "mrs", "ms", "dr", "prof", "st", "no", "nr", "vs",
          "approx", "incl", "excl", "fig", "cf", "ca", "tel", "min", "max");

  /** More than any of them has. */
  private static final int LONGEST = 12;

  private Sentence() {}

  /**
   * @param ended where the last word ended
   * @param next where the next one begins: at the same place if nothing is between them
   */
  static boolean ends(CharSequence text, int ended, int next) {
    int stop = ended - 1;
    while (stop > 0 && CLOSING.indexOf(text.charAt(stop)) >= 0 && ended - stop < 4) {
      stop--;
    }
    char last = text.charAt(stop);
    char begins = text.charAt(next);
    if (WIDE_STOPS.indexOf(last) >= 0) {
      return ended < next || (WIDE_STOPS.indexOf(begins) < 0 && CLOSING.indexOf(begins) < 0);
    }
    return ended < next
        && STOPS.indexOf(last) >= 0
        && !Character.isLowerCase(begins)
        && !(last == '.' && shortened(text, stop));
  }

  /** {@code Dr.}, {@code J.}, and the {@code 1.} that a line of a list begins with. */
  private static boolean shortened(CharSequence text, int dot) {
    int from = dot;
    while (from > 0 && dot - from < LONGEST && isPart(text.charAt(from - 1))) {
      from--;
    }
    var word = text.subSequence(from, dot).toString().toLowerCase(Locale.ROOT);
    boolean number =
        !word.isEmpty() && word.chars().allMatch(c -> c == '.' || Character.isDigit(c));
    return number
        ? beginsLine(text, from)
        : word.codePointCount(0, word.length()) == 1 || ABBREVIATIONS.contains(word);
  }

  private static boolean isPart(char c) {
    return Character.isLetterOrDigit(c) || c == '.';
  }

  private static boolean beginsLine(CharSequence text, int at) {
    int before = at - 1;
    while (before >= 0 && text.charAt(before) != '\n') {
      if (!Character.isWhitespace(text.charAt(before))) {
        return false;
      }
      before--;
    }
    return true;
  }
}
