package io.waybill.prices;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.ledger.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Some of the names by which a list knows a model.
 *
 * @param glob the names; more than them, if no pattern of ours has exactly these
 * @param digits tells more exactly whether a name is one of them
 * @param why what no pattern of ours can say; empty if the glob does
 */
record Clause(Glob glob, Optional<Digits> digits, String why) {
  private static final int MOST_CHOICES = 16;

  static List<Clause> of(JsonNode clause) {
    var kind = clause.fieldNames().hasNext() ? clause.fieldNames().next() : "";
    var value = clause.path(kind);
    return switch (kind) {
      case "or" -> stream(value).flatMap(each -> of(each).stream()).toList();
      case "and" -> List.of(and(value));
      case "regex" -> regex(value.asText());
      case "equals" -> List.of(plain("", value.asText(), ""));
      case "starts_with" -> List.of(plain("", value.asText(), "*"));
      case "ends_with" -> List.of(plain("*", value.asText(), ""));
      case "contains" -> List.of(plain("*", value.asText(), "*"));
      default -> List.of(lost("*", "are told by '%s', which nobody knows here".formatted(kind)));
    };
  }

  boolean exact() {
    return why.isEmpty();
  }

  /** Whether a name that another stands for may be one of these. */
  boolean meets(Glob other) {
    return glob.meets(other) && digits.map(each -> each.meets(other)).orElse(true);
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    var all = new ArrayList<JsonNode>();
    array.forEach(all::add);
    return all.stream();
  }

  private static Clause plain(String before, String text, String after) {
    return text.indexOf('*') >= 0
        ? lost("*", "have a '*' in '%s', which stands for any letters here".formatted(text))
        : new Clause(Glob.of(before + text + after), Optional.empty(), "");
  }

  private static Clause lost(String glob, String why) {
    return new Clause(Glob.of(glob), Optional.empty(), why);
  }

  /** All of several: no more than the first of them that says anything. */
  private static Clause and(JsonNode parts) {
    var around =
        stream(parts)
            .map(Clause::of)
            .filter(each -> each.size() == 1 && each.get(0).exact())
            .map(each -> each.get(0).glob.pattern())
            .findFirst()
            .orElse("*");
    return lost(around, "are told by several conditions at once, near '%s'".formatted(around));
  }

  private static List<Clause> regex(String regex) {
    var digits = Digits.of(regex);
    if (digits.exact() && digits.choices() <= MOST_CHOICES) {
      return digits.texts().stream()
          .map(text -> plain("", text, digits.whole() ? "" : "*"))
          .toList();
    }
    return List.of(
        new Clause(
            Glob.of(digits.head() + "*"),
            digits.exact() ? Optional.of(digits) : Optional.empty(),
            "are told by '%s', for which there is no pattern here".formatted(regex)));
  }
}
