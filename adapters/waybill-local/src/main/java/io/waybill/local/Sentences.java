package io.waybill.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds sentences: by their marks, by the lines of lists and tables, by empty lines. */
final class Sentences {
  /** A sentence does not run over the beginning of one of these lines; the match is no text. */
  private static final Pattern LINE_OF_ITS_OWN =
      Pattern.compile("[ \\t]*(?:(?:[-*+>]|\\d{1,3}[.)])[ \\t]+|(?=\\|)|(?=#{1,6} )|(?=```))");

  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "e.g", "i.e", "cf", "vs", "mr", "mrs", "ms", "dr", "st", "approx", "incl", "excl", "max",
          "min", "tel", "fig", "p", "pp");

  private static final String CLOSING = "\"'”’)]*_`";

  private Sentences() {}

  /** The sentences of a text, in order, without bullets and the blanks between them. */
  static List<Span> in(String text) {
    var found = new ArrayList<Span>();
    int begin = 0;
    for (int from = 0, to; from < text.length(); from = to) {
      int end = text.indexOf('\n', from);
      to = end < 0 ? text.length() : end + 1;
      var own = LINE_OF_ITS_OWN.matcher(text).region(from, to);
      if (own.lookingAt()) {
        block(text, begin, from, found);
        begin = own.end();
      } else if (text.substring(from, to).isBlank()) {
        block(text, begin, from, found);
        begin = to;
      }
    }
    block(text, begin, text.length(), found);
    return found;
  }

  private static void block(String text, int from, int to, List<Span> found) {
    int begin = from;
    for (int at = from; at < to; at++) {
      if (".!?…".indexOf(text.charAt(at)) >= 0) {
        int end = at + 1;
        while (end < to && (".!?…" + CLOSING).indexOf(text.charAt(end)) >= 0) {
          end++;
        }
        if (endsAt(text, begin, at, end, to)) {
          add(text, begin, end, found);
          begin = end;
        }
        at = end - 1;
      }
    }
    add(text, begin, to, found);
  }

  private static boolean endsAt(String text, int begin, int mark, int end, int limit) {
    int next = end;
    while (next < limit && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    if (next == limit) {
      return true;
    }
    if (next == end || Character.isLowerCase(text.charAt(next))) {
      return false;
    }
    return text.charAt(mark) != '.' || !isAbbreviation(text, begin, mark, text.charAt(next));
  }

  private static boolean isAbbreviation(String text, int begin, int dot, char next) {
    int from = dot;
    while (from > begin
        && !Character.isWhitespace(text.charAt(from - 1))
        && text.charAt(from - 1) != '(') {
      from--;
    }
    var word = text.substring(from, dot).toLowerCase(Locale.ROOT);
    boolean initial = word.length() == 1 && Character.isUpperCase(text.charAt(from));
    boolean number = word.equals("no") && Character.isDigit(next);
    return (initial && !word.equals("i")) || number || ABBREVIATIONS.contains(word);
  }

  private static void add(String text, int from, int to, List<Span> found) {
    var span = Span.trimmed(text, from, to);
    if (!span.isEmpty()) {
      found.add(span);
    }
  }
}
