package io.waybill.testkit.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's wire: {@code /v1/chat/completions}, {@code /v1/embeddings}, {@code /v1/models}; also
 * that of every engine that calls itself compatible.
 */
final class OpenAiWire implements Wire {
  private static final String FINGERPRINT = "fp_loopback";

  private final String provider;
  private final String base;

  /**
   * A wire like OpenAI's.
   *
   * @param base the path before {@code /chat/completions}
   */
  OpenAiWire(String provider, String base) {
    this.provider = provider;
    this.base = base;
  }

  @Override
  public String provider() {
    return provider;
  }

  @Override
  public Optional<String> key(Received request) {
    return request.bearer();
  }

  @Override
  public Question read(Received request, JsonNode body) throws Refused {
    var path = request.path();
    return switch (request.method()
        + (path.startsWith(base) ? path.substring(base.length()) : "")) {
      case "GET/models" -> Question.models(provider, body);
      case "POST/chat/completions" -> chat(body);
      case "POST/embeddings" -> embedding(body);
      default -> throw Refused.path(request);
    };
  }

  private Question chat(JsonNode body) throws Refused {
    return new Question(
        provider,
        Question.Kind.CHAT,
        Wire.required(body, "model"),
        texts(Wire.items(body, "messages")),
        body.path("stream").asBoolean(),
        Json.each(body.path("tools")).map(tool -> tool.at("/function/name").asText()).toList(),
        schema(body.path("response_format")),
        Wire.limit(body.path(body.has("max_tokens") ? "max_tokens" : "max_completion_tokens")),
        body);
  }

  private static List<String> texts(JsonNode messages) {
    return Json.each(messages).flatMap(message -> Json.texts(message.path("content"))).toList();
  }

  private static Optional<JsonNode> schema(JsonNode format) {
    return switch (format.path("type").asText()) {
      case "json_schema" -> Optional.of(format.at("/json_schema/schema"));
      case "json_object" -> Optional.of(Json.object().put("type", "object"));
      default -> Optional.empty();
    };
  }

  private Question embedding(JsonNode body) throws Refused {
    var model = Wire.required(body, "model");
    var input = body.path("input");
    var texts =
        input.isTextual() ? List.of(input.textValue()) : Json.strings(Wire.items(body, "input"));
    return Question.embedding(provider, model, texts, body);
  }

  @Override
  public String streams() {
    return "text/event-stream; charset=utf-8";
  }

  @Override
  public JsonNode whole(Answered answered) {
    var message = Json.object().put("role", "assistant");
    message.put(
        "content", answered.refusal() || answered.text().isEmpty() ? null : answered.text());
    message.put("refusal", answered.refusal() ? answered.text() : null);
    if (!answered.calls().isEmpty()) {
      var calls = answered.calls();
      message.set(
          "tool_calls",
          Json.array(
              IntStream.range(0, calls.size())
                  .mapToObj(
                      index ->
                          call(answered, index, calls.get(index), calls.get(index).arguments()))
                  .toList()));
    }
    var choice = Json.object().put("index", 0);
    choice.set("message", message);
    choice.putNull("logprobs").put("finish_reason", answered.finish(OpenAiWire::word));
    var whole = envelope(answered, "chat.completion");
    whole.set("choices", Json.array(choice));
    answered.shown().ifPresent(tokens -> whole.set("usage", usage(tokens)));
    return whole;
  }

  private static ObjectNode envelope(Answered answered, String object) {
    return Json.object()
        .put("id", "chatcmpl-" + answered.id())
        .put("object", object)
        .put("created", answered.created())
        .put("model", answered.model())
        .put("service_tier", "default")
        .put("system_fingerprint", FINGERPRINT);
  }

  private static ObjectNode call(Answered answered, int index, ToolCall call, String arguments) {
    var node = Json.object().put("id", "call_%d_%d".formatted(answered.id(), index));
    node.put("type", "function");
    node.putObject("function").put("name", call.tool()).put("arguments", arguments);
    return node;
  }

  private static ObjectNode usage(Tokens tokens) {
    var usage =
        Json.object()
            .put("prompt_tokens", tokens.input())
            .put("completion_tokens", tokens.output())
            .put("total_tokens", tokens.input() + tokens.output());
    usage
        .putObject("prompt_tokens_details")
        .put("cached_tokens", tokens.cached())
        .put("audio_tokens", 0);
    usage
        .putObject("completion_tokens_details")
        .put("reasoning_tokens", tokens.reasoning())
        .put("audio_tokens", 0)
        .put("accepted_prediction_tokens", 0)
        .put("rejected_prediction_tokens", 0);
    return usage;
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
    var delta = Json.object().put("role", "assistant").put("content", "").putNull("refusal");
    return delta(answered, delta, null);
  }

  @Override
  public String piece(Answered answered, int index) {
    return delta(answered, delta(answered, answered.pieces().get(index)), null);
  }

  private static ObjectNode delta(Answered answered, Piece piece) {
    var delta = Json.object();
    if (piece instanceof Piece.Text text) {
      delta.put(answered.refusal() ? "refusal" : "content", text.text());
    } else if (piece instanceof Piece.Call first) {
      var call = call(answered, first.index(), first.call(), "");
      delta.set("tool_calls", Json.array(call.put("index", first.index())));
    } else if (piece instanceof Piece.Arguments more) {
      var call = Json.object().put("index", more.index());
      call.putObject("function").put("arguments", more.part());
      delta.set("tool_calls", Json.array(call));
    }
    return delta;
  }

  @Override
  public String closing(Answered answered) {
    var last = delta(answered, Json.object(), answered.finish(OpenAiWire::word));
    return last + usageChunk(answered) + "data: [DONE]\n\n";
  }

  private static String delta(Answered answered, ObjectNode delta, @Nullable String finish) {
    var choice = Json.object().put("index", 0);
    choice.set("delta", delta);
    choice.putNull("logprobs").put("finish_reason", finish);
    var chunk = envelope(answered, "chat.completion.chunk");
    chunk.set("choices", Json.array(choice));
    if (showsUsage(answered)) {
      chunk.putNull("usage");
    }
    return Wire.data(chunk);
  }

  private static String usageChunk(Answered answered) {
    if (!showsUsage(answered)) {
      return "";
    }
    var chunk = envelope(answered, "chat.completion.chunk");
    chunk.set("choices", Json.array());
    chunk.set("usage", usage(answered.shown().orElse(Tokens.NONE)));
    return Wire.data(chunk);
  }

  /** A stream tells what it took only if it is asked to. */
  private static boolean showsUsage(Answered answered) {
    var asked = answered.question().body().at("/stream_options/include_usage").asBoolean();
    return asked && answered.shown().isPresent();
  }

  @Override
  public JsonNode embeddings(Question question, long tokens, List<List<Double>> vectors) {
    var packed = question.body().path("encoding_format").asText().equals("base64");
    var data =
        IntStream.range(0, vectors.size())
            .mapToObj(
                index -> {
                  var item = Json.object().put("object", "embedding").put("index", index);
                  var vector = vectors.get(index);
                  item.set("embedding", packed ? packed(vector) : Json.numbers(vector));
                  return item;
                })
            .toList();
    var list = Json.object().put("object", "list");
    list.set("data", Json.array(data));
    list.put("model", question.model());
    list.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
    return list;
  }

  private static JsonNode packed(List<Double> vector) {
    var bytes = ByteBuffer.allocate(Float.BYTES * vector.size()).order(ByteOrder.LITTLE_ENDIAN);
    vector.forEach(number -> bytes.putFloat(number.floatValue()));
    return Json.text(Base64.getEncoder().encodeToString(bytes.array()));
  }

  @Override
  public JsonNode models(List<String> names) {
    var models =
        names.stream()
            .map(
                name ->
                    Json.object()
                        .put("id", name)
                        .put("object", "model")
                        .put("created", 1_700_000_000)
                        .put("owned_by", "loopback"))
            .toList();
    var list = Json.object().put("object", "list");
    list.set("data", Json.array(models));
    return list;
  }

  @Override
  public JsonNode error(Refused refused) {
    return OpenAiErrors.of(refused);
  }
}
