package io.waybill.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A place in a JSON document that knows where it is, so that a complaint can say so. */
record Field(String path, JsonNode node) {

  Field in(String name) {
    return new Field(path.isEmpty() ? name : path + "." + name, node.path(name));
  }

  Optional<Field> maybe(String name) {
    return node.hasNonNull(name) ? Optional.of(in(name)) : Optional.empty();
  }

  String text(String name) {
    var field = in(name);
    return field.node.isTextual() ? field.node.textValue() : field.fail("a text");
  }

  long whole(String name) {
    var field = in(name);
    return field.whole();
  }

  long whole() {
    return node.isIntegralNumber() && node.canConvertToLong()
        ? node.longValue()
        : this.<Long>fail("a whole number");
  }

  int small(String name) {
    var field = in(name);
    return field.node.isInt() ? field.node.intValue() : field.<Integer>fail("a small whole number");
  }

  double number(String name) {
    var field = in(name);
    return field.node.isNumber() ? field.node.doubleValue() : field.<Double>fail("a number");
  }

  /** The constant of that name. */
  <E extends Enum<E>> E word(String name, Class<E> type) {
    var written = text(name);
    return Stream.of(type.getEnumConstants())
        .filter(constant -> constant.name().equals(written))
        .findFirst()
        .orElseGet(() -> in(name).fail("one of " + List.of(type.getEnumConstants())));
  }

  /** A text in the form that {@code parse} reads. */
  <T> T parsed(String name, Function<String, T> parse) {
    try {
      return parse.apply(text(name));
    } catch (DateTimeException e) {
      return in(name).fail("a date or an instant");
    }
  }

  List<Field> items(String name) {
    var field = in(name);
    if (!field.node.isArray()) {
      return field.fail("a list");
    }
    var items = new ArrayList<Field>();
    field.node.forEach(
        item -> items.add(new Field("%s[%d]".formatted(field.path, items.size()), item)));
    return items;
  }

  List<String> texts(String name) {
    return items(name).stream()
        .map(item -> item.node.isTextual() ? item.node.textValue() : item.<String>fail("a text"))
        .toList();
  }

  <T> T fail(String wanted) {
    var found = node.isMissingNode() ? "nothing" : node.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
    throw new Json.NotJson("'%s' should be %s, found %s".formatted(path, wanted, found));
  }
}
