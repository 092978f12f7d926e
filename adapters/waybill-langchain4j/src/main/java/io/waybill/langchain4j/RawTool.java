package io.waybill.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tool whose arguments somebody else has described: each is passed on as it was written. */
final class RawTool {
  private static final JsonMapper JSON = new JsonMapper();

  private RawTool() {}

  /**
   * @throws IllegalArgumentException if the schema is not one of an object
   */
  static ToolSpecification specification(
      String name, String description, Map<String, Object> schema) {
    if (!"object".equals(schema.get("type"))) {
      throw new IllegalArgumentException(
          "the arguments of tool '%s' are no object: its schema has type %s"
              .formatted(name, schema.get("type")));
    }
    var parameters =
        JsonObjectSchema.builder()
            .addProperties(elements(schema.get("properties")))
            .required(names(schema.get("required")))
            .additionalProperties(false);
    var definitions = elements(schema.get("$defs"));
    return ToolSpecification.builder()
        .name(name)
        .description(description)
        .parameters(
            (definitions.isEmpty() ? parameters : parameters.definitions(definitions)).build())
        .build();
  }

  private static Map<String, JsonSchemaElement> elements(@Nullable Object schemas) {
    var elements = new LinkedHashMap<String, JsonSchemaElement>();
    if (schemas instanceof Map<?, ?> map) {
      map.forEach((name, schema) -> elements.put(String.valueOf(name), raw(schema)));
    }
    return elements;
  }

  private static JsonSchemaElement raw(Object schema) {
    try {
      return JsonRawSchema.from(JSON.writeValueAsString(schema));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a schema is plain data: " + e.getOriginalMessage(), e);
    }
  }

  private static List<String> names(@Nullable Object required) {
    return required instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }
}
