package io.waybill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErrorsTest {
  private final Http http = Http.create();

  @AfterEach
  void hangUp() {
    http.close();
  }

  @Test
  void aKeyInAnyHeaderOrInTheAddressIsNeverSaidBack() {
    for (var name : List.of("Authorization", "x-api-key", "x-goog-api-key", "api-key")) {
      var request =
          HttpRequest.builder().method(HttpMethod.POST).addHeader(name, Requests.KEY).body("{}");
      assertEchoIsScrubbed(request, "");
    }
    var plain = HttpRequest.builder().method(HttpMethod.POST).body("{}");
    assertEchoIsScrubbed(plain, "/v1?key=" + Requests.KEY);
    assertEchoIsScrubbed(plain, "/v1?alt=sse&api_key=" + Requests.KEY);
  }

  private void assertEchoIsScrubbed(HttpRequest.Builder request, String path) {
    var page = "wrong key " + Requests.KEY + "; see https://x/?key=" + Requests.KEY;
    var echo = Server.status("401 Unauthorized", "x-you-said: " + Requests.KEY, page);
    try (var server = Server.answering(echo)) {
      var asked = request.url(server.url() + path).build();
      var client = http.client().build();
      var error = assertThrows(HttpError.class, () -> client.execute(asked));
      assertEquals(401, error.statusCode());
      assertEquals("wrong key ***; see https://x/?key=***", error.getMessage());
      assertEquals(List.of("***"), error.headers().get("x-you-said"));
      assertNoSecret(error, Requests.KEY);
      var heard = new Heard();
      client.execute(asked, heard);
      assertNoSecret(heard.error(), Requests.KEY);
    }
  }

  @Test
  void aKeyInAStreamOrInAnAnswerIsNotPassedOn() {
    var event = "data: {\"warning\":\"bad key " + Requests.KEY + "\"}\n\n";
    try (var server = Server.answering(Server.ok("text/event-stream", event))) {
      var client = http.client().build();
      var heard = new Heard();
      client.execute(Requests.post(server.url(), "{}"), heard);
      assertEquals(List.of("open 200", "{\"warning\":\"bad key ***\"}", "close"), heard.all());
      var whole = client.execute(Requests.post(server.url(), "{}"));
      assertEquals(event.replace(Requests.KEY, "***"), whole.body());
    }
  }

  @Test
  void aKeyThatWasCutOffIsNotSaidEither() {
    var page = "x".repeat(16 * 1024 - 10) + Requests.KEY + "y".repeat(100_000);
    try (var server = Server.answering(Server.status("500 Oops", "x: y", page))) {
      var client = http.client().build();
      var error =
          assertThrows(HttpError.class, () -> client.execute(Requests.post(server.url(), "{}")));
      assertTrue(error.getMessage().length() <= 16 * 1024 + 1, "errors are cut");
      assertFalse(error.getMessage().contains("sk-"), "not even its beginning");
    }
  }

  @Test
  void aLineBreakInAKeyIsSaidWithoutTheKey() {
    var request =
        HttpRequest.builder()
            .method(HttpMethod.POST)
            .url("http://127.0.0.1:1/v1")
            .addHeader("x-api-key", Requests.KEY + "\n")
            .body("{}")
            .build();
    var error =
        assertThrows(NonRetriableException.class, () -> http.client().build().execute(request));
    assertEquals(
        "POST http://127.0.0.1:1/v1: the header 'x-api-key' has a character that headers cannot have,"
            + " U+000A at 25 of 25; is there a line break in a key?",
        error.getMessage());
    assertNoSecret(error, Requests.KEY);
    assertEquals(ErrorKind.INVALID, kind(error));
  }

  @Test
  void anAddressThatIsNoneIsSaidWithoutWhatIsBehindIt() {
    var request = Requests.post("htp://x/?key=" + Requests.KEY, "{}");
    var error =
        assertThrows(IllegalArgumentException.class, () -> http.client().build().execute(request));
    assertEquals("'htp://x/' is no address; write http://… or https://…", error.getMessage());
  }

  @Test
  void nobodyThereIsSaidAndNothingWasSent() throws IOException {
    try (var held = new Socket()) {
      held.bind(
          new InetSocketAddress("127.0.0.1", 0)); // a port that nobody else gets, nor listens on
      int port = held.getLocalPort();
      var client = http.client().build();
      var request = Requests.post("http://127.0.0.1:" + port, "{}");
      var error = assertThrows(LangChain4jException.class, () -> client.execute(request));
      assertTrue(
          error.getMessage().contains(": nobody answers at 127.0.0.1:" + port), error.getMessage());
      var work = (WorkException) error.getCause();
      assertEquals(ErrorKind.TRANSIENT, work.kind());
      assertEquals(Usage.NONE, work.usage());
    }
  }

  @Test
  void aServerThatSpeaksNoTlsIsSaidAndNothingWasSent() {
    try (var server = Server.playing(talk -> talk.say("HTTP/1.1 400 Bad Request\r\n\r\n"))) {
      var client = http.client().build();
      var request = Requests.post("https://127.0.0.1:" + server.port(), "{}");
      var error = assertThrows(LangChain4jException.class, () -> client.execute(request));
      assertTrue(
          error.getMessage().contains(": the request did not get through: "), error::getMessage);
      assertEquals(Usage.NONE, ((WorkException) error.getCause()).usage());
    }
  }

  @Test
  void aHostThatDoesNotExistIsSaid() {
    try (var nowhere =
        Http.builder()
            .dns(
                host -> {
                  throw new UnknownHostException(host);
                })
            .build()) {
      var client = nowhere.client().build();
      var request = Requests.post("https://api.opnai.com/v1", "{}");
      var error = assertThrows(LangChain4jException.class, () -> client.execute(request));
      assertEquals(
          "POST https://api.opnai.com/v1: there is no host 'api.opnai.com'", error.getMessage());
    }
  }

  @Test
  void anAnswerThatIsTooLargeIsInvalidWhetherItSaysSoOrNot() {
    try (var small = Http.builder().maxAnswer(1000).build();
        var says = Server.answering(Server.ok("application/json", "x".repeat(1001)));
        var fits = Server.answering(Server.ok("application/json", "x".repeat(1000)));
        var doesNot =
            Server.playing(
                talk -> {
                  talk.hear();
                  talk.beginStream("application/json");
                  while (true) {
                    talk.chunk("x".repeat(100));
                  }
                })) {
      var client = small.client().build();
      assertEquals(1000, client.execute(Requests.post(fits.url(), "{}")).bodyBytes().length);
      for (var server : List.of(says, doesNot)) {
        var error =
            assertThrows(
                NonRetriableException.class,
                () -> client.execute(Requests.post(server.url(), "{}")));
        assertTrue(
            error
                .getMessage()
                .endsWith("where 1000 bytes are taken (Http.builder().maxAnswer(..) sets it)"),
            error.getMessage());
        assertEquals(ErrorKind.INVALID, kind(error));
      }
      doesNot.closedAt();
    }
  }

  @Test
  void aStreamThatIsTooLargeEndsAndSoDoesALineWithoutEnd() {
    try (var small = Http.builder().maxAnswer(1000).build();
        var events = endless("data: 0123456789\n\n");
        var line = endless("0123456789".repeat(100_000))) {
      var heard = new Heard();
      small.client().build().execute(Requests.post(events.url(), "{}"), heard);
      assertEquals(ErrorKind.INVALID, kind(heard.error()));
      assertTrue(heard.told.size() > 2, "it was told until then");
      events.closedAt();
      var other = new Heard();
      http.client().build().execute(Requests.post(line.url(), "{}"), other);
      assertTrue(
          other
              .error()
              .getMessage()
              .endsWith("a line of the stream has more than the 4 MiB that are taken"),
          other.error()::getMessage);
      line.closedAt();
    }
  }

  @Test
  void aRequestThatIsTooLargeIsNotSent() {
    try (var small = Http.builder().maxRequest(10).build();
        var server = Server.answering(Wire.chat())) {
      var client = small.client().build();
      var request = Requests.post(server.url(), "{\"a\":\"0123456789\"}");
      var error = assertThrows(NonRetriableException.class, () -> client.execute(request));
      assertTrue(
          error.getMessage().contains("the request has 18 bytes; more than 10 bytes is not"));
      assertEquals(0, server.connections());
    }
  }

  @Test
  void theTimeToComeAgainIsReadInEveryForm() {
    assertEquals(Duration.ofSeconds(30), retryAfter("retry-after: 30"));
    assertEquals(Duration.ofMillis(1500), retryAfter("retry-after: 1.5"));
    assertEquals(Duration.ofMillis(250), retryAfter("retry-after: 30\r\nretry-after-ms: 250"));
    assertEquals(
        Duration.ofSeconds(90),
        retryAfter(
            "date: Wed, 21 Oct 2026 07:28:00 GMT\r\nretry-after: Wed, 21 Oct 2026 07:29:30 GMT"));
    assertEquals(Duration.ZERO, retryAfter("retry-after: Wed, 21 Oct 2015 07:28:00 GMT"));
    assertEquals(Duration.ofHours(1), retryAfter("retry-after: 3600"));
    assertEquals(Duration.ofSeconds(7), retryAfter("retry-after-ms: soon\r\nretry-after: 7"));
    var nonsense =
        List.of("x: y", "retry-after: soon", "retry-after: -3", "retry-after:", "retry-after: 1e9");
    for (var each : nonsense) {
      assertTrue(error(each).retryAfter().isEmpty(), each);
    }
    assertEquals(
        List.of("12"),
        error("X-RateLimit-Remaining-Tokens: 12").headers().get("x-ratelimit-remaining-tokens"));
  }

  @Test
  void anErrorWithoutAWordSaysWhoseItIs() {
    try (var server = Server.answering(Server.status("503 Busy", "x: y", ""))) {
      var client = http.client().build();
      var error =
          assertThrows(HttpError.class, () -> client.execute(Requests.post(server.url(), "{}")));
      assertEquals("POST %s/: HTTP 503 without a word".formatted(server.url()), error.getMessage());
    }
  }

  @Test
  void anErrorThatBreaksOffIsStillTheError() {
    try (var server =
        Server.playing(
            talk -> {
              talk.hear();
              talk.say("HTTP/1.1 500 Oops\r\ncontent-length: 100\r\n\r\nthe database is ");
            })) {
      var client = http.client().build();
      var error =
          assertThrows(HttpError.class, () -> client.execute(Requests.post(server.url(), "{}")));
      assertEquals("the database is … (the rest did not arrive)", error.getMessage());
    }
  }

  private Duration retryAfter(String headers) {
    return error(headers).retryAfter().orElseThrow();
  }

  private HttpError error(String headers) {
    try (var server = Server.answering(Server.status("429 Slow Down", headers, "{}"))) {
      var client = http.client().build();
      return assertThrows(HttpError.class, () -> client.execute(Requests.post(server.url(), "{}")));
    }
  }

  private static Server endless(String text) {
    return Server.playing(
        talk -> {
          talk.hear();
          talk.beginStream("text/event-stream");
          while (true) {
            talk.chunk(text);
          }
        });
  }

  private static ErrorKind kind(Throwable error) {
    return assertInstanceOf(WorkException.class, error.getCause()).kind();
  }

  /** Nowhere in what would be printed of it. */
  static void assertNoSecret(Throwable error, String secret) {
    var printed = new StringWriter();
    error.printStackTrace(new PrintWriter(printed));
    assertFalse(printed.toString().contains(secret), printed.toString());
  }
}
