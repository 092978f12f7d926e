package io.waybill.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.waybill.plan.DidYouMean;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * One value held against one schema. It fetches nothing and takes a bounded number of steps,
 * whatever the schema says of itself; what it cannot decide fits.
 */
final class Fitting {
  private static final int DEEPEST = 64;
  private static final int MOST_STEPS = 200_000;
  private static final int MOST_PROBLEMS = 20;

  private final JsonNode root;
  private final List<String> problems = new ArrayList<>();
  private int steps;

  private Fitting(JsonNode root) {
    this.root = root;
  }

  static List<String> problems(JsonNode schema, JsonNode value) {
    var fitting = new Fitting(schema);
    fitting.check("", schema, value, 0);
    return List.copyOf(
        fitting.problems.subList(0, Math.min(MOST_PROBLEMS, fitting.problems.size())));
  }

  private void check(String at, JsonNode schema, JsonNode value, int depth) {
    if (depth > DEEPEST || ++steps > MOST_STEPS) {
      return;
    }
    if (schema.equals(BooleanNode.FALSE)) {
      problem(at, "is not taken");
    } else if (!Bounds.type(schema.path("type"), value)) {
      problem(at, "is no " + Bounds.types(schema.path("type")));
    } else {
      Bounds.problems(schema, value).forEach(what -> problem(at, what));
      composed(at, schema, value, depth + 1);
      members(at, schema, value, depth + 1);
    }
  }

  private void problem(String at, String what) {
    problems.add((at.isEmpty() ? "the value " : "'" + at + "' ") + what);
  }

  private void composed(String at, JsonNode schema, JsonNode value, int depth) {
    var reference = schema.path("$ref").asText("");
    if (reference.startsWith("#")) {
      check(at, target(reference), value, depth);
    }
    schema.path("allOf").forEach(each -> check(at, each, value, depth));
    for (var some : List.of("anyOf", "oneOf")) {
      if (schema.path(some).isArray()) {
        int fitting = fitting(schema.path(some), value, depth);
        if (fitting == 0) {
          problem(at, "fits none of the forms it may have");
        } else if (fitting > 1 && some.equals("oneOf")) {
          problem(at, "fits more than one of the forms of which it may have one");
        }
      }
    }
    if (schema.has("not") && fits(schema.path("not"), value, depth)) {
      problem(at, "has a form it must not have");
    }
  }

  private int fitting(JsonNode forms, JsonNode value, int depth) {
    int fitting = 0;
    for (var form : forms) {
      fitting += fits(form, value, depth) ? 1 : 0;
    }
    return fitting;
  }

  private boolean fits(JsonNode schema, JsonNode value, int depth) {
    int before = problems.size();
    check("", schema, value, depth);
    boolean fits = problems.size() == before;
    problems.subList(before, problems.size()).clear();
    return fits;
  }

  /** What is not there allows everything: the server knows better. */
  private JsonNode target(String reference) {
    try {
      var found = root.at(reference.substring(1));
      return found.isMissingNode() ? BooleanNode.TRUE : found;
    } catch (IllegalArgumentException noPointer) {
      return BooleanNode.TRUE;
    }
  }

  private void members(String at, JsonNode schema, JsonNode value, int depth) {
    if (value.isObject()) {
      for (var name : schema.path("required")) {
        if (!value.has(name.asText())) {
          problem(below(at, name.asText()), "is missing");
        }
      }
      value
          .properties()
          .forEach(each -> property(at, schema, each.getKey(), each.getValue(), depth));
    }
    var first = schema.path("prefixItems");
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      var item = i < first.size() ? first.path(i) : schema.path("items");
      if (!item.isMissingNode() && !item.isArray()) {
        check("%s[%d]".formatted(at, i), item, value.path(i), depth);
      }
    }
  }

  private void property(String at, JsonNode schema, String name, JsonNode value, int depth) {
    var properties = schema.path("properties");
    var others = schema.path("additionalProperties");
    if (properties.has(name)) {
      check(below(at, name), properties.path(name), value, depth);
    } else if (schema.has("patternProperties") || others.isMissingNode()) {
      return;
    } else if (others.equals(BooleanNode.FALSE)) {
      unknown(at, name, properties);
    } else {
      check(below(at, name), others, value, depth);
    }
  }

  private void unknown(String at, String name, JsonNode properties) {
    var known = new TreeSet<String>();
    properties.fieldNames().forEachRemaining(known::add);
    problems.add(
        "%s takes no '%s'. %s"
            .formatted(at.isEmpty() ? "it" : "'" + at + "'", name, DidYouMean.among(name, known)));
  }

  private static String below(String at, String name) {
    return at.isEmpty() ? name : at + "." + name;
  }
}
