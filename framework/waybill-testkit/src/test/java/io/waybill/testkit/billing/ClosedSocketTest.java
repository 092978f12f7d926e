package io.waybill.testkit.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.testkit.Pace;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The provider knows when its client has gone, whatever it is doing at that moment. */
class ClosedSocketTest {
  /**
   * Far above what it takes, which is well below a millisecond, so that a busy machine passes. What
   * the provider does meanwhile takes for ever or an hour: it does not find out by that.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final String CHAT =
      "{\"model\":\"m\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"12345678\"}]}";

  private final BillingProvider provider = BillingProvider.start();
  private final SynchronousQueue<Question> asked = new SynchronousQueue<>();

  @AfterEach
  void close() {
    provider.close();
  }

  private Socket ask(boolean streaming) throws IOException {
    var socket = new Socket(provider.url().getHost(), provider.url().getPort());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    post(socket, CHAT.formatted(streaming));
    return socket;
  }

  private static void post(Socket socket, String body) throws IOException {
    var head = "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n";
    socket
        .getOutputStream()
        .write((head.formatted(body.length()) + body).getBytes(StandardCharsets.UTF_8));
  }

  private static String readTo(Socket socket, String end) throws IOException {
    var text = new StringBuilder();
    while (text.indexOf(end) < 0) {
      var next = socket.getInputStream().read();
      if (next < 0) {
        throw new IOException("closed after: " + text);
      }
      text.append((char) next);
    }
    return text.toString();
  }

  private Exchange only() {
    assertEquals(1, provider.exchanges().size());
    return provider.exchanges().get(0);
  }

  private void assertSeenClosed(long before) {
    var late = only().awaitClosed(PATIENCE).nanos() - before;
    assertTrue(late >= 0, () -> "seen after " + late + " ns");
    assertEquals(only().closedAt().orElseThrow(), only().awaitClosed(Duration.ZERO));
  }

  /** Every question is handed to the test, which thereby knows that it has arrived. */
  private void answering(Answer answer) {
    provider.answering(
        question -> {
          try {
            asked.put(question);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return answer;
        });
  }

  @Test
  void beforeTheFirstByteOfAnAnswerThatNeverComes() throws Exception {
    for (var streaming : new boolean[] {true, false}) {
      answering(Answer.SILENCE);
      var socket = ask(streaming);
      assertEquals(streaming, asked.take().streaming());

      var before = System.nanoTime();
      socket.close();

      var exchange = provider.exchanges().get(provider.exchanges().size() - 1);
      var late = exchange.awaitClosed(PATIENCE).nanos() - before;
      assertTrue(late >= 0, () -> "seen after " + late + " ns");
      assertEquals(0, exchange.status());
      assertEquals(2, exchange.charge().input());
      assertEquals(0, exchange.charge().output());
    }
  }

  @Test
  void afterTheHeadersAndBeforeTheFirstToken() throws Exception {
    provider.answer(Answer.of("one two").stallingAfter(0));
    var socket = ask(true);
    readTo(socket, "\r\n\r\n");

    var before = System.nanoTime();
    socket.close();

    assertSeenClosed(before);
    assertEquals(200, only().status());
    assertEquals(0, only().sent());
  }

  @Test
  void betweenTokensThatComeSlowly() throws Exception {
    var slow = new Pace(Duration.ZERO, Duration.ZERO, Duration.ofHours(1));
    provider.answer(Answer.of("one two").at(slow));
    var socket = ask(true);
    readTo(socket, "one");

    var before = System.nanoTime();
    socket.close();

    assertSeenClosed(before);
    assertEquals(1, only().sent());
    assertEquals(1, only().charge().output());
    assertFalse(only().charge().whole());
  }

  @Test
  void aResetIsSeenLikeAnOrderlyEnd() throws Exception {
    provider.answer(Answer.of("one two").stallingAfter(1));
    var socket = ask(true);
    readTo(socket, "one");

    socket.setSoLinger(true, 0);
    var before = System.nanoTime();
    socket.close();

    assertSeenClosed(before);
  }

  @Test
  void aClientThatLeavesAfterTheEndHasNotCutAnythingOff() throws Exception {
    var socket = ask(false);
    readTo(socket, "You said: 12345678");
    socket.close();

    var thrown = assertThrows(AssertionError.class, () -> only().awaitClosed(PATIENCE));

    assertTrue(thrown.getMessage().contains("POST /v1/chat/completions"), thrown.getMessage());
    assertTrue(only().closedAt().isEmpty());
    assertTrue(only().charge().whole());
  }

  @Test
  void theProviderBreaksOffAfterSoManyTokensAndBillsThem() throws Exception {
    provider.answer(Answer.of("one two three").droppingAfter(2));
    var socket = ask(true);

    var thrown = assertThrows(IOException.class, () -> readTo(socket, "three"));

    assertTrue(thrown.getMessage().contains("two"), thrown.getMessage());
    assertEquals(2, only().charge().output());
    assertFalse(only().charge().whole());
    assertTrue(only().closedAt().isEmpty(), "the client closed nothing");
    socket.close();
  }

  @Test
  void closingTheProviderEndsWhatNeverWouldHaveEnded() throws Exception {
    provider.answer(Answer.SILENCE);
    var socket = ask(true);
    var reading =
        CompletableFuture.supplyAsync(
            () -> assertThrows(IOException.class, () -> readTo(socket, "HTTP")));

    provider.close();

    reading.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    socket.close();
  }

  @Test
  void aConnectionIsUsedAgainAndEachExchangeIsItsOwn() throws Exception {
    var socket = ask(false);
    readTo(socket, "\"system_fingerprint\"");
    readTo(socket, "}}");
    post(socket, CHAT.formatted(true));
    readTo(socket, "[DONE]");
    readTo(socket, "0\r\n\r\n");
    socket.close();

    assertEquals(2, provider.exchanges().size());
    var first = provider.exchanges().get(0).charge();
    assertEquals(first, provider.exchanges().get(1).charge());
    assertEquals(2 * first.nano(), provider.bill());
  }
}
