package io.waybill.ledger;

import java.util.Locale;

/**
 * A text in which {@code *} stands for any letters. The case of letters does not count.
 *
 * @param pattern in lower case
 */
public record Glob(String pattern) {
  private static final char STAR = '*';

  /** As somebody wrote it, in whatever case. */
  public static Glob of(String pattern) {
    return new Glob(pattern.toLowerCase(Locale.ROOT));
  }

  public boolean exact() {
    return pattern.indexOf(STAR) < 0;
  }

  /** How many letters it says; more than any other if it says all of them. */
  public int letters() {
    return exact()
        ? Integer.MAX_VALUE
        : (int) pattern.chars().filter(letter -> letter != STAR).count();
  }

  /** Whether it stands for this text, which is in lower case. */
  boolean matches(String text) {
    return exact() ? pattern.equals(text) : covers(new Glob(text));
  }

  /**
   * Whether it matches all that another does: then it matches the other's pattern, whose stars only
   * its own stars can stand for.
   */
  public boolean covers(Glob other) {
    var text = other.pattern;
    int at = 0;
    int star = -1;
    int back = 0;
    int i = 0;
    while (i < text.length()) {
      if (at < pattern.length() && pattern.charAt(at) == STAR) {
        star = at++;
        back = i;
      } else if (at < pattern.length() && pattern.charAt(at) == text.charAt(i)) {
        at++;
        i++;
      } else if (star >= 0) {
        at = star + 1;
        i = ++back;
      } else {
        return false;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == STAR) {
      at++;
    }
    return at == pattern.length();
  }

  /** Whether there is a text that both match: what is between two stars fits in anywhere. */
  public boolean meets(Glob other) {
    if (exact()) {
      return other.covers(this);
    }
    if (other.exact()) {
      return covers(other);
    }
    return begins(head(), other.head()) && ends(tail(), other.tail());
  }

  private String head() {
    return pattern.substring(0, pattern.indexOf(STAR));
  }

  private String tail() {
    return pattern.substring(pattern.lastIndexOf(STAR) + 1);
  }

  private static boolean begins(String one, String other) {
    return one.startsWith(other) || other.startsWith(one);
  }

  private static boolean ends(String one, String other) {
    return one.endsWith(other) || other.endsWith(one);
  }
}
