package io.waybill.testkit.outside;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Questions and answers over a WebSocket, and what is said without having been asked. */
final class Wired implements WebSocket.Listener {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final JsonMapper JSON = new JsonMapper();

  /** What was told without a question, in its order. */
  record Event(String method, JsonNode params) {}

  private final AtomicInteger asked = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<JsonNode>> awaited = new ConcurrentHashMap<>();
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final StringBuilder heard = new StringBuilder();
  private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();

  private Wired() {}

  static Wired to(HttpClient client, URI uri) {
    var wired = new Wired();
    wired.socket.complete(
        client.newWebSocketBuilder().connectTimeout(PATIENCE).buildAsync(uri, wired).join());
    return wired;
  }

  /**
   * Asks, and waits for the answer.
   *
   * @throws IllegalStateException if the answer is an error
   */
  JsonNode ask(String method, Map<String, ?> parameters) {
    int id = asked.incrementAndGet();
    var answer = new CompletableFuture<JsonNode>();
    open.put(id, answer);
    try {
      var question =
          JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
      socket.join().sendText(question, true).join();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
    var message = answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    if (message.has("error")) {
      throw new IllegalStateException(method + ": " + message.path("error"));
    }
    return message.path("result");
  }

  /** The next event of that kind from now on. */
  CompletableFuture<JsonNode> next(String method) {
    return awaited
        .computeIfAbsent(method, name -> new CompletableFuture<>())
        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  List<Event> events() {
    return events;
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    heard.append(data);
    if (last) {
      var message = heard.toString();
      heard.setLength(0);
      take(message);
    }
    from.request(1);
    return null;
  }

  private void take(String text) {
    try {
      var message = JSON.readTree(text);
      var answer = open.remove(message.path("id").asInt(-1));
      if (answer != null) {
        answer.complete(message);
        return;
      }
      var event = new Event(message.path("method").asText(), message.path("params"));
      events.add(event);
      var waiting = awaited.remove(event.method());
      if (waiting != null) {
        waiting.complete(event.params());
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  void close() {
    socket.join().abort();
  }
}
