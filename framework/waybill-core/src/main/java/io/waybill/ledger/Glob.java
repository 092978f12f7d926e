package io.waybill.ledger;

import java.util.Locale;

/**
 * A text in which {@code *} stands for any letters, in lower case.
 *
 * @param pattern as it was written, in lower case
 */
record Glob(String pattern) {
  private static final int ALL = Integer.MAX_VALUE;

  static Glob of(String pattern) {
    return new Glob(pattern.toLowerCase(Locale.ROOT));
  }

  private boolean exact() {
    return pattern.indexOf('*') < 0;
  }

  /** How many letters it says; more than any other if it says all of them. */
  int letters() {
    return exact() ? ALL : (int) pattern.chars().filter(letter -> letter != '*').count();
  }

  boolean matches(String text) {
    return exact() ? pattern.equals(text) : common(text, false);
  }

  /** Whether there is a text that both match. */
  boolean meets(Glob other) {
    if (exact()) {
      return other.matches(pattern);
    }
    return other.exact() ? matches(other.pattern) : common(other.pattern, true);
  }

  /**
   * Whether what is left of both can be made equal, for all that may be left of either: row by row
   * from the end.
   *
   * @param stars whether {@code *} in the other stands for any letters too
   */
  private boolean common(String other, boolean stars) {
    int width = other.length();
    var below = new boolean[width + 1];
    for (int i = pattern.length(); i >= 0; i--) {
      var row = new boolean[width + 1];
      for (int j = width; j >= 0; j--) {
        boolean star = i < pattern.length() && pattern.charAt(i) == '*';
        boolean otherStar = stars && j < width && other.charAt(j) == '*';
        if (i == pattern.length() && j == width) {
          row[j] = true;
        } else if (star || otherStar) {
          // a star stands for nothing more, or for one letter more of the other
          boolean mine = i < pattern.length() && below[j];
          boolean theirs = j < width && row[j + 1];
          row[j] = mine || theirs;
        } else {
          row[j] =
              i < pattern.length()
                  && j < width
                  && pattern.charAt(i) == other.charAt(j)
                  && below[j + 1];
        }
      }
      below = row;
    }
    return below[0];
  }
}
