package io.waybill.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.plan.DidYouMean;
import io.waybill.plan.Plan;
import io.waybill.record.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what one run is started with, as far as the plan's inputs and routes say what that is. */
final class ItemReader {
  private static final String ID = "id";
  private static final String EXPECT = "expect";

  private final Map<String, Class<?>> inputs = new LinkedHashMap<>();
  private final Map<String, Set<String>> routes;

  ItemReader(Plan<?> plan) {
    plan.inputs().forEach(input -> inputs.put(input.id(), input.type()));
    routes = Steps.routes(plan);
  }

  /** A JSON object of inputs, or the value of the only one. */
  Item json(long line, String text) {
    try {
      return item(line, Json.parse(text));
    } catch (Json.NotJson e) {
      return new Item.Refused(line, nameless(line), e.why());
    }
  }

  /** The value of the only input, word for word where it takes text. */
  Item text(long line, String text) {
    var takesText =
        inputs.size() == 1 && inputs.values().iterator().next().isAssignableFrom(String.class);
    return takesText ? item(line, Json.NODES.textNode(text)) : json(line, text);
  }

  Item refused(long line, String why) {
    return new Item.Refused(line, nameless(line), why);
  }

  /** {@code 'ticket' (text)}; what to write where inputs are asked for. */
  String takes() {
    return inputs.isEmpty()
        ? "no input"
        : String.join(
            ", ",
            inputs.entrySet().stream().map(e -> described(e.getKey(), e.getValue())).toList());
  }

  private Item item(long line, JsonNode node) {
    var problems = new ArrayList<String>();
    var values = node.isObject() ? named(node, problems) : sole(node, problems);
    var expect = expectations(node.path(EXPECT), problems);
    var id = idOf(line, node.path(ID));
    return problems.isEmpty()
        ? new Item.Ready(line, id, values, expect)
        : new Item.Refused(line, id, String.join("; ", problems));
  }

  private Map<String, Object> named(JsonNode node, List<String> problems) {
    var values = new LinkedHashMap<String, Object>();
    inputs.forEach(
        (name, type) -> {
          if (!node.has(name)) {
            problems.add("input %s is missing".formatted(described(name, type)));
          } else {
            take(name, node.get(name), values, problems);
          }
        });
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!inputs.containsKey(key) && !key.equals(ID) && !key.equals(EXPECT)) {
                problems.add(
                    "there is no input '%s'. %s"
                        .formatted(key, DidYouMean.among(key, inputs.keySet())));
              }
            });
    return values;
  }

  private Map<String, Object> sole(JsonNode node, List<String> problems) {
    if (inputs.size() != 1) {
      problems.add("the plan takes %s: write a JSON object that names them".formatted(takes()));
      return Map.of();
    }
    var values = new LinkedHashMap<String, Object>();
    take(inputs.keySet().iterator().next(), node, values, problems);
    return values;
  }

  private void take(String name, JsonNode node, Map<String, Object> values, List<String> problems) {
    var type = inputs.getOrDefault(name, Object.class);
    var value = numbered(Json.plain(node), type);
    if (type.isInstance(value) && !node.isNull()) {
      values.put(name, value);
    } else {
      problems.add("input '%s' takes %s, found %s".formatted(name, nameOf(type), kindOf(node)));
    }
  }

  private Map<String, String> expectations(JsonNode node, List<String> problems) {
    var expect = new LinkedHashMap<String, String>();
    if (node.isMissingNode()) {
      return expect;
    }
    if (!node.isObject()) {
      problems.add("'expect' takes an object of routes and labels, found " + kindOf(node));
    }
    node.properties()
        .forEach(field -> expect(field.getKey(), field.getValue().asText(), expect, problems));
    return expect;
  }

  private void expect(
      String route, String label, Map<String, String> expect, List<String> problems) {
    var labels = routes.get(route);
    if (labels == null) {
      problems.add(
          "'expect' names '%s', which is no route. %s"
              .formatted(route, DidYouMean.among(route, routes.keySet())));
    } else if (!labels.contains(label)) {
      problems.add(
          "'expect' names '%s', which route '%s' has no branch for. %s"
              .formatted(label, route, DidYouMean.among(label, labels)));
    } else {
      expect.put(route, label);
    }
  }

  private static String idOf(long line, JsonNode id) {
    return id.isValueNode() && !id.isNull() ? id.asText() : nameless(line);
  }

  private static String nameless(long line) {
    return "line " + line;
  }

  /** A number as the input's type wants it, if that loses nothing. */
  private static Object numbered(Object value, Class<?> type) {
    if (value instanceof Long whole) {
      if (type == BigDecimal.class) {
        return BigDecimal.valueOf(whole);
      }
      if (type == Integer.class && whole.intValue() == whole) {
        return whole.intValue();
      }
    }
    return value instanceof Number number && type == Double.class ? number.doubleValue() : value;
  }

  private static String described(String name, Class<?> type) {
    return "'%s' (%s)".formatted(name, nameOf(type));
  }

  private static String nameOf(Class<?> type) {
    if (type == String.class) {
      return "text";
    }
    if (type == Boolean.class) {
      return "true or false";
    }
    if (type == Long.class || type == Integer.class) {
      return "a whole number";
    }
    if (Number.class.isAssignableFrom(type)) {
      return "a number";
    }
    if (type == Object.class) {
      return "anything";
    }
    return List.class.isAssignableFrom(type) ? "a list" : "an object";
  }

  private static String kindOf(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> "text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      default -> "nothing";
    };
  }
}
