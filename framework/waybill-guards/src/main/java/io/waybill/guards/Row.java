package io.waybill.guards;

import java.util.ArrayList;
import java.util.List;

/**
 * A row of groups of digits with little between them, as numbers are written for people.
 *
 * @param groups from left to right, at least one
 */
record Row(CharSequence text, List<Group> groups) {
  private static final int WIDEST_GAP = 3;

  /** Digits without anything between them. */
  record Group(int from, int to) {
    int length() {
      return to - from;
    }
  }

  Row {
    groups = List.copyOf(groups);
  }

  /** Every row in the text. A plus begins a new one. */
  static List<Row> in(CharSequence text) {
    var rows = new ArrayList<Row>();
    var groups = new ArrayList<Group>();
    for (int at = 0; at < text.length(); at++) {
      if (!isDigit(text.charAt(at))) {
        continue;
      }
      int from = at;
      while (at < text.length() && isDigit(text.charAt(at))) {
        at++;
      }
      if (!groups.isEmpty() && !isGap(text, groups.get(groups.size() - 1).to(), from)) {
        rows.add(new Row(text, groups));
        groups.clear();
      }
      groups.add(new Group(from, at));
    }
    if (!groups.isEmpty()) {
      rows.add(new Row(text, groups));
    }
    return rows;
  }

  /** From one group to another, both included. */
  Row slice(int first, int last) {
    return new Row(text, groups.subList(first, last + 1));
  }

  int size() {
    return groups.size();
  }

  Group group(int index) {
    return groups.get(index);
  }

  int from() {
    return groups.get(0).from();
  }

  int to() {
    return groups.get(groups.size() - 1).to();
  }

  int digits() {
    return groups.stream().mapToInt(Group::length).sum();
  }

  /** The value of a digit of a group, in whatever script it is written. */
  int digit(int group, int index) {
    return Character.digit(text.charAt(groups.get(group).from() + index), 10);
  }

  /** A group as a number; groups of more than nine digits are all the same large one. */
  int number(int group) {
    if (groups.get(group).length() > 9) {
      return Integer.MAX_VALUE;
    }
    int number = 0;
    for (int i = 0; i < groups.get(group).length(); i++) {
      number = 10 * number + digit(group, i);
    }
    return number;
  }

  /** What stands between a group and the next. */
  String gapAfter(int group) {
    return text.subSequence(groups.get(group).to(), groups.get(group + 1).from()).toString();
  }

  /** The character this far before the row, or a space. */
  char before(int distance) {
    int at = from() - distance;
    return at < 0 ? ' ' : text.charAt(at);
  }

  /** The character this far after the row, or a space. */
  char after(int distance) {
    int at = to() - 1 + distance;
    return at >= text.length() ? ' ' : text.charAt(at);
  }

  /** What may stand alone between the groups of one number: a space, a hyphen, a dot. */
  static boolean isGap(char c) {
    return c == ' '
        || c == '-'
        || c == '.'
        || (c >= '\u2009' && c <= '\u2013' && c != '\u200B')
        || c == '\u00A0'
        || c == '\u202F';
  }

  private static boolean isGap(CharSequence text, int from, int to) {
    if (to - from > WIDEST_GAP) {
      return false;
    }
    for (int at = from; at < to; at++) {
      if (!isGap(text.charAt(at)) && "/()".indexOf(text.charAt(at)) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return Character.isDigit(c);
  }
}
