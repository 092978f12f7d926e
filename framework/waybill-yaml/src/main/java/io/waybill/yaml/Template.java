package io.waybill.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text with holes for values. A constant in a hole belongs to the text around it: that is how a
 * file says the opening braces themselves.
 *
 * @param literals one more than there are holes
 * @param bare whether there is nothing but one expression
 * @param constant the value of that one expression, if it is a constant
 */
record Template(
    List<String> literals, List<Term.Path> holes, boolean bare, Optional<Object> constant) {
  /** Whether a text has holes at all. */
  static boolean isOne(String text) {
    return text.contains(Expression.OPEN);
  }

  static Template of(String text) throws ExpressionException {
    var literals = new ArrayList<String>();
    var holes = new ArrayList<Term.Path>();
    var constants = new ArrayList<Term.Constant>();
    var literal = new StringBuilder();
    int from = 0;
    for (int open; (open = text.indexOf(Expression.OPEN, from)) >= 0; ) {
      literal.append(text, from, open);
      var expression = new Expression(text, open);
      var term = expression.term();
      from = expression.end();
      if (term instanceof Term.Path path) {
        literals.add(literal.toString());
        holes.add(path);
        literal.setLength(0);
      } else {
        var constant = (Term.Constant) term;
        constants.add(constant);
        literal.append(constant.value());
      }
    }
    literal.append(text, from, text.length());
    literals.add(literal.toString());
    boolean bare =
        holes.size() + constants.size() == 1
            && text.startsWith(Expression.OPEN)
            && from == text.length();
    return new Template(
        literals, holes, bare, constants.stream().<Object>map(Term.Constant::value).findFirst());
  }

  /** The only path, if there is nothing else. */
  Optional<Term.Path> path() {
    return bare && holes.size() == 1 ? Optional.of(holes.get(0)) : Optional.empty();
  }

  /** The only condition in a text that is nothing else. */
  static Term.Condition condition(String text) throws ExpressionException {
    if (!text.startsWith(Expression.OPEN)) {
      throw new ExpressionException(
          0, "is no condition: write \"${{ %s }}\"".formatted(Known.clipped(text)));
    }
    var expression = new Expression(text, 0);
    var condition = expression.condition();
    if (expression.end() != text.length()) {
      throw new ExpressionException(
          expression.end(), "is a text around an expression; a condition is one comparison alone");
    }
    return condition;
  }
}
