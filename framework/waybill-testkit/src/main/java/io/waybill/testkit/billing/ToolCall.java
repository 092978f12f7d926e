package io.waybill.testkit.billing;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A call of a tool that the model asks for.
 *
 * @param arguments a JSON object
 */
record ToolCall(String tool, String arguments) {
  ToolCall {
    if (!Json.parse(arguments).filter(JsonNode::isObject).isPresent()) {
      throw new IllegalArgumentException(
          "the arguments of '%s' are no JSON object: %s".formatted(tool, arguments));
    }
  }

  JsonNode object() {
    return Json.parse(arguments).orElseThrow();
  }
}
