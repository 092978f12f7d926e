package io.waybill.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * A JSON Schema, as far as a value can be checked by it here: what it says beyond that is left to
 * the server.
 */
record Schema(JsonNode root) {
  private static final Set<String> COMPOSED =
      Set.of(
          "$ref", "allOf", "anyOf", "oneOf", "not", "if", "dependentSchemas", "patternProperties");
  private static final Set<String> CLOSING =
      Set.of("additionalProperties", "unevaluatedProperties");

  /**
   * The same schema, but an object whose properties are listed takes no others unless it says so.
   * Left as they are: objects put together of several schemas, of which none alone knows all.
   */
  Schema closed() {
    return new Schema(closed(root));
  }

  private static JsonNode closed(JsonNode schema) {
    if (!(schema instanceof ObjectNode object) || COMPOSED.stream().anyMatch(schema::has)) {
      return schema;
    }
    var copy = object.deepCopy();
    if (copy.path("properties") instanceof ObjectNode properties) {
      object
          .path("properties")
          .properties()
          .forEach(entry -> properties.set(entry.getKey(), closed(entry.getValue())));
    }
    boolean lists = copy.has("properties") || copy.path("type").asText().equals("object");
    if (lists && CLOSING.stream().noneMatch(copy::has)) {
      copy.put("additionalProperties", false);
    }
    for (var inner : List.of("items", "additionalProperties")) {
      if (copy.path(inner).isObject()) {
        copy.set(inner, closed(copy.path(inner)));
      }
    }
    return copy;
  }

  /** What does not fit, in words for whoever wrote the value; all at once. */
  List<String> problems(JsonNode value) {
    return Fitting.problems(root, value);
  }
}
