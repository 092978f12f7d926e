package io.waybill.testkit.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Ollama's wire: {@code /api/chat}, {@code /api/embed}, {@code /api/tags}; streams are lines of
 * JSON, and streaming is what it does unless told not to.
 *
 * <p>Its durations are what the answer's pace says, and a microsecond for each token: the load is
 * the wait for the headers, the reading that for the first token.
 */
final class OllamaWire implements Wire {
  private static final Duration EACH_TOKEN = Duration.ofNanos(1000);

  @Override
  public String provider() {
    return "ollama";
  }

  @Override
  public Optional<String> key(Received request) {
    return request.bearer();
  }

  @Override
  public Question read(Received request, JsonNode body) throws Refused {
    return switch (request.method() + " " + request.path()) {
      case "GET /api/tags" -> Question.models(provider(), body);
      case "POST /api/chat" -> chat(body);
      case "POST /api/embed" -> embedding(body);
      default -> throw Refused.path(request);
    };
  }

  private Question chat(JsonNode body) throws Refused {
    return new Question(
        provider(),
        Question.Kind.CHAT,
        Wire.required(body, "model"),
        Json.each(Wire.items(body, "messages"))
            .flatMap(message -> Json.texts(message.path("content")))
            .toList(),
        body.path("stream").asBoolean(true),
        Json.each(body.path("tools")).map(tool -> tool.at("/function/name").asText()).toList(),
        schema(body.path("format")),
        Wire.limit(body.at("/options/num_predict")),
        body);
  }

  private static Optional<JsonNode> schema(JsonNode format) {
    if (format.isTextual() && format.asText().equals("json")) {
      return Optional.of(Json.object().put("type", "object"));
    }
    return Optional.of(format).filter(JsonNode::isObject);
  }

  private Question embedding(JsonNode body) throws Refused {
    var model = Wire.required(body, "model");
    var input = body.path("input");
    var texts =
        input.isTextual() ? List.of(input.asText()) : Json.strings(Wire.items(body, "input"));
    return Question.embedding(provider(), model, texts, body);
  }

  @Override
  public String streams() {
    return "application/x-ndjson";
  }

  @Override
  public JsonNode whole(Answered answered) {
    var message = said(answered.text());
    if (!answered.calls().isEmpty()) {
      var calls = message.putArray("tool_calls");
      for (int index = 0; index < answered.calls().size(); index++) {
        calls.add(call(answered, index, answered.calls().get(index)));
      }
    }
    return last(answered, message);
  }

  private static ObjectNode said(String text) {
    return Json.object().put("role", "assistant").put("content", text);
  }

  private static ObjectNode call(Answered answered, int index, ToolCall call) {
    var node = Json.object().put("id", "call_%d_%d".formatted(answered.id(), index));
    node.putObject("function")
        .put("index", index)
        .put("name", call.tool())
        .set("arguments", call.object());
    return node;
  }

  private static ObjectNode line(Answered answered, ObjectNode message) {
    var line =
        Json.object()
            .put("model", answered.model())
            .put("created_at", Instant.ofEpochSecond(answered.created()).toString());
    line.set("message", message);
    return line;
  }

  private static ObjectNode last(Answered answered, ObjectNode message) {
    var line = line(answered, message);
    line.put("done", true).put("done_reason", answered.finish(OllamaWire::word));
    answered.shown().ifPresent(tokens -> took(answered, tokens, line));
    return line;
  }

  private static void took(Answered answered, Tokens tokens, ObjectNode line) {
    var pace = answered.pace();
    var gaps = Math.max(0, answered.pieces().size() - 1);
    var load = pace.queue().plus(EACH_TOKEN);
    var read = pace.first().plus(EACH_TOKEN.multipliedBy(tokens.input()));
    var written = pace.each().multipliedBy(gaps).plus(EACH_TOKEN.multipliedBy(tokens.output()));
    line.put("total_duration", load.plus(read).plus(written).toNanos())
        .put("load_duration", load.toNanos())
        .put("prompt_eval_count", tokens.input())
        .put("prompt_eval_duration", read.toNanos())
        .put("eval_count", tokens.output())
        .put("eval_duration", written.toNanos());
  }

  /** A call of tools ends like any answer, and Ollama has no word for a refusal. */
  private static String word(Answered.End end) {
    return end == Answered.End.LENGTH ? "length" : "stop";
  }

  @Override
  public String opening(Answered answered) {
    return "";
  }

  @Override
  public String piece(Answered answered, int index) {
    var piece = answered.pieces().get(index);
    if (piece instanceof Piece.Text text) {
      return notLast(answered, said(text.text()));
    }
    if (piece instanceof Piece.Arguments end && end.last()) {
      var message = said("");
      message.putArray("tool_calls").add(call(answered, end.index(), end.call()));
      return notLast(answered, message);
    }
    return "";
  }

  private static String notLast(Answered answered, ObjectNode message) {
    return line(answered, message).put("done", false) + "\n";
  }

  @Override
  public String closing(Answered answered) {
    return last(answered, said("")) + "\n";
  }

  @Override
  public JsonNode embeddings(Question question, long tokens, List<List<Double>> vectors) {
    var load = EACH_TOKEN.toNanos();
    var answer = Json.object().put("model", question.model());
    answer.set("embeddings", Json.array(vectors.stream().map(Json::numbers).toList()));
    return answer
        .put("total_duration", load + EACH_TOKEN.multipliedBy(tokens).toNanos())
        .put("load_duration", load)
        .put("prompt_eval_count", tokens);
  }

  @Override
  public String late(Refused refused) {
    return error(refused) + "\n";
  }

  @Override
  public JsonNode models(List<String> names) {
    var list = Json.object();
    list.set("models", Json.array(names.stream().map(OllamaWire::model).toList()));
    return list;
  }

  private static ObjectNode model(String name) {
    var model =
        Json.object()
            .put("name", name)
            .put("model", name)
            .put("modified_at", "2025-01-01T00:00:00Z")
            .put("size", 1)
            .put("digest", "0".repeat(64));
    model
        .putObject("details")
        .put("format", "gguf")
        .put("family", "loopback")
        .put("parameter_size", "1B")
        .put("quantization_level", "Q4_0");
    return model;
  }

  @Override
  public JsonNode error(Refused refused) {
    var message =
        switch (refused.why()) {
          case NO_KEY, WRONG_KEY -> "unauthorized";
          case MODEL -> "model '%s' not found".formatted(refused.message());
          case REQUEST, PATH, SCRIPTED -> refused.message();
        };
    return Json.object().put("error", message);
  }
}
