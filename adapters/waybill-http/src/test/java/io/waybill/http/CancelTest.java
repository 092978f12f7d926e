package io.waybill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.http.client.sse.DefaultServerSentEventParser;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.model.openai.OpenAiChatModel;
import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CancelTest {
  /**
   * A busy machine may take seconds; whoever does not close the socket is found out all the same,
   * since nothing else would close it before the 30 s of the timer 'idle'.
   */
  private static final Duration AT_ONCE = Duration.ofSeconds(15);

  private final Http http = Http.create();

  @AfterEach
  void hangUp() {
    http.close();
  }

  @Test
  void theServerSeesTheSocketClosedBeforeTheFirstByteOfAStream() {
    try (var server = Server.playing(talk -> silent(talk))) {
      var attempt = Attempt.begun();
      var heard = new Heard();
      stream(attempt, server, heard);
      server.awaitRequest();
      long cancelled = System.nanoTime();
      attempt.cancel();
      assertWithin(AT_ONCE, cancelled, server.closedAt());
      assertEquals(List.of(), heard.told);
    }
  }

  @Test
  void theServerSeesTheSocketClosedInTheMiddleOfAStreamAndNothingMoreIsTold() {
    try (var server = Server.playing(talk -> endless(talk))) {
      var attempt = Attempt.begun();
      var heard = new Heard();
      stream(attempt, server, heard);
      heard.first();
      long cancelled = System.nanoTime();
      attempt.cancel();
      var toldByThen = heard.told.size();
      assertWithin(AT_ONCE, cancelled, server.closedAt());
      // one may have been on its way when the cancel came
      assertTrue(heard.told.size() <= toldByThen + 1, heard.told.toString());
      assertFalse(heard.told.contains("error") || heard.told.contains("close"));
    }
  }

  @Test
  void whoWaitsOnHisThreadIsFreeAtOnce() throws Exception {
    try (var server = Server.playing(talk -> silent(talk))) {
      var attempt = Attempt.begun();
      var client = attempt.over(http);
      var waiting =
          CompletableFuture.supplyAsync(() -> client.execute(Requests.post(server.url(), "{}")));
      server.awaitRequest();
      long cancelled = System.nanoTime();
      attempt.cancel();
      var failed = failureOf(waiting);
      assertWithin(AT_ONCE, cancelled, System.nanoTime());
      assertWithin(AT_ONCE, cancelled, server.closedAt());
      assertTrue(failed instanceof NonRetriableException, failed.toString());
      var kind = (WorkException) failed.getCause();
      assertEquals(ErrorKind.CANCELLED, kind.kind());
      assertEquals(Usage.UNKNOWN, kind.usage());
    }
  }

  @Test
  void whoCancelsWhileHisRequestIsOnItsWayMayHaveBeenUnderstoodByThen() throws Exception {
    var over = new CountDownLatch(1);
    var large = "\"" + "x".repeat(30_000_000) + "\""; // more than is under way between two sockets
    try (var server =
        Server.playing(
            talk -> {
              talk.hearTheBeginning();
              over.await();
            })) {
      var attempt = Attempt.begun();
      var client = attempt.over(http);
      var waiting =
          CompletableFuture.supplyAsync(() -> client.execute(Requests.post(server.url(), large)));
      server.awaitRequest();
      attempt.cancel();
      assertEquals(List.of(), attempt.moments, "it has not left yet");
      assertEquals(Usage.UNKNOWN, ((WorkException) failureOf(waiting).getCause()).usage());
    } finally {
      over.countDown();
    }
  }

  @Test
  void whoIsInterruptedIsFreeAtOnce() {
    try (var server = Server.playing(talk -> silent(talk))) {
      var client = http.client().build();
      var end = new CompletableFuture<Throwable>();
      var interrupted = new CompletableFuture<Boolean>();
      var thread =
          new Thread(
              () -> {
                try {
                  client.execute(Requests.post(server.url(), "{}"));
                } catch (RuntimeException e) {
                  interrupted.complete(Thread.currentThread().isInterrupted());
                  end.complete(e);
                }
              });
      thread.start();
      server.awaitRequest();
      long cancelled = System.nanoTime();
      thread.interrupt();
      assertTrue(Heard.await(end).getMessage().endsWith("the call was cancelled"));
      assertWithin(AT_ONCE, cancelled, server.closedAt());
      assertTrue(Heard.await(interrupted), "the thread still knows that it was interrupted");
    }
  }

  @Test
  void whoWaitsForANameToBeFoundIsFreeAtOnce() throws Exception {
    var looking = new CountDownLatch(1);
    var found = new CountDownLatch(1);
    try (var slow =
        Http.builder()
            .dns(
                host -> {
                  looking.countDown();
                  awaitQuietly(found);
                  return List.of(InetAddress.getLoopbackAddress());
                })
            .build()) {
      var attempt = Attempt.begun();
      var client = attempt.over(slow);
      var waiting =
          CompletableFuture.supplyAsync(
              () -> client.execute(Requests.post("http://models.example", "{}")));
      looking.await();
      attempt.cancel();
      assertEquals(
          Usage.NONE, ((WorkException) failureOf(waiting).getCause()).usage(), "nothing was sent");
      assertEquals(List.of(), attempt.moments);
    } finally {
      found.countDown();
    }
  }

  @Test
  void afterACancelNoExchangeBegins() {
    try (var server = Server.answering(Server.ok("application/json", "{}"))) {
      var attempt = Attempt.begun();
      var client = attempt.over(http);
      client.execute(Requests.post(server.url(), "{}"));
      attempt.cancel();
      var heard = new Heard();
      for (var begin :
          List.<Runnable>of(
              () -> client.execute(Requests.post(server.url(), "{}")),
              () -> client.execute(Requests.post(server.url(), "{}"), heard),
              () -> attempt.over(http).execute(Requests.post(server.url(), "{}")))) {
        var failed = assertThrows(NonRetriableException.class, begin::run);
        assertEquals(ErrorKind.CANCELLED, ((WorkException) failed.getCause()).kind());
      }
      assertEquals(1, server.requests().size());
      assertEquals(List.of(), heard.told);
    }
  }

  @Test
  void theRetriesOfALibraryEndWithTheCancel() throws Exception {
    try (var server = Server.playing(talk -> silent(talk))) {
      var attempt = Attempt.begun();
      var model =
          OpenAiChatModel.builder()
              .httpClientBuilder(http.on(attempt.line()))
              .baseUrl(server.url())
              .apiKey(Requests.KEY)
              .modelName("m")
              .build();
      var waiting = CompletableFuture.supplyAsync(() -> model.chat("hello"));
      server.awaitRequest();
      long cancelled = System.nanoTime();
      attempt.cancel();
      failureOf(waiting);
      assertWithin(AT_ONCE, cancelled, System.nanoTime());
      assertEquals(1, server.requests().size());
    }
  }

  @Test
  void aListenerThatHasHeardEnoughHangsUp() {
    try (var server = Server.playing(talk -> endless(talk))) {
      var heard =
          new Heard() {
            @Override
            public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
              super.onEvent(event, context);
              context.parsingHandle().cancel();
            }
          };
      stream(Attempt.begun(), server, heard);
      heard.first();
      long cancelled = System.nanoTime();
      assertWithin(AT_ONCE, cancelled, server.closedAt());
      assertEquals(List.of("open 200", "0", "close"), heard.all());
    }
  }

  @Test
  void aListenerMayHangUpFromAnotherThreadWhileTheServerIsSilent() {
    try (var server =
        Server.playing(
            talk -> {
              talk.hear();
              talk.beginStream("text/event-stream");
              talk.chunk("data: 0\n\n");
              talk.stall();
            })) {
      var heard = new Heard();
      stream(Attempt.begun(), server, heard);
      var handle = heard.first().parsingHandle();
      long cancelled = System.nanoTime();
      handle.cancel();
      assertWithin(AT_ONCE, cancelled, server.closedAt());
      assertEquals(List.of("open 200", "0", "close"), heard.all());
    }
  }

  @Test
  void threeHundredAtOnceAreAllFreeAtOnce() {
    try (var server = Server.playing(talk -> silent(talk));
        var patient = Http.builder().connect(Duration.ofMinutes(1)).build()) {
      var attempts = new ArrayList<Attempt>();
      for (int i = 0; i < 300; i++) {
        var attempt = Attempt.begun();
        attempts.add(attempt);
        stream(patient, attempt, server, new Heard());
      }
      server.awaitRequests(300); // nobody waits for a turn
      attempts.forEach(Attempt::cancel);
      server.closedAt();
    }
  }

  @Test
  void closingEndsWhatIsUnderWayAndRefusesTheRest() {
    try (var server = Server.playing(talk -> silent(talk))) {
      var heard = new Heard();
      var attempt = Attempt.begun();
      stream(attempt, server, heard);
      server.awaitRequest();
      http.close();
      assertTrue(heard.error().getMessage().endsWith("its Http was closed"));
      server.closedAt();
      var client = attempt.over(http);
      var refused =
          assertThrows(
              RuntimeException.class, () -> client.execute(Requests.post(server.url(), "{}")));
      assertTrue(refused.getMessage().endsWith("its Http was closed"), refused.getMessage());
    }
  }

  private void stream(Attempt attempt, Server server, Heard heard) {
    stream(http, attempt, server, heard);
  }

  private static void stream(Http http, Attempt attempt, Server server, Heard heard) {
    attempt
        .over(http)
        .execute(Requests.post(server.url(), "{}"), new DefaultServerSentEventParser(), heard);
  }

  private static void silent(Server.Talk talk) throws java.io.IOException {
    talk.hear();
    talk.stall();
  }

  private static void endless(Server.Talk talk) throws java.io.IOException {
    talk.hear();
    talk.beginStream("text/event-stream");
    for (int i = 0; ; i++) {
      talk.chunk("data: " + i + "\n\n");
    }
  }

  private static Throwable failureOf(CompletableFuture<?> waiting) throws Exception {
    var failed = assertThrows(ExecutionException.class, () -> waiting.get(50, TimeUnit.SECONDS));
    return failed.getCause();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void assertWithin(Duration most, long from, long to) {
    long millis = (to - from) / 1_000_000;
    assertTrue(millis < most.toMillis(), "it took %d ms".formatted(millis));
  }
}
