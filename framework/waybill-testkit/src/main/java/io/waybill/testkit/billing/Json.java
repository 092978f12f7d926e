package io.waybill.testkit.billing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** JSON, read and written. */
final class Json {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Json() {}

  static Optional<JsonNode> parse(String text) {
    try {
      return Optional.of(MAPPER.readTree(text)).filter(node -> !node.isMissingNode());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array(List<? extends JsonNode> items) {
    return JsonNodeFactory.instance.arrayNode().addAll(List.copyOf(items));
  }

  static ArrayNode array(JsonNode... items) {
    return array(List.of(items));
  }

  static Stream<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  /**
   * The texts in what providers call content: a string, or parts of which some are text. What is no
   * text has none.
   */
  static Stream<String> texts(JsonNode content) {
    if (content.isTextual()) {
      return Stream.of(content.textValue());
    }
    return each(content)
        .map(part -> part.path("text"))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue);
  }

  static List<String> strings(JsonNode array) {
    return each(array).map(JsonNode::asText).toList();
  }

  static ArrayNode numbers(List<Double> numbers) {
    var array = JsonNodeFactory.instance.arrayNode();
    numbers.forEach(array::add);
    return array;
  }

  static JsonNode text(String text) {
    return JsonNodeFactory.instance.textNode(text);
  }
}
