package io.waybill.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.work.CallContext;
import io.waybill.work.ErrorKind;
import io.waybill.work.WorkException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class HttpTest {
  private static final Map<String, Object> HELLO = Map.of("text", "hello");

  @TempDir Path folder;
  private OddHttp odd;
  private Desk desk;

  @BeforeEach
  void begin() throws IOException {
    odd = new OddHttp();
    desk = new Desk(folder);
    desk.environment.put("SHOP_TOKEN", "abcd-1234-efgh");
  }

  @AfterEach
  void end() {
    odd.close();
  }

  private McpServers shop(String rest) {
    desk.says(
        """
        servers:
          shop:
            url: %s
            headers: { Authorization: "Bearer ${secret:SHOP_TOKEN}" }
            tools: { echo: { effects: pure } }
        """
                .formatted(odd.url())
            + rest.indent(4));
    return desk.pinned("shop");
  }

  @Test
  void answersComeAsJsonOrAsAStreamOfEvents() {
    try (var servers = shop("")) {
      assertEquals("hello", Desk.call(servers, "echo", HELLO));
      odd.replies.put(
          "tools/call",
          OddHttp.events(
              "id: 1\ndata:\n\n: a comment\n\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{}}\n\n",
              "{\"content\":[{\"type\":\"text\",\"text\":\"streamed\"}]}"));
      assertEquals("streamed", Desk.call(servers, "echo", HELLO));
    }
  }

  @Test
  void theSecretIsSentAsItIsAtTheTimeOfTheCall() {
    try (var servers = shop("")) {
      Desk.call(servers, "echo", HELLO);
      assertEquals(List.of("Bearer abcd-1234-efgh"), last().get("Authorization"));
      assertEquals(List.of("2025-06-18"), last().get("Mcp-protocol-version"));
      desk.environment.put("SHOP_TOKEN", "another-token");
      Desk.call(servers, "echo", HELLO);
      assertEquals(List.of("Bearer another-token"), last().get("Authorization"));
      desk.environment.put("SHOP_TOKEN", "two\nlines");
      var refused = Desk.fails(servers, "echo", HELLO);
      assertEquals(ErrorKind.AUTH, refused.kind());
      assertFalse(refused.getMessage().contains("two"), refused.getMessage());
      desk.environment.remove("SHOP_TOKEN");
      assertEquals(
          "MCP server 'shop': it needs a secret: set SHOP_TOKEN",
          Desk.fails(servers, "echo", HELLO).getMessage());
    }
  }

  private Map<String, List<String>> last() {
    return odd.callHeaders.get(odd.callHeaders.size() - 1);
  }

  @ParameterizedTest
  @CsvSource({
    "400, INVALID",
    "401, AUTH",
    "403, AUTH",
    "404, INVALID",
    "408, STALLED",
    "413, INVALID",
    "422, INVALID",
    "429, RATE_LIMITED",
    "500, TRANSIENT",
    "503, TRANSIENT",
    "504, STALLED",
    "302, INVALID"
  })
  void aStatusIsAKindOfFailure(int code, ErrorKind kind) {
    try (var servers = shop("")) {
      odd.replies.put("tools/call", OddHttp.status(code, "no: the token is abcd-1234-efgh"));
      var failed = Desk.fails(servers, "echo", HELLO);
      assertEquals(kind, failed.kind());
      assertTrue(failed.getMessage().contains(String.valueOf(code)), failed.getMessage());
      assertFalse(failed.getMessage().contains("abcd-1234"), failed.getMessage());
    }
  }

  @Test
  void thePauseThatTheServerAsksForIsPassedOn() {
    try (var servers = shop("")) {
      odd.replies.put("tools/call", after("17"));
      assertEquals(Duration.ofSeconds(17), Desk.fails(servers, "echo", HELLO).retryAfter());
      odd.replies.put("tools/call", after("Fri, 31 Dec 2100 23:59:59 GMT"));
      assertTrue(Desk.fails(servers, "echo", HELLO).retryAfter().toDays() > 1_000);
      odd.replies.put("tools/call", after("soon"));
      assertEquals(Duration.ZERO, Desk.fails(servers, "echo", HELLO).retryAfter());
    }
  }

  private static OddHttp.Reply after(String pause) {
    return (message, exchange) -> {
      exchange.getResponseHeaders().set("Retry-After", pause);
      OddHttp.send(exchange, 429, "text/plain", "");
    };
  }

  /** Messages over HTTP may overtake each other; the end of the greeting must not be overtaken. */
  @Test
  void nothingIsAskedBeforeTheGreetingHasEnded() {
    var list = odd.replies.get("tools/list");
    var early = new CompletableFuture<String>();
    odd.replies.put(
        "notifications/initialized",
        (message, exchange) -> {
          try {
            early.get(300, TimeUnit.MILLISECONDS);
          } catch (TimeoutException nothingCame) {
            early.complete("in time");
          } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
          }
          exchange.sendResponseHeaders(202, -1);
        });
    odd.replies.put(
        "tools/list",
        (message, exchange) -> {
          early.complete("the list was asked for too early");
          list.to(message, exchange);
        });
    shop("").close();
    assertEquals("in time", early.join());
  }

  @Test
  void aRedirectIsNotFollowedAndTheSecretStays() throws IOException {
    try (var other = new OddHttp();
        var servers = shop("")) {
      odd.replies.put(
          "tools/call",
          (message, exchange) -> {
            exchange.getResponseHeaders().set("Location", other.url());
            OddHttp.send(exchange, 307, "text/plain", "");
          });
      assertEquals(ErrorKind.INVALID, Desk.fails(servers, "echo", HELLO).kind());
      assertEquals(List.of(), other.headers);
    }
  }

  @Test
  void whatComesBackTooLargeIsNotTakenIn() {
    try (var servers = shop("max_answer: 64KiB")) {
      var text =
          "{\"content\":[{\"type\":\"text\",\"text\":\"%s\"}]}".formatted("x".repeat(50_000_000));
      odd.replies.put("tools/call", OddHttp.json(text));
      assertTrue(Desk.fails(servers, "echo", HELLO).getMessage().contains("more than 65536 bytes"));
      odd.replies.put("tools/call", OddHttp.events("", text));
      var failed = Desk.fails(servers, "echo", HELLO);
      assertEquals(ErrorKind.INVALID, failed.kind());
      assertTrue(failed.getMessage().contains("more than 65536 bytes"), failed.getMessage());
    }
  }

  @Test
  void whatIsNoAnswerIsInvalidOrLost() {
    try (var servers = shop("")) {
      odd.replies.put("tools/call", (m, e) -> OddHttp.send(e, 200, "text/html", "<p>hello"));
      assertEquals(ErrorKind.INVALID, Desk.fails(servers, "echo", HELLO).kind());
      odd.replies.put("tools/call", (m, e) -> OddHttp.send(e, 200, "application/json", "{\"js"));
      assertEquals(ErrorKind.INVALID, Desk.fails(servers, "echo", HELLO).kind());
      odd.replies.put(
          "tools/call", (m, e) -> OddHttp.send(e, 200, "text/event-stream", "data: {\"jsonrpc"));
      assertEquals(ErrorKind.TRANSIENT, Desk.fails(servers, "echo", HELLO).kind());
      odd.replies.put("tools/call", OddHttp.json("7"));
      assertEquals(ErrorKind.INVALID, Desk.fails(servers, "echo", HELLO).kind());
    }
  }

  @Test
  void aCallThatMayHaveBeenDoneIsAmbiguousUnlessItDoesNoHarmAgain() {
    desk.says("servers: { shop: { url: \"%s\", tools: [echo] } }".formatted(odd.url()));
    try (var servers = desk.pinned("shop")) {
      odd.replies.put("tools/call", (message, exchange) -> exchange.close());
      var failed = Desk.fails(servers, "echo", HELLO);
      assertEquals(ErrorKind.AMBIGUOUS, failed.kind());
      assertTrue(failed.getMessage().endsWith("it may have done what it was asked"));
    }
  }

  @Test
  void aServerThatIsDownWasNotAsked() {
    desk.says("servers: { shop: { url: \"%s\", tools: [echo] } }".formatted(odd.url()));
    desk.pinned("shop").close();
    odd.close();
    try (var servers = desk.read()) {
      var failed = Desk.fails(servers, "echo", HELLO);
      assertEquals(ErrorKind.TRANSIENT, failed.kind());
      assertTrue(failed.getMessage().contains("cannot be reached"), failed.getMessage());
    }
  }

  @Test
  void aSessionThatTheServerHasForgottenIsBegunAnew() {
    var plain = odd.replies.get("initialize");
    odd.replies.put(
        "initialize",
        (message, exchange) -> {
          exchange.getResponseHeaders().set("Mcp-Session-Id", "s-1");
          plain.to(message, exchange);
        });
    try (var servers = shop("")) {
      assertEquals("hello", Desk.call(servers, "echo", HELLO));
      assertEquals(List.of("s-1"), last().get("Mcp-session-id"));
      var call = odd.replies.get("tools/call");
      odd.replies.put("tools/call", OddHttp.status(404, ""));
      assertEquals(ErrorKind.TRANSIENT, Desk.fails(servers, "echo", HELLO).kind());
      odd.replies.put("tools/call", call);
      long greetings = greetings();
      assertEquals("hello", Desk.call(servers, "echo", HELLO));
      assertEquals(greetings + 1, greetings());
    }
  }

  private long greetings() {
    return odd.heard.stream().filter(m -> m.path("method").asText().equals("initialize")).count();
  }

  @Test
  void aCancelIsToldAndClosesTheExchange() throws Exception {
    var begun = new CompletableFuture<Long>();
    var told = new CompletableFuture<Long>();
    var done = new CountDownLatch(1);
    try (var servers = shop("")) {
      odd.replies.put(
          "tools/call",
          (message, exchange) -> {
            begun.complete(message.path("id").asLong());
            try {
              done.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      odd.replies.put(
          "notifications/cancelled",
          (message, exchange) -> {
            told.complete(message.path("params").path("requestId").asLong());
            exchange.sendResponseHeaders(202, -1);
          });
      var call = servers.tool("shop", "echo").perform(HELLO, CallContext.detached("t")).subscribe();
      long id = begun.get(20, TimeUnit.SECONDS);
      call.dispose();
      assertEquals(id, told.get(20, TimeUnit.SECONDS));
      done.countDown();
    }
  }

  @Test
  void whoseTraceACallBelongsToTravelsWithIt() {
    try (var servers = shop("")) {
      CallContext call =
          new CallContext() {
            @Override
            public String path() {
              return "t";
            }

            @Override
            public Map<String, String> headers() {
              return Map.of("traceparent", "00-abc-def-01");
            }
          };
      assertNotNull(servers.tool("shop", "echo").perform(HELLO, call).block(Desk.PATIENCE));
      var sent =
          odd.heard.stream()
              .filter(message -> message.path("method").asText().equals("tools/call"))
              .map(message -> message.path("params").path("_meta").path("traceparent").asText())
              .toList();
      assertEquals(List.of("00-abc-def-01"), sent);
    }
  }

  @Test
  void errorsOfTheProtocolAreKindsToo() {
    try (var servers = shop("")) {
      var kinds =
          Map.of(
              -32601,
              ErrorKind.INVALID,
              -32602,
              ErrorKind.INVALID,
              -32603,
              ErrorKind.TRANSIENT,
              -32042,
              ErrorKind.AUTH,
              -1,
              ErrorKind.INVALID);
      kinds.forEach(
          (code, kind) -> {
            odd.replies.put(
                "tools/call",
                (m, e) ->
                    OddHttp.send(
                        e,
                        200,
                        "application/json",
                        "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":%d,\"message\":\"token=abcd-1234-efgh\"}}"
                            .formatted(m.path("id"), code)));
            var failed = Desk.fails(servers, "echo", HELLO);
            assertEquals(kind, failed.kind());
            assertFalse(failed.getMessage().contains("1234"), failed.getMessage());
          });
    }
  }

  @Test
  void twoToolsOfOneNameAreRefused() {
    var tool = "{\"name\":\"a\",\"inputSchema\":{}}";
    odd.replies.put("tools/list", OddHttp.json("{\"tools\":[%s,%s]}".formatted(tool, tool)));
    var failed = assertThrows(WorkException.class, () -> shop("").close());
    assertTrue(failed.getMessage().endsWith("it lists the tool 'a' twice"), failed.getMessage());
  }
}
