package io.waybill.models;

import dev.langchain4j.model.openai.OpenAiChatModel;
import io.waybill.http.Http;
import io.waybill.langchain4j.Chat;
import io.waybill.testkit.billing.BillingProvider;
import java.util.List;
import java.util.Map;

/** How a model is asked, and how its answer looks on the wire. */
enum Way {
  /** OpenAI's wire, token by token. */
  STREAMED,
  /** OpenAI's wire, all at once. */
  WHOLE,
  ANTHROPIC,
  OLLAMA;

  static final String MODEL = "m-1";

  Chat chat(String url, Http http) {
    return switch (this) {
      case STREAMED -> named(Maker.OPENAI, url, http);
      case ANTHROPIC -> named(Maker.ANTHROPIC, url, http);
      case OLLAMA -> named(Maker.OLLAMA, url, http);
      case WHOLE ->
          Chat.of(
                  MODEL,
                  line ->
                      OpenAiChatModel.builder()
                          .httpClientBuilder(http.on(line))
                          .baseUrl(url)
                          .apiKey("k")
                          .modelName(MODEL)
                          .maxRetries(0)
                          .build())
              .withProvider("openai");
    };
  }

  /** With a key of its own it is a gateway and not in house, wherever it listens. */
  private static Chat named(Maker maker, String url, Http http) {
    var named =
        new NamedModel(maker, MODEL, List.of(Place.of(url)), "OWN_API_KEY", false, Dials.NONE);
    return new Served(named, new Operator(Map.of("OWN_API_KEY", "k")), () -> http, false).chat();
  }

  String url(BillingProvider provider) {
    return switch (this) {
      case STREAMED, WHOLE -> provider.openai();
      case ANTHROPIC -> provider.anthropic();
      case OLLAMA -> provider.ollama();
    };
  }

  /** The type of an answer. */
  String type() {
    return switch (this) {
      case STREAMED, ANTHROPIC -> "text/event-stream";
      case OLLAMA -> "application/x-ndjson";
      case WHOLE -> "application/json";
    };
  }

  boolean streams() {
    return this != WHOLE;
  }

  /** What comes before the first token. */
  String opening() {
    return switch (this) {
      case STREAMED, OLLAMA -> "";
      case WHOLE -> "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"";
      case ANTHROPIC ->
          event(
                  "message_start",
                  "\"message\":{\"id\":\"m\",\"role\":\"assistant\",\"content\":[],\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}")
              + event(
                  "content_block_start",
                  "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}");
    };
  }

  /** A token of text. */
  String token(String text) {
    return switch (this) {
      case WHOLE -> text;
      case STREAMED -> delta("\"content\":\"" + text + "\"");
      case ANTHROPIC ->
          event(
              "content_block_delta",
              "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text + "\"}");
      case OLLAMA -> line("\"content\":\"" + text + "\"") + "\n";
    };
  }

  /** A call of a tool that is cut within its arguments. */
  String cutCall() {
    return switch (this) {
      case WHOLE ->
          "\",\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"find\",\"arguments\":\"{\\\"te";
      case STREAMED ->
          delta(
              "\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"find\",\"arguments\":\"{\\\"te\"}}]");
      case ANTHROPIC ->
          event(
                  "content_block_start",
                  "\"index\":1,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"find\",\"input\":{}}")
              + event(
                  "content_block_delta",
                  "\"index\":1,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"te\"}");
      case OLLAMA ->
          "{\"model\":\"m-1\",\"message\":{\"role\":\"assistant\",\"tool_calls\":[{\"function\":{\"name\":\"find\",\"arguments\":{\"te";
    };
  }

  private static String delta(String delta) {
    return "data: {\"id\":\"c\",\"model\":\"m-1\",\"choices\":[{\"index\":0,\"delta\":{%s},\"finish_reason\":null}]}\n\n"
        .formatted(delta);
  }

  private static String event(String type, String fields) {
    return "event: %1$s\ndata: {\"type\":\"%1$s\",%2$s}\n\n".formatted(type, fields);
  }

  private static String line(String message) {
    return "{\"model\":\"m-1\",\"created_at\":\"2025-01-01T00:00:00Z\",\"message\":{\"role\":\"assistant\",%s},\"done\":false}"
        .formatted(message);
  }
}
