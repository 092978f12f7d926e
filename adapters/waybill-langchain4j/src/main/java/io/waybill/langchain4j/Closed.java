package io.waybill.langchain4j;

import dev.langchain4j.model.chat.request.json.JsonAnyOfSchema;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNullSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonReferenceSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import io.waybill.plan.DidYouMean;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a model wrote against the schema it was given, which is taken as closed: a tool takes
 * what its schema names and nothing else. What a schema of another kind says is left to the tool.
 */
final class Closed {
  private static final int LONGEST = 60;
  private static final int MOST = 20;

  private final Map<String, JsonSchemaElement> definitions;
  private final List<String> problems = new ArrayList<>();

  private Closed(Map<String, JsonSchemaElement> definitions) {
    this.definitions = definitions;
  }

  /** What does not fit, in words, the first twenty of it; empty if nothing does not. */
  static List<String> problems(@Nullable JsonObjectSchema schema, Map<String, Object> arguments) {
    var known = schema == null ? JsonObjectSchema.builder().build() : schema;
    var closed = new Closed(Objects.requireNonNullElse(known.definitions(), Map.of()));
    closed.object(known, arguments, "");
    return List.copyOf(closed.problems.subList(0, Math.min(MOST, closed.problems.size())));
  }

  private void object(JsonObjectSchema schema, Map<?, ?> given, String where) {
    var properties =
        Objects.requireNonNullElse(schema.properties(), Map.<String, JsonSchemaElement>of());
    for (var name : Objects.requireNonNullElse(schema.required(), List.<String>of())) {
      if (given.get(name) == null) {
        problems.add("'%s' is missing".formatted(where + name));
      }
    }
    given.forEach(
        (name, value) -> {
          var element = properties.get(name);
          if (element == null) {
            var brief = brief(String.valueOf(name));
            problems.add(
                "it takes no '%s'. %s"
                    .formatted(where + brief, DidYouMean.among(brief, properties.keySet())));
          } else if (value != null) {
            element(element, value, where + name);
          }
        });
  }

  private void element(JsonSchemaElement schema, @Nullable Object value, String where) {
    if (schema instanceof JsonReferenceSchema reference) {
      var meant = definitions.get(reference.reference());
      if (meant != null) {
        element(meant, value, where);
      }
    } else if (schema instanceof JsonAnyOfSchema any) {
      anyOf(any.anyOf(), value, where);
    } else if (schema instanceof JsonObjectSchema object && value instanceof Map<?, ?> map) {
      if (!free(object)) {
        object(object, map, where + ".");
      }
    } else if (schema instanceof JsonArraySchema array && value instanceof List<?> list) {
      list(array.items(), list, where);
    } else if (!fits(schema, value)) {
      problems.add("'%s' must be %s".formatted(where, wanted(schema)));
    }
  }

  /** A name that a model made up may be of any length. */
  static String brief(String name) {
    return name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "…";
  }

  /** An object inside that names nothing is a map. */
  private static boolean free(JsonObjectSchema schema) {
    var properties = schema.properties();
    return (properties == null || properties.isEmpty())
        && !Boolean.FALSE.equals(schema.additionalProperties());
  }

  private void list(@Nullable JsonSchemaElement items, List<?> list, String where) {
    for (int i = 0; items != null && i < list.size(); i++) {
      element(items, list.get(i), "%s[%d]".formatted(where, i));
    }
  }

  private void anyOf(List<JsonSchemaElement> each, @Nullable Object value, String where) {
    var before = List.copyOf(problems);
    for (var one : each) {
      element(one, value, where);
      if (problems.size() == before.size()) {
        return;
      }
      problems.subList(before.size(), problems.size()).clear();
    }
    problems.add(
        "'%s' must be %s"
            .formatted(where, String.join(" or ", each.stream().map(Closed::wanted).toList())));
  }

  private static boolean fits(JsonSchemaElement schema, @Nullable Object value) {
    if (schema instanceof JsonStringSchema) {
      return value instanceof String;
    }
    if (schema instanceof JsonEnumSchema known) {
      return value instanceof String && known.enumValues().contains(value);
    }
    if (schema instanceof JsonBooleanSchema) {
      return value instanceof Boolean;
    }
    if (schema instanceof JsonIntegerSchema) {
      return Stream.of(Integer.class, Long.class, BigInteger.class)
          .anyMatch(whole -> whole.isInstance(value));
    }
    if (schema instanceof JsonNumberSchema) {
      return value instanceof Number;
    }
    if (schema instanceof JsonNullSchema) {
      return value == null;
    }
    return !(schema instanceof JsonObjectSchema || schema instanceof JsonArraySchema);
  }

  private static String wanted(JsonSchemaElement schema) {
    if (schema instanceof JsonEnumSchema known) {
      return "one of " + String.join(", ", known.enumValues());
    }
    return schema instanceof JsonStringSchema
        ? "a text"
        : schema instanceof JsonBooleanSchema
            ? "true or false"
            : schema instanceof JsonIntegerSchema
                ? "a whole number"
                : schema instanceof JsonNumberSchema
                    ? "a number"
                    : schema instanceof JsonArraySchema
                        ? "a list"
                        : schema instanceof JsonObjectSchema ? "an object" : "nothing";
  }
}
