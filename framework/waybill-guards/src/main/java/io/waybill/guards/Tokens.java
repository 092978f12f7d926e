package io.waybill.guards;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words, numbers and marks of a sentence. */
final class Tokens {
  private Tokens() {}

  /**
   * One of them.
   *
   * @param text in lower case; a number as it is written shortest
   * @param kind what it is
   * @param capital whether a word begins with a capital letter
   */
  record Token(String text, Kind kind, boolean capital) {}

  /** What a token is. */
  enum Kind {
    WORD,
    NUMBER,
    /** Punctuation that divides clauses, or a symbol. */
    MARK
  }

  static List<Token> in(String sentence) {
    var tokens = new ArrayList<Token>();
    for (int at = 0; at < sentence.length(); ) {
      char c = sentence.charAt(at);
      int to = at + 1;
      if (Character.isDigit(c)) {
        to = endOf(sentence, at, ".,:");
        tokens.add(number(sentence.substring(at, to)));
      } else if (Character.isLetter(c)) {
        to = endOf(sentence, at, "'’");
        tokens.add(word(sentence.substring(at, to)));
      } else if (!Character.isWhitespace(c)) {
        tokens.add(new Token(String.valueOf(c), Kind.MARK, false));
      }
      at = to;
    }
    return tokens;
  }

  /** Letters and digits, and single joints between two of them. */
  private static int endOf(String text, int from, String joints) {
    int at = from + 1;
    while (at < text.length()) {
      if (Character.isLetterOrDigit(text.charAt(at))) {
        at++;
      } else if (at + 1 < text.length()
          && joints.indexOf(text.charAt(at)) >= 0
          && Character.isLetterOrDigit(text.charAt(at + 1))) {
        at += 2;
      } else {
        break;
      }
    }
    return at;
  }

  private static Token word(String written) {
    var plain = written.replace('’', '\'').toLowerCase(Locale.ROOT);
    if (plain.endsWith("'s")) {
      plain = plain.substring(0, plain.length() - 2);
    }
    var text = plain.replace("'", "");
    var figure = Vocabulary.figure(text);
    return figure.equals(text)
        ? new Token(text, Kind.WORD, Character.isUpperCase(written.charAt(0)))
        : new Token(figure, Kind.NUMBER, false);
  }

  /** {@code 75.00} as {@code 75}, {@code 1,000} as {@code 1000}, {@code 13:00} as it is. */
  private static Token number(String written) {
    var text = written;
    if (written.matches("\\d{1,3}(,\\d{3})+(\\.\\d+)?")) {
      text = written.replace(",", "");
    } else if (written.matches("\\d+,\\d{1,2}")) {
      text = written.replace(',', '.');
    }
    if (text.matches("\\d{1,18}(\\.\\d{1,18})?")) {
      text = new BigDecimal(text).stripTrailingZeros().toPlainString();
    }
    return new Token(text.toLowerCase(Locale.ROOT), Kind.NUMBER, false);
  }
}
