package io.waybill.testkit.billing;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** How OpenAI says no. */
final class OpenAiErrors {
  private OpenAiErrors() {}

  static JsonNode of(Refused refused) {
    return switch (refused.why()) {
      case REQUEST, PATH -> error(refused.message(), "invalid_request_error", null);
      case NO_KEY -> error("You didn't provide an API key.", "invalid_request_error", null);
      case WRONG_KEY ->
          error("Incorrect API key provided.", "invalid_request_error", "invalid_api_key");
      case MODEL ->
          error(
              "The model `%s` does not exist or you do not have access to it."
                  .formatted(refused.message()),
              "invalid_request_error",
              "model_not_found");
      case SCRIPTED -> scripted(refused);
    };
  }

  private static JsonNode scripted(Refused refused) {
    return switch (refused.status()) {
      case 401 -> error(refused.message(), "invalid_request_error", "invalid_api_key");
      case 404 -> error(refused.message(), "invalid_request_error", "model_not_found");
      case 429 -> error(refused.message(), "requests", "rate_limit_exceeded");
      default ->
          error(
              refused.message(),
              refused.status() < 500 ? "invalid_request_error" : "server_error",
              null);
    };
  }

  private static JsonNode error(String message, String type, @Nullable String code) {
    var error = Json.object();
    error
        .putObject("error")
        .put("message", message)
        .put("type", type)
        .putNull("param")
        .put("code", code);
    return error;
  }
}
