package io.waybill.langchain4j;

import static io.waybill.langchain4j.Runs.outcome;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.model.output.TokenUsage;
import io.waybill.ledger.Posting;
import io.waybill.work.EngineTimes;
import io.waybill.work.Line;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A model in house is charged for the time that its engine was at work, if the engine says so. */
class StopwatchTest {
  private static final Duration LONG = Duration.ofHours(1);

  private static EngineTimes times(Duration queue, long load, long prefill, long decode) {
    return new EngineTimes(
        "vllm",
        Optional.of(queue),
        Optional.of(Duration.ofNanos(load)),
        Optional.of(Duration.ofNanos(prefill)),
        Optional.of(Duration.ofNanos(decode)));
  }

  /** As the line of a model does that reads its engine's answers. */
  private static <M> Function<Line, M> saying(EngineTimes times, M model) {
    return line -> {
      line.learned(times);
      return model;
    };
  }

  private static Chat whole(EngineTimes times) {
    return Chat.of("small", saying(times, ScriptedChat.says("ok"))).withPool("gpu0");
  }

  private static Chat streamed(EngineTimes times) {
    return Chat.streaming("small", saying(times, ScriptedStream.says(new TokenUsage(7, 2), "ok")))
        .withPool("gpu0");
  }

  @Test
  void itsTimeIsThatOfItsEngineWithoutTheQueue() {
    var times = times(LONG, 100, 20, 3);
    assertEquals(Duration.ofNanos(123), outcome(whole(times).text(), "Hi").usage().engine());
    assertEquals(Duration.ofNanos(123), outcome(streamed(times).text(), "Hi").usage().engine());
  }

  @Test
  void anEngineThatSaysMoreThanPassedIsNotBelieved() {
    var used = outcome(whole(times(LONG, LONG.toNanos(), 1, 1)).text(), "Hi").usage();
    assertTrue(used.engine().compareTo(LONG) < 0, () -> used.toString());
    assertNotEquals(Duration.ZERO, used.engine());
  }

  @Test
  void whatItSaysStandsOnTheReceiptAndNoMoreIsCharged() {
    var times = times(LONG, 100, 20, 3);
    for (var chat : new Chat[] {whole(times), streamed(times)}) {
      var posting = Runs.postings(chat.text(), "Hi").get(0);
      assertEquals(Optional.of(times), posting.marks().engine());
      assertEquals(Duration.ofNanos(123), posting.usage().engine());
      assertTrue(posting.billed().engine().toNanos() <= 123, posting::toString);
      assertEquals(Posting.Fate.USED, posting.fate());
    }
  }

  @Test
  void whoIsBilledByTokensIsBilledAsBefore() {
    var chat = Chat.of("small", saying(times(LONG, 1, 1, 1), ScriptedChat.says("ok")));
    assertEquals(Duration.ZERO, outcome(chat.text(), "Hi").usage().engine());
  }
}
