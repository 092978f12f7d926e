package io.waybill.testkit.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How each wire says no, and what is no request at all. */
class RefusedRequestTest {
  private static final String[] VERSION = {"anthropic-version", "2023-06-01"};

  private final BillingProvider provider = BillingProvider.start();
  private final Raw raw = new Raw(provider);

  @AfterEach
  void nothingOfThisIsBilled() {
    assertEquals(0, provider.bill());
    provider.close();
  }

  private static void assertSays(int status, String body, HttpResponse<String> response) {
    assertEquals(status, response.statusCode(), response::body);
    assertEquals(body, response.body());
  }

  @Test
  void anUnknownPathIsNotFoundInTheWordsOfItsWire() {
    assertSays(
        404,
        """
        {"error":{"message":"Invalid URL (GET /v1/nothing)","type":"invalid_request_error",\
        "param":null,"code":null}}""",
        raw.get("/v1/nothing"));
    assertSays(404, "{\"error\":\"Invalid URL (GET /api/nothing)\"}", raw.get("/api/nothing"));
    assertSays(
        404,
        """
        {"type":"error","error":{"type":"not_found_error",\
        "message":"Invalid URL (GET /v1/messages)"},"request_id":"req_loopback"}""",
        raw.get("/v1/messages", VERSION));
    assertSays(
        404,
        """
        {"error":{"code":404,"message":"Invalid URL (GET /v1beta/nothing)","status":"NOT_FOUND"}}""",
        raw.get("/v1beta/nothing"));
    assertSays(
        404,
        """
        {"object":"error","message":"Invalid URL (GET /mistral/v1/nothing)",\
        "type":"invalid_request_error","param":null,"code":null}""",
        raw.get("/mistral/v1/nothing"));
  }

  @Test
  void aRequestWithoutAModelOrWithoutMessagesIsRefused() {
    assertRefusesBadChats("/v1/chat/completions");
    assertRefusesBadChats("/mistral/v1/chat/completions");
    assertRefusesBadChats("/api/chat");
    assertRefusesBadChats("/v1/messages", VERSION);
    var noContents = raw.post("/v1beta/models/m:generateContent", "{}");
    assertEquals(400, noContents.statusCode());
    assertEquals("INVALID_ARGUMENT", Raw.json(noContents).at("/error/status").asText());
  }

  private void assertRefusesBadChats(String path, String... headers) {
    var noModel = raw.post(path, "{\"messages\":[{\"role\":\"user\"}]}", headers);
    var empty = raw.post(path, "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[]}", headers);
    var noJson = raw.post(path, "{\"model\":", headers);

    assertEquals(400, noModel.statusCode(), path);
    assertTrue(noModel.body().contains("you must provide a model parameter"), noModel.body());
    assertEquals(400, empty.statusCode(), path);
    assertTrue(empty.body().contains("'messages' is an array of at least one"), empty.body());
    assertEquals(400, noJson.statusCode(), path);
  }

  @Test
  void anthropicWantsItsVersionAndALimit() {
    var body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    assertTrue(raw.post("/v1/messages", body).body().contains("anthropic-version"));
    assertTrue(raw.post("/v1/messages", body, VERSION).body().contains("max_tokens"));
  }

  @Test
  void eachWireHasItsOwnErrorForEachStatus() {
    provider.answer(
        Answer.failing(529, "busy"),
        Answer.failing(429, "slow down"),
        Answer.failing(429, "slow down").header("retry-after", "7"),
        Answer.failing(503, "busy"),
        Answer.raw(502, "<html>bad gateway</html>").header("Content-Type", "text/html"));
    var anthropic = "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"content\":\"hi\"}]}";

    assertSays(
        529,
        """
        {"type":"error","error":{"type":"overloaded_error","message":"busy"},\
        "request_id":"req_loopback"}""",
        raw.post("/v1/messages", anthropic, VERSION));
    assertSays(
        429,
        """
        {"error":{"code":429,"message":"slow down","status":"RESOURCE_EXHAUSTED"}}""",
        raw.post("/v1beta/models/m:generateContent", "{\"contents\":[{}]}"));
    var limited = raw.post("/v1/chat/completions", anthropic);
    assertSays(
        429,
        """
        {"error":{"message":"slow down","type":"requests","param":null,\
        "code":"rate_limit_exceeded"}}""",
        limited);
    assertEquals("7", limited.headers().firstValue("retry-after").orElse(""));
    assertSays(503, "{\"error\":\"busy\"}", raw.post("/api/chat", anthropic));
    var gateway = raw.post("/v1/chat/completions", anthropic);
    assertSays(502, "<html>bad gateway</html>", gateway);
    assertEquals(List.of("text/html"), gateway.headers().allValues("content-type"));
  }

  @Test
  void aMissingKeyAndAWrongOneAreNotTheSame() {
    provider.key("right");

    assertTrue(raw.get("/v1/models").body().contains("You didn't provide an API key."));
    var wrong = raw.get("/v1/models", "authorization", "Bearer wrong");
    assertEquals(401, wrong.statusCode());
    assertEquals("invalid_api_key", Raw.json(wrong).at("/error/code").asText());
    assertEquals(403, raw.get("/v1beta/models").statusCode());
    assertEquals(400, raw.get("/v1beta/models?key=wrong").statusCode());
    assertEquals(200, raw.get("/v1beta/models?key=right").statusCode());
    assertSays(401, "{\"detail\":\"Unauthorized\"}", raw.get("/mistral/v1/models"));
  }

  @Test
  void aScriptThatThrowsIsAFailureThatSaysSo() {
    provider.answering(
        question -> {
          throw new IllegalStateException("no such ticket");
        });

    var response = raw.post("/api/chat", "{\"model\":\"m\",\"messages\":[{\"content\":\"hi\"}]}");

    assertEquals(500, response.statusCode());
    assertTrue(response.body().contains("no such ticket"), response.body());
  }

  private String talk(String bytes) throws IOException {
    try (var socket = new Socket(provider.url().getHost(), provider.url().getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void whatIsNoHttpOrTooLargeIsAnsweredAndTheConnectionClosed() throws IOException {
    assertTrue(talk("hello\r\n\r\n").startsWith("HTTP/1.1 400 "));
    assertTrue(talk("GET / HTTP/1.1\r\nno header\r\n\r\n").startsWith("HTTP/1.1 400 "));
    assertTrue(talk("GET /\\ HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 400 "));
    assertTrue(talk("POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n").startsWith("HTTP/1.1 400 "));
    assertTrue(
        talk("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n").startsWith("HTTP/1.1 411 "));
    assertTrue(
        talk("POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n").startsWith("HTTP/1.1 413 "));
    assertTrue(talk("GET / HTTP/1.1\r\nx: " + "y".repeat(65_537 - 18)).startsWith("HTTP/1.1 431 "));
    assertEquals(0, provider.exchanges().size());
  }

  @Test
  void aClientThatLeavesWithinItsRequestHasAskedNothing() throws IOException {
    for (var cut : new String[] {"GET / HT", "GET / HTTP/1.1\r\nx: y\r\n"}) {
      try (var socket = new Socket(provider.url().getHost(), provider.url().getPort())) {
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(cut.getBytes(StandardCharsets.US_ASCII));
        socket.shutdownOutput();

        assertEquals(-1, socket.getInputStream().read(), "it has nothing to say to that");
      }
    }
    assertEquals(0, provider.exchanges().size());
  }

  @Test
  void aClientThatWantsTheConnectionClosedGetsItClosed() throws IOException {
    var answer = talk("GET /v1/models HTTP/1.1\r\nConnection: close\r\n\r\n");

    assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
    assertTrue(answer.endsWith("{\"object\":\"list\",\"data\":[]}"), answer);
  }
}
