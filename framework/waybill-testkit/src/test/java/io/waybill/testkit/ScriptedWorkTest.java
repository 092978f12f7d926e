package io.waybill.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.work.CallContext;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.Fuseable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

class ScriptedWorkTest {
  private static final CallContext CALL = CallContext.detached("ask");

  private static <O> O ask(ScriptedWork<String, O> work, String input) {
    return work.perform(input, CALL).map(Outcome::value).block(Duration.ofSeconds(10));
  }

  @Test
  void itSaysOneThingAfterTheOtherAndTheLastAgain() {
    var work = ScriptedWork.<String, String>named("work").answers("a", "b");
    assertEquals(List.of("a", "b", "b"), List.of(ask(work, "1"), ask(work, "2"), ask(work, "3")));
  }

  @Test
  void theFirstRuleThatFitsDecidesAndCountsForItself() {
    var work =
        ScriptedWork.<String, String>named("work")
            .when("x", Reply.of("x1"), Reply.of("x2"))
            .whenever(input -> input.startsWith("y"), Reply.of("like y"))
            .by((input, call) -> Reply.of(input + call.attempt()));
    assertEquals("z1", ask(work, "z"));
    assertEquals("x1", ask(work, "x"));
    assertEquals("like y", ask(work, "yy"));
    assertEquals("x2", ask(work, "x"));
  }

  @Test
  void whatItWasNotToldIsAnErrorThatSaysWhatToWrite() {
    var work = ScriptedWork.<String, String>named("work").when("x", Reply.of("y"));
    var thrown = assertThrows(IllegalStateException.class, () -> ask(work, "z"));
    assertTrue(thrown.getMessage().contains("'work' was not told what to say to 'z'"));
  }

  @Test
  void itFailsAsToldWithWhatItUsed() {
    var used = Usage.tokens("maker", "small", 3, 1);
    var work =
        ScriptedWork.<String, String>named("work")
            .says(
                Reply.<String>failed(ErrorKind.REFUSED, "no").using(used),
                Reply.failed(ErrorKind.STALLED, "mute"),
                Reply.thrown(new IllegalArgumentException("odd")));
    var refused = assertThrows(WorkException.class, () -> ask(work, "x"));
    assertEquals(ErrorKind.REFUSED, refused.kind());
    assertEquals(used, refused.usage());
    assertEquals(Usage.UNKNOWN, assertThrows(WorkException.class, () -> ask(work, "x")).usage());
    assertThrows(IllegalArgumentException.class, () -> ask(work, "x"));
  }

  @Test
  void anAnswerCarriesWhatItUsed() {
    var used = Usage.tokens("maker", "small", 3, 1);
    var work = ScriptedWork.<String, String>named("work").says(Reply.of("a").using(used));
    assertEquals(used, work.perform("x", CALL).block().usage());
  }

  @Test
  void itTakesItsTimeOnTheSchedulerItWasGiven() {
    var time = new VirtualTime();
    var work =
        ScriptedWork.<String, String>named("work")
            .says(Reply.of("late").after(Duration.ofHours(1)))
            .on(time.scheduler());
    var heard = new ArrayList<String>();
    work.perform("x", CALL).subscribe(outcome -> heard.add(outcome.value()));
    time.pass(Duration.ofMinutes(59));
    assertEquals(List.of(), heard);
    time.pass(Duration.ofMinutes(1));
    assertEquals(List.of("late"), heard);
  }

  @Test
  void anAnswerWithoutDelayIsAtHand() {
    var work = ScriptedWork.<String, String>named("work").answers("a");
    assertInstanceOf(Fuseable.ScalarCallable.class, work.perform("x", CALL));
  }

  @Test
  void itRemembersWhatItWasAskedAndWhatWasCancelled() {
    var work = ScriptedWork.<String, String>named("work").says(Reply.never());
    work.perform("x", CALL).subscribe().dispose();
    work.perform("y", CALL).subscribe();
    assertEquals(List.of(new Asked<>("ask", 1, "x"), new Asked<>("ask", 1, "y")), work.asked());
    assertEquals(List.of(new Asked<>("ask", 1, "x")), work.cancelled());
  }

  @Test
  void toldMoreItIsOtherWork() {
    var work = ScriptedWork.<String, String>named("work").when("x", Reply.of("y"));
    ask(work, "x");
    var more = work.answers("z");
    assertEquals(List.of(), more.asked());
    assertEquals("z", ask(more, "other"));
    assertThrows(IllegalStateException.class, () -> ask(work, "other"));
  }

  @Test
  void itIsWhatItsDescriptionSays() {
    var info = WorkInfo.named("mail").effects(WorkInfo.Effects.CONSEQUENTIAL).build();
    assertEquals(info, ScriptedWork.<String, String>of(info).answers("sent").info());
  }

  @Test
  void callsFromManyThreadsAreAllRemembered() {
    var values = IntStream.range(0, 100).boxed().toArray(Integer[]::new);
    var work = ScriptedWork.<String, Integer>named("work").answers(values);
    var said =
        Flux.range(0, 100)
            .parallel(8)
            .runOn(Schedulers.parallel())
            .map(n -> ask(n, work))
            .sequential()
            .sort()
            .collectList()
            .block(Duration.ofSeconds(10));
    assertEquals(List.of(values), said);
    assertEquals(100, work.asked().size());
  }

  /** At hand, so nothing waits for it. */
  private static int ask(int n, ScriptedWork<String, Integer> work) {
    var heard = new ArrayList<Integer>();
    work.perform("" + n, CALL).subscribe(outcome -> heard.add(outcome.value()));
    return heard.get(0);
  }
}
