package io.waybill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.mistralai.MistralAiStreamingChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.waybill.work.CallContext.Moment;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** LangChain4j's own models over this client. */
class ModelsTest {
  private final Http http = Http.create();

  @AfterEach
  void hangUp() {
    http.close();
  }

  @Test
  void aModelAnswersAndItsRequestIsCountedAndSaysWhoseItIs() {
    try (var server = Server.answering(Wire.chat())) {
      var attempt = Attempt.begun();
      assertEquals("Hello.", openAi(http.on(attempt.line()), server).build().chat("hello"));
      assertEquals(List.of(Moment.SENT), attempt.moments);
      var request = server.requests().get(0);
      assertEquals("POST /chat/completions HTTP/1.1", request.line());
      assertEquals(attempt.headers().get("traceparent"), request.headers().get("traceparent"));
      assertEquals("Bearer " + Requests.KEY, request.headers().get("authorization"));
      assertEquals("application/json", request.headers().get("content-type"));
      assertTrue(request.body().contains("hello"));
    }
  }

  @Test
  void aModelStreams() {
    try (var server = Server.answering(Wire.stream())) {
      var attempt = Attempt.begun();
      var told = Told.by(openAiStream(http.on(attempt.line()), server));
      assertEquals("Hello.", told.whole().aiMessage().text());
      assertEquals(List.of("Hel", "lo."), told.parts);
      assertEquals(1, Collections.frequency(attempt.moments, Moment.SENT));
      assertFalse(attempt.moments.contains(Moment.FIRST), "the first token is the adapter's");
    }
  }

  @Test
  void theRetryThatALibraryHidesIsASecondExchange() {
    try (var server = limitedOnce()) {
      var attempt = Attempt.begun();
      assertEquals("Hello.", openAi(http.on(attempt.line()), server).build().chat("hello"));
      assertEquals(List.of(Moment.SENT, Moment.SENT), attempt.moments);
    }
  }

  @Test
  void withoutRetriesItIsOneAndTheErrorSaysWhenToComeAgain() {
    try (var server = limitedOnce()) {
      var attempt = Attempt.begun();
      var model = openAi(http.on(attempt.line()), server).maxRetries(0).build();
      var limited = assertThrows(RateLimitException.class, () -> model.chat("hello"));
      assertEquals(List.of(Moment.SENT), attempt.moments);
      assertEquals(
          Duration.ofSeconds(7), HttpError.in(limited).orElseThrow().retryAfter().orElseThrow());
      assertEquals("{\"error\":{\"message\":\"slow down\"}}", limited.getMessage());
    }
  }

  @Test
  void whatOkHttpWouldRepeatItDoesNot() {
    var unavailable = Server.status("503 Service Unavailable", "retry-after: 0", "busy");
    var timeout = Server.status("408 Request Timeout", "x: y", "slow");
    for (var answer : List.of(unavailable, timeout)) {
      try (var server = Server.answering(answer)) {
        var attempt = Attempt.begun();
        var model = openAi(http.on(attempt.line()), server).maxRetries(0).build();
        assertThrows(RuntimeException.class, () -> model.chat("hello"));
        assertEquals(1, server.requests().size(), answer);
        assertEquals(List.of(Moment.SENT), attempt.moments);
      }
    }
  }

  @Test
  void whatItRepeatsAllTheSameIsCounted() {
    try (var server =
        Server.answering(Server.status("503 Service Unavailable", "retry-after: 0", "busy"))) {
      var attempt = Attempt.begun();
      var client = attempt.over(http);
      assertThrows(HttpError.class, () -> client.execute(Requests.get(server.url() + "/models")));
      assertEquals(2, server.requests().size());
      assertEquals(List.of(Moment.SENT, Moment.SENT), attempt.moments);
    }
  }

  @Test
  void aConnectionThatBreaksIsNotSilentlyTriedAgain() {
    var connections = new AtomicInteger();
    try (var server =
        Server.playing(
            talk -> {
              talk.hear();
              if (connections.incrementAndGet() == 1) {
                talk.say(Wire.chat());
                talk.hear();
              }
              talk.reset();
            })) {
      var attempt = Attempt.begun();
      var model = openAi(http.on(attempt.line()), server).maxRetries(0).build();
      assertEquals("Hello.", model.chat("hello"));
      assertThrows(RuntimeException.class, () -> model.chat("over the connection that is open"));
      assertThrows(RuntimeException.class, () -> model.chat("over a new one"));
      assertEquals(3, server.requests().size());
      assertEquals(3, attempt.moments.size());
    }
  }

  @Test
  void attemptsShareConnections() {
    try (var server = Server.answering(Wire.chat())) {
      for (int i = 0; i < 20; i++) {
        openAi(http.on(Attempt.begun().line()), server).build().chat("hello");
      }
      assertEquals(1, server.connections());
    }
  }

  @Test
  void aHostWithADeadAddressIsReachedAtAnother() throws Exception {
    var dead = InetAddress.getByName("127.0.0.2");
    var alive = InetAddress.getByName("127.0.0.1");
    try (var server = Server.answering(Wire.chat());
        var other = Http.builder().dns(host -> List.of(dead, alive)).build()) {
      var attempt = Attempt.begun();
      other
          .on(attempt.line())
          .build()
          .execute(Requests.post("http://models.example:" + server.port(), "{}"));
      assertEquals(List.of(Moment.SENT), attempt.moments);
    }
  }

  @Test
  void aRedirectIsNotFollowedAndSaysWhere() {
    try (var server =
        Server.answering(
            Server.status("307 Temporary Redirect", "location: /v2/chat?key=abcdefghijkl", ""))) {
      var client = Attempt.begun().over(http);
      var error =
          assertThrows(
              HttpError.class, () -> client.execute(Requests.post(server.url() + "/v1", "{}")));
      assertEquals(
          "POST %s/v1: HTTP 307 points to %s/v2/chat?key=***; redirects are not followed, write that address"
              .formatted(server.url(), server.url()),
          error.getMessage());
      assertEquals(1, server.requests().size());
    }
  }

  @Test
  void aModelThatManyShareNeedsNoLine() {
    try (var server = Server.answering(Wire.chat())) {
      assertEquals("Hello.", openAi(http.client(), server).build().chat("hello"));
      assertFalse(server.requests().get(0).headers().containsKey("traceparent"));
    }
  }

  @Test
  void itIsNoServiceSoThatTheClassPathHasOneHttpClient() {
    var factories = ServiceLoader.load(dev.langchain4j.http.client.HttpClientBuilderFactory.class);
    factories.forEach(
        factory -> assertFalse(factory.getClass().getName().startsWith("io.waybill")));
    ChatModel model = OpenAiChatModel.builder().apiKey("k").modelName("m").build();
    assertInstanceOf(OpenAiChatModel.class, model);
  }

  @Test
  void ollamaStreamsLinesOfJson() {
    var lines =
        "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"Hel\"},\"done\":false}\n"
            + "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"lo.\"},\"done\":true,"
            + "\"done_reason\":\"stop\",\"prompt_eval_count\":3,\"eval_count\":2}\n";
    try (var server = Server.answering(Server.ok("application/x-ndjson", lines))) {
      var told =
          Told.by(
              OllamaStreamingChatModel.builder()
                  .httpClientBuilder(http.on(Attempt.begun().line()))
                  .baseUrl(server.url())
                  .modelName("m")
                  .build());
      assertEquals("Hello.", told.whole().aiMessage().text());
      assertEquals(2, told.whole().tokenUsage().outputTokenCount());
    }
  }

  @Test
  void aLineThatIsNoJsonEndsAnOllamaStreamWithAnError() {
    // over the JDK's client the exception is logged, and the handler is never told
    try (var server = Server.answering(Server.ok("application/x-ndjson", "<html>busy</html>\n"))) {
      var told =
          Told.by(
              OllamaStreamingChatModel.builder()
                  .httpClientBuilder(http.on(Attempt.begun().line()))
                  .baseUrl(server.url())
                  .modelName("m")
                  .build());
      assertTrue(
          told.error().getMessage().contains("Unexpected character"), told.error()::toString);
    }
  }

  @Test
  void anthropicGeminiAndMistralStream() {
    var anthropic =
        "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"1\",\"model\":\"m\",\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}}\n\n"
            + "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n"
            + "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hello.\"}}\n\n"
            + "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
            + "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":2}}\n\n"
            + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
    var gemini =
        "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hello.\"}],\"role\":\"model\"},\"finishReason\":\"STOP\"}],"
            + "\"usageMetadata\":{\"promptTokenCount\":3,\"candidatesTokenCount\":2,\"totalTokenCount\":5}}\r\n\r\n";
    var mistral =
        "data: {\"id\":\"1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello.\"},\"finish_reason\":\"stop\"}],"
            + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}\n\ndata: [DONE]\n\n";
    assertStreams(
        anthropic,
        "x-api-key",
        (client, url) ->
            AnthropicStreamingChatModel.builder()
                .httpClientBuilder(client)
                .baseUrl(url)
                .apiKey(Requests.KEY)
                .modelName("m")
                .build());
    assertStreams(
        gemini,
        "x-goog-api-key",
        (client, url) ->
            GoogleAiGeminiStreamingChatModel.builder()
                .httpClientBuilder(client)
                .baseUrl(url)
                .apiKey(Requests.KEY)
                .modelName("m")
                .build());
    assertStreams(
        mistral,
        "authorization",
        (client, url) ->
            MistralAiStreamingChatModel.builder()
                .httpClientBuilder(client)
                .baseUrl(url)
                .apiKey(Requests.KEY)
                .modelName("m")
                .build());
  }

  private interface Building {
    StreamingChatModel model(HttpClientBuilder client, String url);
  }

  private void assertStreams(String body, String keyIn, Building building) {
    try (var server = Server.answering(Server.ok("text/event-stream", body))) {
      var attempt = Attempt.begun();
      var told = Told.by(building.model(http.on(attempt.line()), server.url()));
      assertEquals("Hello.", told.whole().aiMessage().text());
      assertEquals(1, Collections.frequency(attempt.moments, Moment.SENT));
      assertTrue(server.requests().get(0).headers().get(keyIn).endsWith(Requests.KEY));
    }
    var echo = Server.status("500 Oops", "x-echo: " + Requests.KEY, "bad key " + Requests.KEY);
    try (var server = Server.answering(echo)) {
      var error = Told.by(building.model(http.on(Attempt.begun().line()), server.url())).error();
      assertInstanceOf(InternalServerException.class, error);
      assertEquals("bad key ***", error.getMessage());
      ErrorsTest.assertNoSecret(error, Requests.KEY);
    }
  }

  /** 429 with a time to wait, then an answer. */
  private static Server limitedOnce() {
    return Server.playing(
        talk -> {
          talk.hear();
          talk.say(
              Server.status(
                  "429 Too Many Requests",
                  "retry-after: 7",
                  "{\"error\":{\"message\":\"slow down\"}}"));
          while (talk.hear()) {
            talk.say(Wire.chat());
          }
        });
  }

  private static OpenAiChatModel.OpenAiChatModelBuilder openAi(
      HttpClientBuilder client, Server server) {
    return OpenAiChatModel.builder()
        .httpClientBuilder(client)
        .baseUrl(server.url())
        .apiKey(Requests.KEY)
        .modelName("m");
  }

  private static OpenAiStreamingChatModel openAiStream(HttpClientBuilder client, Server server) {
    return OpenAiStreamingChatModel.builder()
        .httpClientBuilder(client)
        .baseUrl(server.url())
        .apiKey(Requests.KEY)
        .modelName("m")
        .build();
  }
}
