package io.waybill.yaml;

import io.waybill.work.Nothing;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Reads what stands between the braces of a hole: a path, a constant, or a comparison of two. One
 * pass, no recursion.
 */
final class Expression {
  static final String OPEN = "${{";
  static final String CLOSE = "}}";

  private final String text;
  private final int open;
  private int at;

  /** Begins at the opening braces in a text. */
  Expression(String text, int open) {
    this.text = text;
    this.open = open;
    this.at = open + OPEN.length();
  }

  /** The character behind what was read. */
  int end() {
    return at;
  }

  /** One term and the closing braces. */
  Term term() throws ExpressionException {
    var term = operand();
    if (comparison().isPresent()) {
      throw new ExpressionException(
          at, "compares; only 'if' and 'until' do, elsewhere an expression is one path");
    }
    close();
    return term;
  }

  /** A comparison and the closing braces; a path alone is compared with true. */
  Term.Condition condition() throws ExpressionException {
    skipBlanks();
    if (peek() == '!') {
      throw new ExpressionException(
          at, "has a '!', which is not known here: compare, as in ${{ steps.a == false }}");
    }
    var left = operand();
    var comparison = comparison();
    if (comparison.isEmpty()) {
      close();
      return new Term.Condition(left, Comparison.EQUAL, new Term.Constant(at, true));
    }
    at += comparison.get().sign().length();
    var right = operand();
    close();
    return new Term.Condition(left, comparison.get(), right);
  }

  private void close() throws ExpressionException {
    skipBlanks();
    if (at >= text.length()) {
      throw new ExpressionException(open, "is not closed: an expression ends with }}");
    }
    if (!text.startsWith(CLOSE, at)) {
      throw new ExpressionException(at, unexpected());
    }
    at += CLOSE.length();
  }

  private String unexpected() {
    var rest = text.substring(at, Math.min(text.length(), at + 2)).strip();
    return peek() == '-'
        ? "subtracts, which is not known here; an id has no '-', write '_'"
        : "has '%s', which is not known here: an expression is a path such as steps.answer.total, or one comparison in 'if' and 'until'"
            .formatted(rest);
  }

  private Optional<Comparison> comparison() {
    skipBlanks();
    return Comparison.of(text.substring(at, Math.min(text.length(), at + 2)))
        .or(() -> Comparison.of(text.substring(at, Math.min(text.length(), at + 1))));
  }

  private Term operand() throws ExpressionException {
    skipBlanks();
    char first = peek();
    if (first == '\'' || first == '"') {
      return new Term.Constant(at, string());
    }
    if (first == '-' || digit(first)) {
      return number();
    }
    if (at >= text.length()) {
      throw new ExpressionException(open, "is not closed: an expression ends with }}");
    }
    if (!letter(first)) {
      throw new ExpressionException(at, nothing());
    }
    int begin = at;
    var word = word();
    return switch (word) {
      case "true" -> new Term.Constant(begin, true);
      case "false" -> new Term.Constant(begin, false);
      case "null" -> new Term.Constant(begin, Nothing.NOTHING);
      default -> path(begin, word);
    };
  }

  private String nothing() {
    return text.startsWith(CLOSE, at)
        ? "is empty: write a path such as steps.answer"
        : unexpected();
  }

  private Term.Path path(int begin, String root) throws ExpressionException {
    var parts = new ArrayList<String>();
    var offsets = new ArrayList<Integer>();
    while (peek() == '.' || peek() == '[') {
      boolean bracket = text.charAt(at++) == '[';
      offsets.add(at);
      if (bracket) {
        parts.add(peek() == '\'' || peek() == '"' ? string() : word());
        if (peek() != ']') {
          throw new ExpressionException(at, "lacks a ']'");
        }
        at++;
      } else {
        parts.add(word());
      }
      if (parts.get(parts.size() - 1).isEmpty()) {
        throw new ExpressionException(at, "has a path that ends in a dot");
      }
    }
    return new Term.Path(begin, root, parts, offsets);
  }

  private Term number() throws ExpressionException {
    int begin = at++;
    while (digit(peek()) || letter(peek()) || peek() == '.' || exponentSign()) {
      at++;
    }
    var written = text.substring(begin, at);
    var number = Plain.number(written);
    if (number.isEmpty()) {
      throw new ExpressionException(begin, "has '%s', which is no number".formatted(written));
    }
    return new Term.Constant(begin, number.get());
  }

  private boolean exponentSign() {
    return (peek() == '-' || peek() == '+') && Character.toLowerCase(text.charAt(at - 1)) == 'e';
  }

  private String string() throws ExpressionException {
    int begin = at;
    char quote = text.charAt(at++);
    var value = new StringBuilder();
    while (at < text.length() && text.charAt(at) != quote) {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      value.append(text.charAt(at++));
    }
    if (at >= text.length()) {
      throw new ExpressionException(begin, "has a text that does not end: " + quote);
    }
    at++;
    return value.toString();
  }

  private String word() {
    int begin = at;
    while (letter(peek()) || digit(peek())) {
      at++;
    }
    return text.substring(begin, at);
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private static boolean letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
