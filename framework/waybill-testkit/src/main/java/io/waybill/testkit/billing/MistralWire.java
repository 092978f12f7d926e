package io.waybill.testkit.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Mistral's wire: asked like OpenAI, and answering nearly so. A stream tells its usage unasked, in
 * the chunk that ends it, and all calls of tools come whole, in that chunk too.
 */
final class MistralWire implements Wire {
  private final Wire openAi;

  MistralWire(OpenAiWire openAi) {
    this.openAi = openAi;
  }

  @Override
  public String provider() {
    return openAi.provider();
  }

  @Override
  public Optional<String> key(Received request) {
    return openAi.key(request);
  }

  @Override
  public Question read(Received request, JsonNode body) throws Refused {
    return openAi.read(request, body);
  }

  @Override
  public String streams() {
    return openAi.streams();
  }

  @Override
  public JsonNode whole(Answered answered) {
    var message = calling(answered, Json.object().put("role", "assistant"));
    message.put("content", answered.text());
    var choice = Json.object().put("index", 0);
    choice.set("message", message);
    choice.put("finish_reason", answered.finish(MistralWire::word));
    return envelope(answered, "chat.completion", choice, true);
  }

  private static ObjectNode envelope(
      Answered answered, String object, ObjectNode choice, boolean last) {
    var envelope =
        Json.object()
            .put("id", "cmpl-" + answered.id())
            .put("object", object)
            .put("created", answered.created())
            .put("model", answered.model());
    envelope.set("choices", Json.array(choice));
    answered
        .shown()
        .filter(tokens -> last)
        .ifPresent(tokens -> envelope.set("usage", usage(tokens)));
    return envelope;
  }

  private static ObjectNode usage(Tokens tokens) {
    return Json.object()
        .put("prompt_tokens", tokens.input())
        .put("completion_tokens", tokens.output())
        .put("total_tokens", tokens.input() + tokens.output());
  }

  private static ObjectNode calling(Answered answered, ObjectNode message) {
    var calls = answered.calls();
    if (!calls.isEmpty()) {
      message.set(
          "tool_calls",
          Json.array(
              IntStream.range(0, calls.size())
                  .mapToObj(index -> call(answered.id(), index, calls.get(index)))
                  .toList()));
    }
    return message;
  }

  /** Mistral's ids have nine letters and digits. */
  private static ObjectNode call(int answer, int index, ToolCall call) {
    var node =
        Json.object().put("id", "c%05d%03d".formatted(answer, index)).put("type", "function");
    node.putObject("function").put("name", call.tool()).put("arguments", call.arguments());
    return node.put("index", index);
  }

  private static String word(Answered.End end) {
    return switch (end) {
      case STOP, REFUSAL -> "stop";
      case LENGTH -> "length";
      case CALLS -> "tool_calls";
    };
  }

  @Override
  public String opening(Answered answered) {
    return chunk(answered, Json.object().put("role", "assistant").put("content", ""), null);
  }

  @Override
  public String piece(Answered answered, int index) {
    return answered.pieces().get(index) instanceof Piece.Text text
        ? chunk(answered, Json.object().put("content", text.text()), null)
        : "";
  }

  @Override
  public String closing(Answered answered) {
    var delta = calling(answered, Json.object().put("content", ""));
    return chunk(answered, delta, answered.finish(MistralWire::word)) + "data: [DONE]\n\n";
  }

  private static String chunk(Answered answered, ObjectNode delta, @Nullable String finish) {
    var choice = Json.object().put("index", 0);
    choice.set("delta", delta);
    choice.put("finish_reason", finish);
    return Wire.data(envelope(answered, "chat.completion.chunk", choice, finish != null));
  }

  @Override
  public JsonNode embeddings(Question question, long tokens, List<List<Double>> vectors) {
    return openAi.embeddings(question, tokens, vectors);
  }

  @Override
  public JsonNode models(List<String> names) {
    return openAi.models(names);
  }

  @Override
  public int status(Refused refused) {
    return refused.why() == Refused.Why.MODEL ? 400 : refused.status();
  }

  @Override
  public JsonNode error(Refused refused) {
    return switch (refused.why()) {
      case NO_KEY, WRONG_KEY -> Json.object().put("detail", "Unauthorized");
      case MODEL -> error("Invalid model: " + refused.message(), "invalid_model", "1500");
      case REQUEST, PATH -> error(refused.message(), "invalid_request_error", null);
      case SCRIPTED -> scripted(refused);
    };
  }

  private static JsonNode scripted(Refused refused) {
    if (refused.status() == 429) {
      return error(refused.message(), "rate_limited", "1300");
    }
    var type = refused.status() < 500 ? "invalid_request_error" : "internal_server_error";
    return error(refused.message(), type, null);
  }

  private static JsonNode error(String message, String type, @Nullable String code) {
    return Json.object()
        .put("object", "error")
        .put("message", message)
        .put("type", type)
        .putNull("param")
        .put("code", code);
  }
}
