package io.waybill.testkit.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Gemini's wire: {@code /v1beta/models/…:generateContent}, {@code :streamGenerateContent}, {@code
 * :embedContent}, {@code :batchEmbedContents}, {@code /v1beta/models}. Its {@code
 * candidatesTokenCount} is without the thoughts.
 */
final class GeminiWire implements Wire {
  private static final Pattern CALL = Pattern.compile("/v1beta/models/([^:/]+):([A-Za-z]+)");
  private static final Pattern KEY = Pattern.compile("(?:^|&)key=([^&]*)");

  @Override
  public String provider() {
    return "gemini";
  }

  @Override
  public Optional<String> key(Received request) {
    return Optional.ofNullable(request.headers().get("x-goog-api-key"))
        .or(() -> KEY.matcher(request.query()).results().map(found -> found.group(1)).findFirst());
  }

  @Override
  public Question read(Received request, JsonNode body) throws Refused {
    if ((request.method() + request.path()).equals("GET/v1beta/models")) {
      return Question.models(provider(), body);
    }
    var call = CALL.matcher(request.path());
    if (!request.method().equals("POST") || !call.matches()) {
      throw Refused.path(request);
    }
    var model = call.group(1);
    return switch (call.group(2)) {
      case "generateContent" -> chat(model, body, false);
      case "streamGenerateContent" -> chat(model, body, sse(request));
      case "embedContent" -> embedding(model, Stream.of(body), body);
      case "batchEmbedContents" -> embedding(model, Json.each(Wire.items(body, "requests")), body);
      default -> throw Refused.path(request);
    };
  }

  private static boolean sse(Received request) throws Refused {
    if (!request.query().contains("alt=sse")) {
      throw Refused.request("this server streams only with alt=sse");
    }
    return true;
  }

  private Question chat(String model, JsonNode body, boolean streaming) throws Refused {
    var contents = Json.each(Wire.items(body, "contents"));
    var config = body.path("generationConfig");
    return new Question(
        provider(),
        Question.Kind.CHAT,
        model,
        Stream.concat(Stream.of(body.path("systemInstruction")), contents)
            .flatMap(content -> Json.texts(content.path("parts")))
            .toList(),
        streaming,
        Json.each(body.path("tools"))
            .flatMap(tool -> Json.each(tool.path("functionDeclarations")))
            .map(tool -> tool.path("name").asText())
            .toList(),
        schema(config),
        Wire.limit(config.path("maxOutputTokens")),
        body);
  }

  private static Optional<JsonNode> schema(JsonNode config) {
    return Stream.of("responseSchema", "responseJsonSchema")
        .map(config::path)
        .filter(JsonNode::isObject)
        .findFirst()
        .or(
            () ->
                config.path("responseMimeType").asText().equals("application/json")
                    ? Optional.of(Json.object().put("type", "object"))
                    : Optional.empty());
  }

  private Question embedding(String model, Stream<JsonNode> requests, JsonNode body) {
    var texts =
        requests
            .map(request -> Json.texts(request.at("/content/parts")))
            .map(parts -> String.join("", parts.toList()))
            .toList();
    return Question.embedding(provider(), model, texts, body);
  }

  @Override
  public String streams() {
    return "text/event-stream";
  }

  @Override
  public JsonNode whole(Answered answered) {
    var parts = Stream.<JsonNode>empty();
    if (!answered.text().isEmpty()) {
      parts = Stream.of(text(answered.text()));
    }
    var all = Stream.concat(parts, answered.calls().stream().map(GeminiWire::call)).toList();
    return last(answered, all);
  }

  private static ObjectNode text(String text) {
    return Json.object().put("text", text);
  }

  private static ObjectNode call(ToolCall call) {
    var part = Json.object();
    part.putObject("functionCall").put("name", call.tool()).set("args", call.object());
    return part;
  }

  private static ObjectNode candidate(List<? extends JsonNode> parts) {
    var candidate = Json.object();
    var content = candidate.putObject("content");
    content.set("parts", Json.array(parts));
    content.put("role", "model");
    return candidate;
  }

  /** A candidate that the filter stopped has no content. */
  private static ObjectNode last(Answered answered, List<? extends JsonNode> parts) {
    var candidate = answered.refusal() ? Json.object() : candidate(parts);
    candidate.put("finishReason", answered.finish(GeminiWire::word)).put("index", 0);
    var response = response(answered, candidate);
    answered.shown().ifPresent(tokens -> response.set("usageMetadata", usage(tokens)));
    return response;
  }

  private static ObjectNode response(Answered answered, ObjectNode candidate) {
    var response = Json.object();
    response.set("candidates", Json.array(candidate));
    return response
        .put("modelVersion", answered.model())
        .put("responseId", "response-" + answered.id());
  }

  private static ObjectNode usage(Tokens tokens) {
    return Json.object()
        .put("promptTokenCount", tokens.input())
        .put("candidatesTokenCount", Math.max(0, tokens.output() - tokens.reasoning()))
        .put("totalTokenCount", tokens.input() + tokens.output())
        .put("cachedContentTokenCount", tokens.cached())
        .put("thoughtsTokenCount", tokens.reasoning());
  }

  private static String word(Answered.End end) {
    return switch (end) {
      case STOP, CALLS -> "STOP";
      case LENGTH -> "MAX_TOKENS";
      case REFUSAL -> "SAFETY";
    };
  }

  @Override
  public String opening(Answered answered) {
    return "";
  }

  @Override
  public String piece(Answered answered, int index) {
    var piece = answered.pieces().get(index);
    if (piece instanceof Piece.Text text && !answered.refusal()) {
      return chunk(answered, text(text.text()));
    }
    return piece instanceof Piece.Arguments end && end.last()
        ? chunk(answered, call(end.call()))
        : "";
  }

  /** Every chunk tells what was read; what was written only the last does. */
  private static String chunk(Answered answered, ObjectNode part) {
    var response = response(answered, candidate(List.of(part)).put("index", 0));
    answered
        .shown()
        .ifPresent(
            tokens ->
                response
                    .putObject("usageMetadata")
                    .put("promptTokenCount", tokens.input())
                    .put("totalTokenCount", tokens.input()));
    return Wire.data(response);
  }

  @Override
  public String closing(Answered answered) {
    return Wire.data(last(answered, List.of(text(""))));
  }

  @Override
  public JsonNode embeddings(Question question, long tokens, List<List<Double>> vectors) {
    var values =
        vectors.stream()
            .map(vector -> Json.object().<ObjectNode>set("values", Json.numbers(vector)))
            .toList();
    return question.body().has("requests")
        ? Json.object().set("embeddings", Json.array(values))
        : Json.object().set("embedding", values.get(0));
  }

  @Override
  public JsonNode models(List<String> names) {
    var list = Json.object();
    var models = list.putArray("models");
    for (var name : names) {
      var model = models.addObject().put("name", "models/" + name).put("displayName", name);
      model.put("version", "001").put("inputTokenLimit", 1_048_576).put("outputTokenLimit", 65_536);
      model.putArray("supportedGenerationMethods").add("generateContent").add("embedContent");
    }
    return list;
  }

  /** A wrong key is a bad request here, and none is forbidden. */
  @Override
  public int status(Refused refused) {
    return switch (refused.why()) {
      case NO_KEY -> 403;
      case WRONG_KEY -> 400;
      default -> refused.status();
    };
  }

  @Override
  public JsonNode error(Refused refused) {
    var message =
        switch (refused.why()) {
          case NO_KEY -> "Method doesn't allow unregistered callers.";
          case WRONG_KEY -> "API key not valid. Please pass a valid API key.";
          case MODEL ->
              "models/%s is not found for API version v1beta".formatted(refused.message());
          case REQUEST, PATH, SCRIPTED -> refused.message();
        };
    var body = Json.object();
    var error = body.putObject("error").put("code", status(refused)).put("message", message);
    error.put("status", word(status(refused)));
    if (refused.why() == Refused.Why.WRONG_KEY) {
      error
          .putArray("details")
          .addObject()
          .put("@type", "type.googleapis.com/google.rpc.ErrorInfo")
          .put("reason", "API_KEY_INVALID")
          .put("domain", "googleapis.com");
    }
    return body;
  }

  private static String word(int status) {
    return switch (status) {
      case 401 -> "UNAUTHENTICATED";
      case 403 -> "PERMISSION_DENIED";
      case 404 -> "NOT_FOUND";
      case 429 -> "RESOURCE_EXHAUSTED";
      case 503 -> "UNAVAILABLE";
      case 504 -> "DEADLINE_EXCEEDED";
      default -> status < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
    };
  }
}
