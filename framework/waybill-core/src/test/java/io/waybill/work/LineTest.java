package io.waybill.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.waybill.work.CallContext.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class LineTest {
  private final List<String> stopped = new ArrayList<>();

  @Test
  void whatALineWasAskedToStopIsStoppedWhenTheCallIsCancelled() {
    Mono<String> answer =
        Line.open(
            CallContext.detached("ask"),
            (line, sink) -> {
              line.onCancel(() -> stopped.add("socket"));
              line.onCancel(() -> stopped.add("parser"));
            });
    var waiting = answer.subscribe();
    assertEquals(List.of(), stopped);
    waiting.dispose();
    assertEquals(List.of("socket", "parser"), stopped);
  }

  @Test
  void whatComesAfterTheCancelIsStoppedAtOnce() {
    var opened = new AtomicReference<Line>();
    Line.open(CallContext.detached("ask"), (line, sink) -> opened.set(line)).subscribe().dispose();
    opened.get().onCancel(() -> stopped.add("late"));
    assertEquals(List.of("late"), stopped);
  }

  @Test
  void anAnswerThatCameIsNotStopped() {
    Mono<String> answer =
        Line.open(
            CallContext.detached("ask"),
            (line, sink) -> {
              line.onCancel(() -> stopped.add("socket"));
              sink.success("hello");
            });
    assertEquals("hello", answer.block());
    assertEquals(List.of(), stopped);
  }

  @Test
  void whatWaitsForTheEndOnTheWireIsToldOfIt() {
    Mono<String> answer =
        Line.open(
            CallContext.detached("ask"),
            (line, sink) -> {
              line.onLast(() -> sink.error(new IllegalStateException("cut off")));
              line.reached(Moment.SENT);
              line.reached(Moment.LAST);
            });
    assertThrows(IllegalStateException.class, answer::block);
  }

  @Test
  void whatOpeningThrowsIsTheError() {
    var wrong = new IllegalStateException("no such model");
    Mono<String> answer =
        Line.open(
            CallContext.detached("ask"),
            (line, sink) -> {
              throw wrong;
            });
    assertSame(wrong, assertThrows(IllegalStateException.class, answer::block));
  }

  @Test
  void aLineTellsWhatItsCallTells() {
    var call =
        new CallContext() {
          @Override
          public String path() {
            return "intent:billing/answer";
          }

          @Override
          public int attempt() {
            return 3;
          }
        };
    Mono<String> answer =
        Line.open(call, (line, sink) -> sink.success(line.path() + "#" + line.attempt()));
    assertEquals("intent:billing/answer#3", answer.block());
  }
}
