package io.waybill.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.waybill.testkit.WorkContract;
import io.waybill.work.CallContext;
import io.waybill.work.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** A tool keeps the promises of work, over a child process and over HTTP. */
class McpToolContractTest {
  @Nested
  class OverStdio extends WorkContract<Map<String, Object>, Object> {
    @TempDir Path folder;
    private McpServers servers;

    @BeforeEach
    void begin() {
      var tools =
          "free: true\ntools: { echo: { effects: pure }, hang: { effects: pure }, await: {} }";
      servers = new Desk(folder).oddPinned(tools);
    }

    @AfterEach
    void end() {
      servers.close();
    }

    @Override
    protected Work<Map<String, Object>, Object> work() {
      return servers.tool("shop", "echo");
    }

    @Override
    protected List<Map<String, Object>> inputs() {
      return List.of(Map.of("text", "one"), Map.of("text", "two"), Map.of("text", "drei ⅓"));
    }

    @Override
    protected Optional<Hanging<Map<String, Object>, Object>> hanging() {
      return Optional.of(
          new Hanging<>(
              servers.tool("shop", "hang"), Map.of(), happened("begun"), happened("cancelled")));
    }

    private Mono<Void> happened(String what) {
      return servers
          .tool("shop", "await")
          .perform(Map.of("what", what), CallContext.detached("t"))
          .then();
    }

    @Override
    protected Optional<Failing<Map<String, Object>, Object>> failing() {
      return Optional.empty();
    }
  }

  @Nested
  class OverHttp extends WorkContract<Map<String, Object>, Object> {
    @TempDir Path folder;
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private OddHttp odd;
    private McpServers servers;

    @BeforeEach
    void begin() throws IOException {
      odd = new OddHttp();
      var schema = "{\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\"}}}";
      odd.replies.put(
          "tools/list",
          OddHttp.json(
              "{\"tools\":[{\"name\":\"echo\",\"inputSchema\":%s},{\"name\":\"hang\",\"inputSchema\":%s}]}"
                  .formatted(schema, schema)));
      odd.replies.put("tools/call", this::called);
      odd.replies.put("notifications/cancelled", (message, exchange) -> stopped.complete(null));
      var tools = "{ echo: { effects: pure }, hang: { effects: pure } }";
      servers =
          new Desk(folder)
              .says(
                  "servers: { shop: { url: \"%s\", free: true, tools: %s } }"
                      .formatted(odd.url(), tools))
              .pinned("shop");
    }

    private void called(JsonNode message, HttpExchange exchange) throws IOException {
      var params = message.path("params");
      if (params.path("name").asText().equals("hang")) {
        begun.complete(null);
        stopped.join();
        return;
      }
      var result = "{\"content\":[{\"type\":\"text\",\"text\":%s}]}";
      OddHttp.json(result.formatted(params.path("arguments").path("text"))).to(message, exchange);
    }

    @AfterEach
    void end() {
      servers.close();
      odd.close();
    }

    @Override
    protected Work<Map<String, Object>, Object> work() {
      return servers.tool("shop", "echo");
    }

    @Override
    protected List<Map<String, Object>> inputs() {
      return List.of(Map.of("text", "one"), Map.of("text", "two"));
    }

    @Override
    protected Optional<Hanging<Map<String, Object>, Object>> hanging() {
      return Optional.of(
          new Hanging<>(
              servers.tool("shop", "hang"),
              Map.of(),
              Mono.fromFuture(begun),
              Mono.fromFuture(stopped)));
    }

    @Override
    protected Optional<Failing<Map<String, Object>, Object>> failing() {
      return Optional.empty();
    }
  }
}
