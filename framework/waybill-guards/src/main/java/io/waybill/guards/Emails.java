package io.waybill.guards;

import io.waybill.guards.PrivateData.Finding;
import io.waybill.guards.PrivateData.Kind;
import java.util.ArrayList;
import java.util.List;

/** E-mail addresses, with names and domains in any script. */
final class Emails {
  private static final String IN_NAME = ".!#$%&'*+/=?^_`{|}~-";
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_DOMAIN = 253;

  private Emails() {}

  static List<Finding> in(CharSequence text) {
    var found = new ArrayList<Finding>();
    int after = 0;
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) == '@') {
        int from = nameBefore(text, at, after);
        int to = domainAfter(text, at + 1);
        if (from < at && to > at + 1) {
          found.add(new Finding(Kind.EMAIL, from, to));
          after = to;
          at = to - 1;
        }
      }
    }
    return found;
  }

  /** Where the name begins; {@code at} if there is none. */
  private static int nameBefore(CharSequence text, int at, int after) {
    int from = at;
    while (from > after && at - from < LONGEST_NAME && isInName(text.charAt(from - 1))) {
      from--;
    }
    while (from < at && !isWord(text.charAt(from))) {
      from++;
    }
    return from;
  }

  /**
   * Where the domain ends, its dots between labels and its last label letters; {@code from} if
   * there is none.
   */
  private static int domainAfter(CharSequence text, int from) {
    int end = from;
    int label = from;
    boolean dotted = false;
    int most = Math.min(text.length(), from + LONGEST_DOMAIN);
    for (int at = from; at <= most; at++) {
      if (at < most && (isWord(text.charAt(at)) || (text.charAt(at) == '-' && at > label))) {
        continue;
      }
      int labelEnd = at;
      while (labelEnd > label && text.charAt(labelEnd - 1) == '-') {
        labelEnd--;
      }
      if (dotted && isTopLevel(text, label, labelEnd)) {
        end = labelEnd;
      }
      if (at == most || at == label || text.charAt(at) != '.') {
        return end;
      }
      dotted = true;
      label = at + 1;
    }
    return end;
  }

  private static boolean isTopLevel(CharSequence text, int from, int to) {
    return to - from >= 2 && Character.isLetter(Character.codePointAt(text, from));
  }

  private static boolean isInName(char c) {
    return isWord(c) || IN_NAME.indexOf(c) >= 0;
  }

  /** Letters and digits of any script; halves of a surrogate pair are taken for letters. */
  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || Character.isSurrogate(c) || c == '_';
  }
}
