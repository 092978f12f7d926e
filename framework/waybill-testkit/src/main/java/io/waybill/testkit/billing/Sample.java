package io.waybill.testkit.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Locale;

/** The same made-up value for the same JSON schema, every time; one that has no end is cut. */
final class Sample {
  private static final int DEEPEST = 8;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonNode root;

  private Sample(JsonNode root) {
    this.root = root;
  }

  static JsonNode of(JsonNode schema) {
    return new Sample(schema).value(schema, "answer", 0);
  }

  private JsonNode value(JsonNode schema, String name, int depth) {
    if (depth > DEEPEST) {
      return NODES.nullNode();
    }
    if (schema.has("$ref")) {
      return value(root.at(schema.path("$ref").asText().replaceFirst("^#", "")), name, depth + 1);
    }
    if (schema.has("anyOf")) {
      return value(schema.path("anyOf").path(0), name, depth + 1);
    }
    if (schema.has("enum")) {
      return schema.path("enum").path(0);
    }
    if (schema.has("const")) {
      return schema.path("const");
    }
    return switch (type(schema)) {
      case "object" -> object(schema, depth);
      case "array" -> Json.array(value(schema.path("items"), name, depth + 1));
      case "integer" -> NODES.numberNode(schema.path("minimum").asLong(1));
      case "number" -> NODES.numberNode(schema.path("minimum").asDouble(0.5));
      case "boolean" -> NODES.booleanNode(true);
      case "null" -> NODES.nullNode();
      default -> NODES.textNode("some " + name);
    };
  }

  /** Gemini writes types in capitals; a type may be a list, of which the first is taken. */
  private static String type(JsonNode schema) {
    var type = schema.path("type");
    var first = type.isArray() ? type.path(0).asText() : type.asText();
    return first.isEmpty() && schema.has("properties") ? "object" : first.toLowerCase(Locale.ROOT);
  }

  private JsonNode object(JsonNode schema, int depth) {
    var object = Json.object();
    for (var property : schema.path("properties").properties()) {
      object.set(property.getKey(), value(property.getValue(), property.getKey(), depth + 1));
    }
    return object;
  }
}
