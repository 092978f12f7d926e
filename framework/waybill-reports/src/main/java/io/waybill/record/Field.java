package io.waybill.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** A place in a JSON document that knows where it is, so that a complaint can say so. */
record Field(String path, JsonNode node) {

  Field in(String name) {
    return new Field(path.isEmpty() ? name : path + "." + name, node.path(name));
  }

  Optional<Field> maybe(String name) {
    return node.hasNonNull(name) ? Optional.of(in(name)) : Optional.empty();
  }

  String text(String name) {
    return in(name).text();
  }

  String text() {
    return must(node.isTextual(), "a text").textValue();
  }

  long whole(String name) {
    return in(name).whole();
  }

  long whole() {
    return must(node.isIntegralNumber() && node.canConvertToLong(), "a whole number").longValue();
  }

  int small(String name) {
    var field = in(name);
    return field.must(field.node.isInt(), "a small whole number").intValue();
  }

  double number(String name) {
    var field = in(name);
    return field.must(field.node.isNumber(), "a number").doubleValue();
  }

  /** The constant of that name. */
  <E extends Enum<E>> E word(String name, Class<E> type) {
    var written = text(name);
    var constants = List.of(type.getEnumConstants());
    return constants.stream()
        .filter(constant -> constant.name().equals(written))
        .findFirst()
        .orElseThrow(() -> in(name).shouldBe("one of " + constants));
  }

  /** A text in the form that {@code parse} reads. */
  <T> T parsed(String name, Function<String, T> parse) {
    try {
      return parse.apply(text(name));
    } catch (DateTimeException e) {
      throw in(name).shouldBe("a date or an instant");
    }
  }

  List<Field> items(String name) {
    var field = in(name);
    var items = new ArrayList<Field>();
    field
        .must(field.node.isArray(), "a list")
        .forEach(item -> items.add(new Field("%s[%d]".formatted(field.path, items.size()), item)));
    return items;
  }

  List<String> texts(String name) {
    return items(name).stream().map(Field::text).toList();
  }

  JsonNode must(boolean holds, String wanted) {
    if (!holds) {
      throw shouldBe(wanted);
    }
    return node;
  }

  Json.NotJson shouldBe(String wanted) {
    var found =
        node.isMissingNode() ? "nothing" : node.getNodeType().name().toLowerCase(Locale.ROOT);
    return new Json.NotJson("'%s' should be %s, found %s".formatted(path, wanted, found));
  }
}
