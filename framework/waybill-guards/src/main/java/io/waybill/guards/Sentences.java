package io.waybill.guards;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Where sentences begin and end: at a full stop before a new beginning, and at line breaks. */
final class Sentences {
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "e.g", "i.e", "mr", "mrs", "ms", "dr", "prof", "st", "no", "nr", "vs", "approx", "incl",
          "excl", "fig", "cf", "ca", "tel", "min", "max");

  private Sentences() {}

  /** A piece of a text. */
  record Span(String text, int from, int to) {}

  static List<Span> in(String text) {
    var spans = new ArrayList<Span>();
    int from = 0;
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) == '\n' || isEnd(text, at)) {
        add(spans, text, from, at + 1);
        from = at + 1;
      }
    }
    add(spans, text, from, text.length());
    return spans;
  }

  private static void add(List<Span> spans, String text, int from, int to) {
    int first = from;
    int last = to;
    while (first < last && Character.isWhitespace(text.charAt(first))) {
      first++;
    }
    while (last > first && Character.isWhitespace(text.charAt(last - 1))) {
      last--;
    }
    if (first < last) {
      spans.add(new Span(text.substring(first, last), first, last));
    }
  }

  /** Whether the sentence ends with this character: closing quotes and brackets belong to it. */
  private static boolean isEnd(String text, int at) {
    if (!isClosing(text.charAt(at)) && !isStop(text.charAt(at))) {
      return false;
    }
    int stop = at;
    while (stop > 0 && isClosing(text.charAt(stop)) && at - stop < 3) {
      stop--;
    }
    if (!isStop(text.charAt(stop))) {
      return false;
    }
    if ("。！？".indexOf(text.charAt(at)) >= 0) {
      return true;
    }
    int next = at + 1;
    while (next < text.length() && next - at < 4 && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    boolean begins = next == text.length() || !Character.isLowerCase(text.charAt(next));
    return next > at + 1 && begins && !(text.charAt(stop) == '.' && isAbbreviation(text, stop));
  }

  private static boolean isStop(char c) {
    return ".!?…。！？".indexOf(c) >= 0;
  }

  private static boolean isClosing(char c) {
    return "\"')]”’»".indexOf(c) >= 0;
  }

  private static boolean isAbbreviation(String text, int dot) {
    int from = dot;
    while (from > 0
        && dot - from < 8
        && (Character.isLetter(text.charAt(from - 1)) || text.charAt(from - 1) == '.')) {
      from--;
    }
    return ABBREVIATIONS.contains(text.substring(from, dot).toLowerCase(Locale.ROOT));
  }
}
