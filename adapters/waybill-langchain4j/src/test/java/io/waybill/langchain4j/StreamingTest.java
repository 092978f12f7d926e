package io.waybill.langchain4j;

import static io.waybill.langchain4j.Runs.PRICES;
import static io.waybill.langchain4j.Runs.await;
import static io.waybill.langchain4j.Runs.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.waybill.ledger.Cost;
import io.waybill.ledger.Posting;
import io.waybill.run.RunEvent;
import io.waybill.run.RunException;
import io.waybill.run.RunOptions;
import io.waybill.work.CallContext.Moment;
import io.waybill.work.ErrorKind;
import io.waybill.work.Money;
import io.waybill.work.Usage;
import io.waybill.work.Usage.Basis;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StreamingTest {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private static Chat chat(ScriptedStream model) {
    return Chat.streaming("small", line -> model).withProvider("openai");
  }

  /** Sixteen bytes sent count as four tokens, and each part that came as one. */
  private static Usage counted(long output) {
    return new Usage("openai", "small", 4, 0, 0, output, 0, Duration.ZERO, Basis.COUNTED);
  }

  @Test
  void tokensArePassedOnAsTheyComeAndTheLastMomentIsStamped() {
    var told = new Runs.Told();
    var model = ScriptedStream.says(new TokenUsage(7, 2), "Hel", "lo");
    var outcome = await(chat(model).text().perform("Hi", told));
    assertEquals("Hello", outcome.value());
    assertEquals(Usage.tokens("openai", "small", 7, 2), outcome.usage());
    assertEquals(List.of("Hel", "lo", Moment.LAST), told.heard());
  }

  @Test
  void tokensAreEventsOfTheRunFromAnyStep() {
    var model = ScriptedStream.says(new TokenUsage(7, 2), "Hel", "lo");
    var followed = new CountDownLatch(1);
    var chat =
        Chat.streaming(
            "small",
            line -> {
              Runs.waitFor(followed);
              return model;
            });
    var run =
        Runs.ENGINE.start(
            Runs.plan(String.class, chat.text()), Map.of("asked", "Hi"), RunOptions.DEFAULT);
    var tokens = run.events().ofType(RunEvent.Token.class).collectList().toFuture();
    followed.countDown();
    assertEquals(
        List.of(new RunEvent.Token("ask", 1, "Hel"), new RunEvent.Token("ask", 1, "lo")),
        tokens.join());
  }

  @Test
  void aStreamWithoutAReportIsCountedByUs() {
    var outcome =
        await(
            chat(ScriptedStream.says(null, "Hel", "lo", "!"))
                .text()
                .perform("sixteen bytes ok", new Runs.Told()));
    assertEquals(counted(3), outcome.usage());
  }

  @Test
  void aStreamThatBreaksIsBilledWhatCameOfIt() {
    var broken = ScriptedStream.breaksAfter(new IOException("reset"), "Hel", "lo");
    var failure = failure(ErrorKind.TRANSIENT, chat(broken).text(), "sixteen bytes ok");
    assertEquals(counted(2), failure.usage());
    var silent = ScriptedStream.breaksAfter(new IOException("reset"));
    assertEquals(
        counted(0), failure(ErrorKind.TRANSIENT, chat(silent).text(), "sixteen bytes ok").usage());
  }

  @Test
  void aStreamThatTheProviderDoesNotBeginIsOfUnknownCostOrOfNone() {
    var down = ScriptedStream.breaksAfter(new HttpException(503, "later"));
    assertEquals(Usage.NONE, failure(ErrorKind.TRANSIENT, chat(down).text(), "Hi").usage());
    var late = ScriptedStream.breaksAfter(new HttpException(504, "the gateway grew tired"));
    assertEquals(Usage.UNKNOWN, failure(ErrorKind.STALLED, chat(late).text(), "Hi").usage());
    var away = ScriptedStream.breaksAfter(new ConnectException("refused"));
    assertEquals(Usage.NONE, failure(ErrorKind.TRANSIENT, chat(away).text(), "Hi").usage());
  }

  @Test
  void aStreamThatIsCancelledMidwayIsStoppedAndBilledWhatCameOfIt() {
    var model = ScriptedStream.hangsAfter("Hel", "lo");
    var posting = cancelled(chat(model), model);
    await(model.stopped().thenReturn(true));
    assertEquals(counted(2), posting.usage());
    assertEquals(Cost.of(new Money(8_000)), posting.cost());
    assertTrue(posting.marks().first() >= 0);
  }

  @Test
  void aStreamThatIsCancelledBeforeItsFirstTokenIsBilledWhatItWasSent() {
    var model = ScriptedStream.hangsAfter();
    assertEquals(counted(0), cancelled(chat(model), model).usage());
  }

  @Test
  void aCancelClosesWhatTheModelHungOnTheLine() throws InterruptedException {
    var closed = new CountDownLatch(1);
    var model = ScriptedStream.hangsAfter();
    var chat =
        Chat.streaming(
            "small",
            line -> {
              line.onCancel(closed::countDown);
              return model;
            });
    cancelled(chat, model);
    assertTrue(closed.await(10, TimeUnit.SECONDS));
  }

  @Test
  void aStreamInHouseThatIsCancelledIsChargedForItsTime() {
    var model = ScriptedStream.hangsAfter("Hel", "lo");
    var used = cancelled(chat(model).withPool("gpu0"), model).usage();
    assertEquals("", used.provider());
    assertEquals(2, used.output());
    assertTrue(used.engine().toNanos() > 0);
  }

  private static Posting cancelled(Chat chat, ScriptedStream model) {
    var plan = Runs.plan(String.class, chat.text());
    var run = Runs.ENGINE.start(plan, Map.of("asked", "sixteen bytes ok"), RunOptions.DEFAULT);
    await(model.said().thenReturn(true));
    run.cancel("enough");
    var thrown = assertThrows(RunException.class, () -> run.result().block(LONGEST));
    var postings = thrown.waybill().ledger().postings();
    assertEquals(1, postings.size());
    assertEquals(Posting.Fate.CANCELLED, postings.get(0).fate());
    assertEquals(
        PRICES.price(postings.get(0).work(), postings.get(0).usage(), Instant.EPOCH),
        postings.get(0).cost());
    return postings.get(0);
  }

  @Test
  void whatComesAfterACancelIsNotListenedTo() throws InterruptedException {
    var handlers = new LinkedBlockingQueue<StreamingChatResponseHandler>();
    var model = new ScriptedStream(List.of("Hel"), (handler, said) -> handlers.add(handler));
    var told = new Runs.Told();
    var call = chat(model).text().perform("sixteen bytes ok", told).subscribe();
    var handler = handlers.poll(10, TimeUnit.SECONDS);
    call.dispose();
    handler.onPartialResponse("late");
    handler.onError(new IOException("closed"));
    handler.onCompleteResponse(
        ScriptedChat.response(AiMessage.from("late"), FinishReason.STOP, null));
    assertEquals(List.of("Hel", counted(1)), told.heard());
  }
}
