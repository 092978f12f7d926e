package io.waybill.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An MCP server over HTTP, written by hand: what each method answers can be changed. */
final class OddHttp implements AutoCloseable {
  /** What is answered to a message. */
  interface Reply {
    void to(JsonNode message, HttpExchange exchange) throws IOException;
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  final List<JsonNode> heard = new CopyOnWriteArrayList<>();

  /** Of every request, whatever it is. */
  final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();

  /** Of those that call a tool. */
  final List<Map<String, List<String>>> callHeaders = new CopyOnWriteArrayList<>();

  final Map<String, Reply> replies = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer http;

  OddHttp() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(threads);
    http.createContext("/", this::take);
    replies.put(
        "initialize",
        json(
            "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"tools\":{}},\"serverInfo\":{\"name\":\"odd\",\"version\":\"1\"}}"));
    replies.put(
        "tools/list",
        json(
            "{\"tools\":[{\"name\":\"echo\",\"inputSchema\":{\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\"}}}}]}"));
    replies.put("tools/call", json("{\"content\":[{\"type\":\"text\",\"text\":\"hello\"}]}"));
    http.start();
  }

  String url() {
    return "http://127.0.0.1:%d/mcp".formatted(http.getAddress().getPort());
  }

  /** A result as JSON. */
  static Reply json(String result) {
    return (message, exchange) -> send(exchange, 200, "application/json", answer(message, result));
  }

  /** A result as the last of some events. */
  static Reply events(String before, String result) {
    return (message, exchange) ->
        send(
            exchange,
            200,
            "text/event-stream",
            before + "event: message\r\ndata: " + answer(message, result) + "\r\n\r\n");
  }

  static Reply status(int code, String body) {
    return (message, exchange) -> send(exchange, code, "text/plain", body);
  }

  static String answer(JsonNode message, String result) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":%s}".formatted(message.path("id"), result);
  }

  static void send(HttpExchange exchange, int code, String type, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      headers.add(Map.copyOf(exchange.getRequestHeaders()));
      if (!exchange.getRequestMethod().equals("POST")) {
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      var message = JSON.readTree(exchange.getRequestBody());
      heard.add(message);
      if (message.path("method").asText().equals("tools/call")) {
        callHeaders.add(Map.copyOf(exchange.getRequestHeaders()));
      }
      var reply = replies.get(message.path("method").asText());
      if (reply == null) {
        exchange.sendResponseHeaders(202, -1);
      } else {
        reply.to(message, exchange);
      }
    }
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
