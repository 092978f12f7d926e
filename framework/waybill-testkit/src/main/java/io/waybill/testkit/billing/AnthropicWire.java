package io.waybill.testkit.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Anthropic's wire: {@code /v1/messages}, {@code /v1/models}. Its {@code input_tokens} are those
 * that no cache had to do with.
 */
final class AnthropicWire implements Wire {
  @Override
  public String provider() {
    return "anthropic";
  }

  @Override
  public Optional<String> key(Received request) {
    return Optional.ofNullable(request.headers().get("x-api-key")).or(request::bearer);
  }

  @Override
  public Question read(Received request, JsonNode body) throws Refused {
    if (!request.headers().containsKey("anthropic-version")) {
      throw Refused.request("anthropic-version: header is required");
    }
    return switch (request.method() + " " + request.path()) {
      case "GET /v1/models" -> Question.models(provider(), body);
      case "POST /v1/messages" -> chat(body);
      default -> throw Refused.path(request);
    };
  }

  private Question chat(JsonNode body) throws Refused {
    var model = Wire.required(body, "model");
    Wire.required(body, "max_tokens");
    var messages = Json.each(Wire.items(body, "messages")).map(message -> message.path("content"));
    var texts =
        Stream.concat(Stream.of(body.path("system")), messages).flatMap(Json::texts).toList();
    return new Question(
        provider(),
        Question.Kind.CHAT,
        model,
        texts,
        body.path("stream").asBoolean(),
        Json.each(body.path("tools")).map(tool -> tool.path("name").asText()).toList(),
        Optional.of(body.at("/output_config/format/schema")).filter(JsonNode::isObject),
        Wire.limit(body.path("max_tokens")),
        body);
  }

  @Override
  public String streams() {
    return "text/event-stream; charset=utf-8";
  }

  @Override
  public JsonNode whole(Answered answered) {
    var message = message(answered);
    var content = message.putArray("content");
    if (!answered.text().isEmpty()) {
      content.addObject().put("type", "text").put("text", answered.text());
    }
    for (int index = 0; index < answered.calls().size(); index++) {
      var call = answered.calls().get(index);
      content.add(use(answered, index, call, call.object()));
    }
    message.put("stop_reason", answered.finish(AnthropicWire::word)).putNull("stop_sequence");
    answered.shown().ifPresent(tokens -> message.set("usage", usage(tokens, tokens.output())));
    return message;
  }

  private static ObjectNode message(Answered answered) {
    return Json.object()
        .put("id", "msg_" + answered.id())
        .put("type", "message")
        .put("role", "assistant")
        .put("model", answered.model());
  }

  private static ObjectNode use(Answered answered, int index, ToolCall call, JsonNode input) {
    var use = Json.object().put("type", "tool_use");
    use.put("id", "toolu_%d_%d".formatted(answered.id(), index)).put("name", call.tool());
    use.set("input", input);
    return use;
  }

  private static ObjectNode usage(Tokens tokens, long output) {
    var plain = tokens.input() - tokens.cached() - tokens.cacheWrite();
    return Json.object()
        .put("input_tokens", Math.max(0, plain))
        .put("cache_creation_input_tokens", tokens.cacheWrite())
        .put("cache_read_input_tokens", tokens.cached())
        .put("output_tokens", output)
        .put("service_tier", "standard");
  }

  private static String word(Answered.End end) {
    return switch (end) {
      case STOP -> "end_turn";
      case LENGTH -> "max_tokens";
      case CALLS -> "tool_use";
      case REFUSAL -> "refusal";
    };
  }

  @Override
  public String opening(Answered answered) {
    var message = message(answered);
    message.putArray("content");
    message.putNull("stop_reason").putNull("stop_sequence");
    answered.shown().ifPresent(tokens -> message.set("usage", usage(tokens, 1)));
    return event("message_start", Json.object().set("message", message));
  }

  private static String event(String type, ObjectNode data) {
    var event = Json.object().put("type", type);
    event.setAll(data);
    return Wire.event(type, event);
  }

  @Override
  public String piece(Answered answered, int index) {
    var piece = answered.pieces().get(index);
    if (piece instanceof Piece.Text text) {
      var delta = Json.object().put("type", "text_delta").put("text", text.text());
      return (index == 0 ? textBlock() : "") + delta(0, delta);
    }
    var block = block(answered, piece);
    if (piece instanceof Piece.Call call) {
      var use = use(answered, call.index(), call.call(), Json.object());
      return (index == 0 ? "" : stop(block - 1)) + start(block, use) + delta(block, partial(""));
    }
    return delta(block, partial(((Piece.Arguments) piece).part()));
  }

  /** The text is one block, if there is any, and each call is one. */
  private static int block(Answered answered, Piece piece) {
    var before = answered.said().texts().isEmpty() ? 0 : 1;
    if (piece instanceof Piece.Call call) {
      return before + call.index();
    }
    return piece instanceof Piece.Arguments arguments ? before + arguments.index() : 0;
  }

  private static String textBlock() {
    return start(0, Json.object().put("type", "text").put("text", ""))
        + event("ping", Json.object());
  }

  private static String start(int block, ObjectNode content) {
    var data = Json.object().put("index", block);
    data.set("content_block", content);
    return event("content_block_start", data);
  }

  private static ObjectNode partial(String json) {
    return Json.object().put("type", "input_json_delta").put("partial_json", json);
  }

  private static String delta(int block, ObjectNode delta) {
    var data = Json.object().put("index", block);
    data.set("delta", delta);
    return event("content_block_delta", data);
  }

  private static String stop(int block) {
    return event("content_block_stop", Json.object().put("index", block));
  }

  @Override
  public String closing(Answered answered) {
    var pieces = answered.pieces();
    var stop = pieces.isEmpty() ? "" : stop(block(answered, pieces.get(pieces.size() - 1)));
    var data = Json.object();
    data.putObject("delta")
        .put("stop_reason", answered.finish(AnthropicWire::word))
        .putNull("stop_sequence");
    answered.shown().ifPresent(tokens -> data.set("usage", usage(tokens, tokens.output())));
    return stop + event("message_delta", data) + event("message_stop", Json.object());
  }

  @Override
  public JsonNode embeddings(Question question, long tokens, List<List<Double>> vectors) {
    throw new IllegalStateException("Anthropic has no embeddings");
  }

  @Override
  public JsonNode models(List<String> names) {
    var list = Json.object();
    ArrayNode data = list.putArray("data");
    names.forEach(
        name ->
            data.addObject()
                .put("type", "model")
                .put("id", name)
                .put("display_name", name)
                .put("created_at", "2025-01-01T00:00:00Z"));
    list.put("has_more", false);
    list.put("first_id", names.isEmpty() ? null : names.get(0));
    return list.put("last_id", names.isEmpty() ? null : names.get(names.size() - 1));
  }

  @Override
  public JsonNode error(Refused refused) {
    var message =
        switch (refused.why()) {
          case NO_KEY -> "x-api-key header is required";
          case WRONG_KEY -> "invalid x-api-key";
          case MODEL -> "model: " + refused.message();
          case REQUEST, PATH, SCRIPTED -> refused.message();
        };
    var error = Json.object().put("type", "error");
    error.putObject("error").put("type", type(refused.status())).put("message", message);
    return error.put("request_id", "req_loopback");
  }

  @Override
  public String late(Refused refused) {
    return Wire.event("error", error(refused));
  }

  private static String type(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 504 -> "timeout_error";
      case 529 -> "overloaded_error";
      default -> status < 500 ? "invalid_request_error" : "api_error";
    };
  }
}
