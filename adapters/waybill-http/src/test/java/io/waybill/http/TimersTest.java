package io.waybill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TimersTest {
  /** Short enough to wait for, and long enough for a busy machine to do what has to come first. */
  private static final Duration SHORT = Duration.ofMillis(700);

  @Test
  void aHostThatIsNotFoundInTimeIsTheConnectTimers() {
    var never = new CountDownLatch(1);
    try (var http =
        Http.builder()
            .connect(SHORT)
            .dns(
                host -> {
                  try {
                    never.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  return List.of();
                })
            .build()) {
      var attempt = Attempt.begun();
      var late = lateAnswer(http, attempt, "http://models.example/v1");
      assertEquals(
          "POST http://models.example/v1: there was no connection within 700 ms (timer 'connect' of"
              + " connect, first byte, idle and total; Http.builder().connect(..) sets it)",
          late.getMessage());
      assertEquals(Usage.NONE, stalled(late).usage(), "nothing was sent");
      var heard = new Heard();
      attempt.over(http).execute(Requests.post("http://models.example/v1", "{}"), heard);
      assertEquals(late.getMessage(), heard.error().getMessage());
    } finally {
      never.countDown();
    }
  }

  @Test
  void aHandshakeThatDoesNotComeAboutIsTheConnectTimers() {
    theJdkHasReadItsCertificates();
    try (var server = Server.playing(Server.Talk::stall);
        var http = Http.builder().connect(SHORT.multipliedBy(2)).build()) {
      var late = lateAnswer(http, Attempt.begun(), "https://127.0.0.1:" + server.port());
      assertTrue(late.getMessage().contains("(timer 'connect' of"), late.getMessage());
      server.closedAt();
    }
  }

  @Test
  void silenceIsTheFirstBytesTimer() {
    try (var server = Server.playing(TimersTest::silent);
        var http = Http.builder().firstByte(SHORT).build()) {
      var late = lateAnswer(http, Attempt.begun(), server.url());
      assertTrue(
          late.getMessage()
              .contains("there was no byte of an answer within 700 ms (timer 'first byte' of"),
          late.getMessage());
      assertEquals(Usage.UNKNOWN, stalled(late).usage(), "somebody may bill it");
      server.closedAt();
    }
  }

  @Test
  void headersThatTrickleInDoNotPutTheFirstByteOff() {
    try (var server =
            Server.playing(
                talk -> {
                  talk.hear();
                  talk.say("HTTP/1.1 200 OK\r\nx: ");
                  while (true) {
                    talk.say("y");
                    pause();
                  }
                });
        var http = Http.builder().firstByte(SHORT).idle(Duration.ofSeconds(5)).build()) {
      var late = lateAnswer(http, Attempt.begun(), server.url());
      assertTrue(late.getMessage().contains("timer 'first byte' of"), late.getMessage());
    }
  }

  @Test
  void aStreamOfHeadersAndNothingElseIsTheFirstBytesTimer() {
    try (var server =
            Server.playing(
                talk -> {
                  talk.hear();
                  talk.beginStream("text/event-stream");
                  talk.stall();
                });
        var http = Http.builder().firstByte(SHORT).build()) {
      var heard = new Heard();
      Attempt.begun().over(http).execute(Requests.post(server.url(), "{}"), heard);
      var late = assertInstanceOf(TimeoutException.class, heard.error());
      assertTrue(late.getMessage().contains("timer 'first byte' of"), late.getMessage());
      assertEquals(List.of("open 200", "error"), heard.told);
    }
  }

  @Test
  void aStreamThatStandsStillIsTheIdleTimersAndItsEventsWereTold() {
    try (var server =
            Server.playing(
                talk -> {
                  talk.hear();
                  talk.beginStream("text/event-stream");
                  talk.chunk("data: one\n\n");
                  talk.chunk("data: two\n\n");
                  talk.stall();
                });
        var http = Http.builder().idle(SHORT).build()) {
      var heard = new Heard();
      Attempt.begun().over(http).execute(Requests.post(server.url(), "{}"), heard);
      var late = assertInstanceOf(TimeoutException.class, heard.error());
      assertTrue(
          late.getMessage().contains("the answer stood still for 700 ms (timer 'idle' of"),
          late.getMessage());
      assertEquals(ErrorKind.STALLED, stalled(late).kind());
      server.closedAt();
      assertEquals(List.of("open 200", "one", "two", "error"), heard.told);
    }
  }

  @Test
  void anAnswerThatStandsStillHoldsNobodyUp() {
    try (var server =
            Server.playing(
                talk -> {
                  talk.hear();
                  talk.say("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{\"half\":");
                  talk.stall();
                });
        var http = Http.builder().idle(SHORT).build()) {
      var late = lateAnswer(http, Attempt.begun(), server.url());
      assertTrue(late.getMessage().contains("timer 'idle' of"), late.getMessage());
    }
  }

  @Test
  void whoTakesHisTimeWithAnEventIsNotAStalledStream() {
    try (var server =
            Server.answering(Server.ok("text/event-stream", "data: one\n\ndata: two\n\n"));
        var http = Http.builder().idle(SHORT).build()) {
      var waited = new CountDownLatch(1);
      var heard =
          new Heard() {
            @Override
            public void onOpen(dev.langchain4j.http.client.SuccessfulHttpResponse response) {
              super.onOpen(response);
              try {
                // three times what a stream may stand still
                waited.await(3 * SHORT.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }
          };
      Attempt.begun().over(http).execute(Requests.post(server.url(), "{}"), heard);
      assertEquals(List.of("open 200", "one", "two", "close"), heard.all());
    }
  }

  @Test
  void anAnswerThatNeverEndsIsTheTotalTimers() {
    try (var server = Server.playing(TimersTest::endless);
        var http = Http.builder().total(SHORT.multipliedBy(3)).build()) {
      var heard = new Heard();
      Attempt.begun().over(http).execute(Requests.post(server.url(), "{}"), heard);
      var late = assertInstanceOf(TimeoutException.class, heard.error());
      assertTrue(
          late.getMessage().contains("the answer was not whole within 2100 ms (timer 'total' of"),
          late.getMessage());
      assertTrue(heard.told.size() > 2, "it was heard until then");
    }
  }

  @Test
  void theDeadlineOfTheCallEndsItTooAndIsNotTriedAgain() {
    try (var server = Server.playing(TimersTest::silent);
        var http = Http.create()) {
      var deadline =
          Instant.now().plusSeconds(3); // the first model of all is a while in the making
      var attempt = Attempt.until(deadline);
      var model =
          OpenAiChatModel.builder()
              .httpClientBuilder(http.on(attempt.line()))
              .baseUrl(server.url())
              .apiKey(Requests.KEY)
              .modelName("m")
              .build();
      var late = assertThrows(NonRetriableException.class, () -> model.chat("hello"));
      assertTrue(
          late.getMessage().endsWith("the call's deadline, " + deadline + ", has passed"),
          late.getMessage());
      assertEquals(ErrorKind.DEADLINE, ((WorkException) late.getCause()).kind());
      assertEquals(1, server.requests().size());
    }
  }

  @Test
  void nothingBeginsAfterTheDeadline() {
    try (var server = Server.answering(Server.ok("application/json", "{}"));
        var http = Http.create()) {
      var client = Attempt.until(Instant.now().minusSeconds(1)).over(http);
      var late =
          assertThrows(
              NonRetriableException.class, () -> client.execute(Requests.post(server.url(), "{}")));
      assertEquals(ErrorKind.DEADLINE, ((WorkException) late.getCause()).kind());
      assertEquals(0, server.connections());
    }
  }

  @Test
  void aStalledStreamReachesTheHandlerOfAModelAsATimeout() {
    try (var server =
            Server.playing(
                talk -> {
                  talk.hear();
                  talk.beginStream("text/event-stream");
                  talk.chunk("data: {\"choices\":[{\"delta\":{\"content\":\"He\"}}]}\n\n");
                  talk.stall();
                });
        var http = Http.builder().idle(SHORT).build()) {
      var end = new CompletableFuture<Throwable>();
      OpenAiStreamingChatModel.builder()
          .httpClientBuilder(http.on(Attempt.begun().line()))
          .baseUrl(server.url())
          .apiKey(Requests.KEY)
          .modelName("m")
          .build()
          .chat(
              "hello",
              new StreamingChatResponseHandler() {
                @Override
                public void onPartialResponse(String part) {}

                @Override
                public void onCompleteResponse(ChatResponse response) {}

                @Override
                public void onError(Throwable error) {
                  end.complete(error);
                }
              });
      assertEquals(ErrorKind.STALLED, stalled(Heard.await(end)).kind());
    }
  }

  @Test
  void theTimeoutOfABuilderIsHonoured() {
    try (var server = Server.playing(TimersTest::silent);
        var http = Http.create()) {
      var openAi =
          OpenAiChatModel.builder()
              .httpClientBuilder(http.on(Attempt.begun().line()))
              .baseUrl(server.url())
              .modelName("m")
              .maxRetries(0)
              .timeout(SHORT)
              .build();
      var late = assertThrows(TimeoutException.class, () -> openAi.chat("hello"));
      assertTrue(late.getMessage().contains("within 700 ms (timer 'first byte'"));
    }
  }

  @Test
  void whatABuilderSaysWhenNobodySaidAnythingIsNotASetting() {
    try (var server = Server.playing(TimersTest::silent);
        var http = Http.builder().firstByte(SHORT).build()) {
      var openAi =
          OpenAiChatModel.builder()
              .httpClientBuilder(http.on(Attempt.begun().line()))
              .baseUrl(server.url())
              .modelName("m")
              .maxRetries(0)
              .build();
      assertThrows(TimeoutException.class, () -> openAi.chat("hello"));
      var anthropic =
          AnthropicChatModel.builder()
              .httpClientBuilder(http.on(Attempt.begun().line()))
              .baseUrl(server.url())
              .apiKey(Requests.KEY)
              .modelName("m")
              .maxRetries(0)
              .build();
      assertThrows(TimeoutException.class, () -> anthropic.chat("hello"));
    }
  }

  @Test
  void longPatienceWithAnAnswerIsNoPatienceWithAHostThatIsGone() {
    try (var http = Http.create()) {
      var five = Duration.ofMinutes(5);
      var client = (LineClient) http.client().connectTimeout(five).readTimeout(five).build();
      assertEquals(Timers.USUAL.firstByte(five), client.timers());
    }
  }

  @Test
  void aWaitIsLongerThanNothing() {
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> Http.builder().idle(Duration.ofMillis(-1)));
    assertEquals(
        "the timer 'idle' is PT-0.001S; a wait is longer than nothing", refused.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> Http.builder().total(Duration.ofDays(100_000)));
  }

  /** Which takes longer than a handshake, and is a part of the first. */
  private static void theJdkHasReadItsCertificates() {
    try (var server = Server.playing(talk -> talk.say("no TLS"));
        var http = Http.builder().connect(Duration.ofMinutes(1)).build()) {
      var client = Attempt.begun().over(http);
      var request = Requests.post("https://127.0.0.1:" + server.port(), "{}");
      assertThrows(RuntimeException.class, () -> client.execute(request));
    }
  }

  private static TimeoutException lateAnswer(Http http, Attempt attempt, String url) {
    var client = attempt.over(http);
    return assertThrows(TimeoutException.class, () -> client.execute(Requests.post(url, "{}")));
  }

  private static WorkException stalled(Throwable late) {
    assertInstanceOf(TimeoutException.class, late);
    var work = assertInstanceOf(WorkException.class, late.getCause());
    assertEquals(ErrorKind.STALLED, work.kind());
    return work;
  }

  private static void silent(Server.Talk talk) throws java.io.IOException {
    talk.hear();
    talk.stall();
  }

  private static void endless(Server.Talk talk) throws java.io.IOException, InterruptedException {
    talk.hear();
    talk.beginStream("text/event-stream");
    for (int i = 0; ; i++) {
      talk.chunk("data: " + i + "\n\n");
      pause();
    }
  }

  /** The pace of a server that is slow, not of a test that waits. */
  private static void pause() throws InterruptedException {
    java.util.concurrent.TimeUnit.MILLISECONDS.sleep(20);
  }
}
