package io.waybill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.work.Quota;
import io.waybill.work.Quota.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers say is left reaches the attempt that asked, whoever the provider is. */
class QuotasTest {
  private static final String NOW = "date: Wed, 21 Oct 2026 07:28:00 GMT";
  private static final String OPENAI =
      String.join(
          "\r\n",
          NOW,
          "x-ratelimit-limit-requests: 60",
          "x-ratelimit-remaining-requests: 59",
          "x-ratelimit-reset-requests: 1s",
          "x-ratelimit-limit-tokens: 150000",
          "x-ratelimit-remaining-tokens: 149984",
          "x-ratelimit-reset-tokens: 6m0s");

  private final Http http = Http.create();

  @AfterEach
  void hangUp() {
    http.close();
  }

  private List<Quota> learned(String status, String headers) {
    var attempt = Attempt.begun();
    try (var server = Server.answering(Server.status(status, headers, "{}"))) {
      var client = attempt.over(http);
      var request = Requests.post(server.url(), "{}");
      if (status.startsWith("200")) {
        client.execute(request);
      } else {
        assertThrows(HttpError.class, () -> client.execute(request));
      }
    }
    return attempt.learned;
  }

  @Test
  void whatOpenAiSaysIsLearnedOnceAnAnswerAlsoWhenItIsAnError() {
    var all =
        List.of(
            new Quota(Unit.REQUESTS, 60, 59, Duration.ofSeconds(1)),
            new Quota(Unit.TOKENS, 150_000, 149_984, Duration.ofMinutes(6)));
    assertEquals(all, learned("200 OK", OPENAI));
    assertEquals(all, learned("429 Slow Down", OPENAI));
  }

  @Test
  void aStreamIsAnAnswerToo() {
    var attempt = Attempt.begun();
    try (var server =
        Server.answering(Server.ok("text/event-stream\r\n" + OPENAI, "data: one\n\n"))) {
      var heard = new Heard();
      attempt.over(http).execute(Requests.post(server.url(), "{}"), heard);
      heard.all();
    }
    assertEquals(2, attempt.learned.size());
  }

  @Test
  void whatAnthropicSaysIsLearnedByTheServersOwnClock() {
    var said =
        String.join(
            "\r\n",
            NOW,
            "anthropic-ratelimit-input-tokens-limit: 40000",
            "anthropic-ratelimit-input-tokens-remaining: 0",
            "anthropic-ratelimit-input-tokens-reset: 2026-10-21T07:29:30Z",
            "anthropic-ratelimit-output-tokens-limit: 8000",
            "anthropic-ratelimit-output-tokens-remaining: 8000",
            "anthropic-ratelimit-output-tokens-reset: 2026-10-21T07:28:00Z");
    assertEquals(
        List.of(
            new Quota(Unit.INPUT_TOKENS, 40_000, 0, Duration.ofSeconds(90)),
            new Quota(Unit.OUTPUT_TOKENS, 8000, 8000, Duration.ZERO)),
        learned("200 OK", said));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-ratelimit-limit-requests: 60\r\nx-ratelimit-remaining-requests: 59",
        "x-ratelimit-limit-requests: lots\r\nx-ratelimit-remaining-requests: 59\r\nx-ratelimit-reset-requests: 1s",
        "x-ratelimit-limit-requests: 60\r\nx-ratelimit-remaining-requests: -1\r\nx-ratelimit-reset-requests: 1s",
        "x-ratelimit-limit-requests: 60\r\nx-ratelimit-remaining-requests: 59\r\nx-ratelimit-reset-requests: soon",
        "x-ratelimit-limit: 60\r\nx-ratelimit-remaining: 59\r\nx-ratelimit-reset: 1",
      })
  void garbageIsNotLearned(String headers) {
    assertEquals(List.of(), learned("200 OK", headers));
  }

  @ParameterizedTest
  @CsvSource({
    "1s, PT1S",
    "6m0s, PT6M",
    "20ms, PT0.02S",
    "1h2m3.5s, PT1H2M3.5S",
    "7, PT7S",
    "0.25, PT0.25S",
    "2026-10-21T07:28:30.5Z, PT30.5S",
    "2026-10-21T09:28:30+02:00, PT30S",
    "'Wed, 21 Oct 2026 07:28:05 GMT', PT5S",
    "2015-10-21T07:28:00Z, PT0S",
    "soon, ",
    "'', ",
    "-3s, ",
    "1s1h, ",
    "2026-13-41T00:00:00Z, ",
    "99999999999999999999, ",
  })
  void aWaitIsReadInEveryFormThatServersWriteIt(String text, String wait) {
    assertEquals(
        Optional.ofNullable(wait).map(Duration::parse),
        Fields.wait(text, Instant.parse("2026-10-21T07:28:00Z")));
  }

  @Test
  void whoIsToldTooManyAndNotHowLongWaitsUntilWhatIsUsedUpIsReset() {
    var used = OPENAI.replace("remaining-tokens: 149984", "remaining-tokens: 0");
    assertEquals(Optional.of(Duration.ofMinutes(6)), after("429 Slow Down", used));
    assertEquals(
        Optional.of(Duration.ofSeconds(2)), after("429 Slow Down", used + "\r\nretry-after: 2"));
    assertTrue(after("429 Slow Down", OPENAI).isEmpty(), "nothing is used up");
    assertTrue(after("503 Busy", used).isEmpty(), "that is not why");
  }

  private Optional<Duration> after(String status, String headers) {
    try (var server = Server.answering(Server.status(status, headers, "{}"))) {
      var client = http.client().build();
      return assertThrows(HttpError.class, () -> client.execute(Requests.post(server.url(), "{}")))
          .retryAfter();
    }
  }
}
