package io.waybill.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A tool as its server describes it: everything that a model or a person is told of it.
 *
 * @param json the parts that are pinned, in canonical form
 */
record Definition(ObjectNode json) {
  /** As the protocol calls them → as we do. */
  private static final Map<String, String> PARTS = new LinkedHashMap<>();

  static {
    PARTS.put("description", "description");
    PARTS.put("inputSchema", "input schema");
    PARTS.put("outputSchema", "output schema");
    PARTS.put("annotations", "annotations");
  }

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_./-]{1,128}");

  /**
   * A tool out of a server's list, or out of a pin.
   *
   * @throws IllegalArgumentException if it is none, in words that follow {@code it lists}
   */
  static Definition of(JsonNode listed) {
    var name = listed.path("name").asText("");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a tool whose name no tool can have");
    }
    if (!listed.path("inputSchema").isObject()) {
      throw new IllegalArgumentException("the tool '%s' without an input schema".formatted(name));
    }
    var parts = Json.NODES.objectNode().put("name", name);
    for (var part : PARTS.keySet()) {
      var value = listed.path(part);
      if (!value.isMissingNode() && !value.isNull()) {
        parts.set(part, value);
      }
    }
    return new Definition((ObjectNode) Json.canonical(parts));
  }

  String name() {
    return json.path("name").asText();
  }

  String description() {
    return json.path("description").asText("");
  }

  JsonNode input() {
    return json.path("inputSchema");
  }

  Optional<JsonNode> output() {
    return Optional.of(json.path("outputSchema")).filter(JsonNode::isObject);
  }

  String digest() {
    return Json.digest(json);
  }

  /** What is not as it was: {@code description}, {@code input schema}. */
  List<String> changed(Definition now) {
    return PARTS.entrySet().stream()
        .filter(part -> !Objects.equals(json.get(part.getKey()), now.json.get(part.getKey())))
        .map(Map.Entry::getValue)
        .toList();
  }
}
