package io.waybill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an HTTP status, and what a provider says with it, stands for; row by row. */
class ErrorTableTest {
  private final Http http = Http.create();

  @AfterEach
  void hangUp() {
    http.close();
  }

  private HttpError answered(int status, String body) {
    try (var server = Server.answering(Server.status(status + " No", "x: y", body))) {
      var client = http.client().build();
      return assertThrows(HttpError.class, () -> client.execute(Requests.post(server.url(), "{}")));
    }
  }

  private static WorkException beside(HttpError error) {
    return (WorkException) error.getSuppressed()[0];
  }

  @ParameterizedTest
  @CsvSource({
    "300, INVALID",
    "400, INVALID",
    "401, AUTH",
    "402, AUTH",
    "403, AUTH",
    "404, INVALID",
    "405, INVALID",
    "408, STALLED",
    "409, TRANSIENT",
    "410, INVALID",
    "413, INVALID",
    "415, INVALID",
    "422, INVALID",
    "425, TRANSIENT",
    "429, RATE_LIMITED",
    "431, INVALID",
    "451, INVALID",
    "500, TRANSIENT",
    "501, INVALID",
    "502, TRANSIENT",
    "503, TRANSIENT",
    "504, STALLED",
    "505, INVALID",
    "507, TRANSIENT",
    "520, TRANSIENT",
    "529, TRANSIENT",
  })
  void aStatusIsOfItsKind(int status, ErrorKind kind) {
    var error = answered(status, "{\"error\":{\"type\":\"invalid_request_error\"}}");
    assertEquals(kind, error.kind());
    assertEquals(kind, beside(error).kind());
    var used = kind == ErrorKind.STALLED ? Usage.UNKNOWN : Usage.NONE;
    assertEquals(used, beside(error).usage(), "who turns a call down bills nothing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400|{\"error\":{\"code\":\"content_filter\"}}|REFUSED",
        "400|{\"error\":{\"code\":\"x\",\"innererror\":{\"code\":\"ResponsibleAIPolicyViolation\"}}}|REFUSED",
        "400|{\"error\":{\"type\":\"invalid_request_error\",\"code\":\"content_policy_violation\"}}|REFUSED",
        "400|{\"error\":{\"code\":\"context_length_exceeded\"}}|INVALID",
        "400|{\"error\":{\"code\":400,\"status\":\"INVALID_ARGUMENT\",\"details\":[{\"reason\":\"API_KEY_INVALID\"}]}}|AUTH",
        "429|{\"error\":{\"type\":\"insufficient_quota\",\"code\":\"insufficient_quota\"}}|AUTH",
        "429|{\"error\":{\"type\":\"tokens\",\"code\":\"rate_limit_exceeded\"}}|RATE_LIMITED",
        "503|not json at all|TRANSIENT",
        "503|{\"error\":|TRANSIENT",
      })
  void wordsThatKnowBetterThanTheStatusDecide(int status, String body, ErrorKind kind) {
    assertEquals(kind, answered(status, body).kind());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "event: error|{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"m\"}}|TRANSIENT",
        "event: error|{\"type\":\"error\",\"error\":{\"type\":\"api_error\"}}|TRANSIENT",
        "event: error|{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\"}}|RATE_LIMITED",
        "event: error|{\"type\":\"error\",\"error\":{\"type\":\"timeout_error\"}}|STALLED",
        "event: error|{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\"}}|INVALID",
        "event: error|{\"type\":\"error\",\"error\":{\"type\":\"authentication_error\"}}|AUTH",
        "event: error|no json|TRANSIENT",
        "id: 1|{\"error\":{\"type\":\"server_error\",\"code\":null}}|TRANSIENT",
        "id: 1|{\"error\":{\"code\":\"rate_limit_exceeded\",\"type\":\"tokens\"}}|RATE_LIMITED",
        "id: 1|{\"error\":{\"code\":429,\"message\":\"m\"}}|RATE_LIMITED",
        "id: 1|{\"error\":{\"code\":400,\"type\":\"BadRequestError\"}}|INVALID",
        "id: 1|{\"error\":{\"code\":503,\"status\":\"UNAVAILABLE\"}}|TRANSIENT",
        "id: 1|{\"error\":{\"code\":502},\"choices\":[{\"finish_reason\":\"error\"}]}|TRANSIENT",
        "id: 1|{\"error\":{\"code\":\"content_filter\"}}|REFUSED",
        "id: 1|{\"object\":\"error\",\"message\":\"m\",\"type\":\"invalid_request_error\"}|INVALID",
        "id: 1|{\"error\":\"the runner has died\"}|TRANSIENT",
      })
  void anErrorWithinAStreamIsOfTheKindThatItsTypeSays(String line, String data, ErrorKind kind) {
    var body = "data: {\"a\":1}\n\n%s\ndata: %s\n\ndata: {\"b\":2}\n\n".formatted(line, data);
    try (var server = Server.answering(Server.ok("text/event-stream", body))) {
      var heard = new Heard();
      http.client().build().execute(Requests.post(server.url(), "{}"), heard);
      var error = (HttpError) heard.error();
      assertEquals(kind, error.kind());
      assertEquals(Usage.UNKNOWN, beside(error).usage(), "it had begun: who knows");
      assertEquals(List.of("open 200", "{\"a\":1}", "error"), heard.told);
    }
  }

  @Test
  void anErrorInThePlaceOfAWholeAnswerIsAnErrorThoughItsStatusIs200() {
    var body = "{\"error\":{\"code\":429,\"message\":\"slowly\"}}";
    try (var server = Server.answering(Server.ok("application/json", body))) {
      var client = http.client().build();
      var error =
          assertThrows(HttpError.class, () -> client.execute(Requests.post(server.url(), "{}")));
      assertEquals(ErrorKind.RATE_LIMITED, error.kind());
      assertEquals(200, error.statusCode());
    }
  }

  @Test
  void whatOnlySpeaksOfErrorsIsNone() {
    for (var body :
        List.of(
            "{\"error\":null,\"choices\":[]}",
            "{\"error\":\"\",\"choices\":[]}",
            "{\"choices\":[{\"message\":{\"content\":\"{\\\"error\\\":1}\"}}]}",
            "{\"message\":{\"tool_calls\":[{\"arguments\":{\"error\":\"x\"}}]}}")) {
      try (var server = Server.answering(Server.ok("application/json", body))) {
        var whole = http.client().build().execute(Requests.post(server.url(), "{}"));
        assertEquals(body, whole.body());
      }
    }
  }

  @Test
  void theWaitThatGeminiAsksForStandsInItsError() {
    var said =
        "{\"error\":{\"code\":429,\"details\":[{\"@type\":\"google.rpc.RetryInfo\",\"retryDelay\":\"34.5s\"}]}}";
    var error = answered(429, said);
    assertEquals(Optional.of(Duration.ofMillis(34_500)), error.retryAfter());
    assertEquals(Duration.ofMillis(34_500), beside(error).retryAfter());
  }
}
