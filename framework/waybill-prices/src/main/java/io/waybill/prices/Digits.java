package io.waybill.prices;

import io.waybill.ledger.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A regular expression of the kind that lists of models use: letters, digits, and a few to choose
 * from, each for one character from the first on.
 *
 * @param places what may stand at each, as far as it was understood
 * @param whole whether nothing may follow
 * @param exact whether that is all there is to it
 */
record Digits(List<String> places, boolean whole, boolean exact) {
  private static final String DIGITS = "0123456789";

  static Digits of(String regex) {
    return new Reading(regex).read();
  }

  /** How many texts it has; no more than a bound. */
  long choices() {
    long choices = 1;
    for (var place : places) {
      choices = Math.min(1_000_000, choices * place.length());
    }
    return choices;
  }

  List<String> texts() {
    var texts = List.of("");
    for (var place : places) {
      texts =
          texts.stream()
              .flatMap(text -> place.chars().mapToObj(letter -> text + (char) letter))
              .toList();
    }
    return texts;
  }

  /** With what every such text begins. */
  String head() {
    var head = new StringBuilder();
    for (var place : places) {
      if (place.length() != 1) {
        break;
      }
      head.append(place);
    }
    return head.toString();
  }

  /** Whether one of its texts may be one of a pattern's, as far as that begins without a star. */
  boolean meets(Glob glob) {
    int star = glob.pattern().indexOf('*');
    var begin = star < 0 ? glob.pattern() : glob.pattern().substring(0, star);
    if (begin.length() > places.size() ? whole : star < 0 && begin.length() < places.size()) {
      return false;
    }
    for (int i = 0; i < Math.min(begin.length(), places.size()); i++) {
      if (places.get(i).toLowerCase(Locale.ROOT).indexOf(begin.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Reads as far as it understands. */
  private static final class Reading {
    private final String regex;
    private final List<String> places = new ArrayList<>();
    private int at;

    Reading(String regex) {
      this.regex = regex;
    }

    Digits read() {
      if (!regex.startsWith("^")) {
        return new Digits(List.of(), false, false);
      }
      at = 1;
      while (at < regex.length() && regex.charAt(at) != '$') {
        if (!place()) {
          return new Digits(List.copyOf(places), false, false);
        }
      }
      return new Digits(List.copyOf(places), at < regex.length(), at >= regex.length() - 1);
    }

    private boolean place() {
      char c = regex.charAt(at);
      var next = at + 1 < regex.length() ? regex.charAt(at + 1) : ' ';
      if (c == '\\' && next == 'd') {
        at += 2;
        return taken(DIGITS);
      }
      if (c == '\\' && !Character.isLetterOrDigit(next)) {
        at += 2;
        return taken(String.valueOf(next));
      }
      int end = regex.indexOf(']', at);
      if (c == '[' && end > at + 1 && regex.substring(at + 1, end).matches("-?[@_:/]{1,4}")) {
        var choice = regex.substring(at + 1, end);
        at = end + 1;
        return taken(choice);
      }
      if (Character.isLetterOrDigit(c) || "/-_@:=".indexOf(c) >= 0) {
        at++;
        return taken(String.valueOf(c));
      }
      return false;
    }

    /** A place, or as many as follow in braces; not one of which there may be none or more. */
    private boolean taken(String choice) {
      int times = 1;
      if (at < regex.length() && "?*+".indexOf(regex.charAt(at)) >= 0) {
        return false;
      }
      if (at < regex.length() && regex.charAt(at) == '{') {
        int end = regex.indexOf('}', at);
        if (end < 0 || !regex.substring(at + 1, end).matches("[1-9]")) {
          return false;
        }
        times = regex.charAt(at + 1) - '0';
        at = end + 1;
      }
      for (int i = 0; i < times; i++) {
        places.add(choice);
      }
      return true;
    }
  }
}
