package io.waybill.guards;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What stands in a text in place of private data. */
final class Placeholder {
  private static final Pattern NUMBERED =
      Pattern.compile("\\[(email|phone|card|iban)-(\\d{1,6})\\]");

  /** What a pair puts into a text, and so what it takes for its own when it puts things back. */
  static final Pattern RESTORABLE = Pattern.compile("\\[(?:email|phone|card|iban|text)-[0-9]+\\]");

  private Placeholder() {}

  /** Gives the placeholder for a value that is taken out of a text. */
  @FunctionalInterface
  interface Namer {
    String name(String kind, String value);
  }

  /** A part of a text that a placeholder takes the place of. */
  record Piece(String kind, int from, int to) {}

  static String fill(String text, List<Piece> pieces, Namer namer) {
    if (pieces.isEmpty()) {
      return text;
    }
    var filled = new StringBuilder();
    int from = 0;
    for (var piece : pieces) {
      var value = text.substring(piece.from(), piece.to());
      filled.append(text, from, piece.from()).append(namer.name(piece.kind(), value));
      from = piece.to();
    }
    return filled.append(text, from, text.length()).toString();
  }

  static List<Piece> privateIn(String text) {
    return PrivateData.in(text).stream()
        .map(found -> new Piece(found.kind().id(), found.from(), found.to()))
        .toList();
  }

  /** What is private, and what only looks like a placeholder; what overlaps goes out as one. */
  static List<Piece> privateOrForgedIn(String text) {
    var found = new ArrayList<>(privateIn(text));
    var forged = RESTORABLE.matcher(text);
    while (forged.find()) {
      found.add(new Piece("text", forged.start(), forged.end()));
    }
    found.sort(Comparator.comparingInt(Piece::from));
    var pieces = new ArrayList<Piece>();
    for (var piece : found) {
      int last = pieces.size() - 1;
      if (last >= 0 && piece.from() < pieces.get(last).to()) {
        var before = pieces.get(last);
        int to = Math.max(before.to(), piece.to());
        pieces.set(last, new Piece(before.kind(), before.from(), to));
      } else {
        pieces.add(piece);
      }
    }
    return pieces;
  }

  /**
   * {@code [email-1]}, {@code [email-2]} in the order of the text, one for each value however it is
   * written. A text that holds some already goes on counting after them.
   */
  static Namer numbered(String text) {
    var counts = new HashMap<String, Integer>();
    var taken = NUMBERED.matcher(text);
    while (taken.find()) {
      counts.merge(taken.group(1), Integer.parseInt(taken.group(2)), Math::max);
    }
    Map<String, String> names = new HashMap<>();
    return (kind, value) ->
        names.computeIfAbsent(
            kind + " " + bare(value),
            unseen -> "[" + kind + "-" + counts.merge(kind, 1, Integer::sum) + "]");
  }

  /** Without what makes no difference: case, spaces and punctuation between digits. */
  private static String bare(String value) {
    var folded = value.toLowerCase(Locale.ROOT);
    if (folded.indexOf('@') >= 0) {
      return folded;
    }
    return folded
        .codePoints()
        .filter(c -> Character.isLetterOrDigit(c) || c == '+')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
