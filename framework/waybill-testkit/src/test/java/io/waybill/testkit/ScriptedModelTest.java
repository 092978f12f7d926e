package io.waybill.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.waybill.work.CallContext;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class ScriptedModelTest extends WorkContract<String, String> {
  private static final Pace PACE =
      new Pace(Duration.ofMillis(3), Duration.ofMillis(2), Duration.ofMillis(1));

  @Override
  protected Work<String, String> work() {
    return model().by((input, call) -> Speech.of("you said " + input));
  }

  private static ScriptedModel<String> model() {
    return ScriptedModel.<String>named("maker", "small").at(PACE);
  }

  @Override
  protected List<String> inputs() {
    return List.of("hello there", "goodbye");
  }

  @Override
  protected Optional<Hanging<String, String>> hanging() {
    var work = model().says(Speech.of("well ...").stalling());
    Mono<Void> stopped = Mono.fromRunnable(() -> assertEquals(1, work.cancelled().size()));
    return Optional.of(new Hanging<>(work, "x", Mono.empty(), stopped));
  }

  @Override
  protected Optional<Failing<String, String>> failing() {
    var work = model().says(Speech.tokens("I ", "can").reading(7).failing(ErrorKind.REFUSED, "no"));
    var used = Usage.tokens("maker", "small", 7, 2);
    return Optional.of(new Failing<>(work, "x", ErrorKind.REFUSED, used));
  }

  @Test
  void itSpeaksTokenByTokenAtItsPace() {
    var time = new VirtualTime();
    var model =
        ScriptedModel.<String>named("maker", "small")
            .at(new Pace(Duration.ofMillis(270), Duration.ofMillis(610), Duration.ofMillis(100)))
            .answers("It is late.")
            .on(time.scheduler());
    var call = new Overheard("ask");
    var heard = model.perform("what time is it", call).toFuture();
    time.pass(Duration.ofMillis(879));
    assertEquals("", call.said());
    time.pass(Duration.ofMillis(1));
    assertEquals("It ", call.said());
    time.pass(Duration.ofMillis(100));
    assertEquals("It is ", call.said());
    assertEquals(false, heard.isDone());
    time.pass(Duration.ofMillis(100));
    var outcome = heard.getNow(null);
    assertEquals("It is late.", outcome.value());
    assertEquals(Outcome.Kind.GENERATED, outcome.kind());
    assertEquals(Usage.tokens("maker", "small", 4, 3), outcome.usage());
  }

  @Test
  void aModelOfOurOwnBillsTheTimeItTook() {
    var model =
        ScriptedModel.<String>of("", WorkInfo.named("qwen").model("qwen").pool("gpu0").build())
            .at(new Pace(Duration.ofMillis(9), Duration.ofMillis(2), Duration.ofMillis(1)))
            .answers("a b c");
    var outcome = model.perform("x", CallContext.detached("ask")).block(Duration.ofSeconds(10));
    assertEquals(Usage.engine("qwen", Duration.ofMillis(4), 1, 3), outcome.usage());
    assertEquals("gpu0", model.info().pool());
  }

  @Test
  void itFailsBeforeTheFirstTokenOrAfterSome() {
    var model =
        ScriptedModel.<String>named("maker", "small")
            .says(
                Speech.tokens().failing(ErrorKind.RATE_LIMITED, "busy"),
                Speech.tokens("a", "b").failing(ErrorKind.STALLED, "cut"));
    var first = new Overheard("ask");
    var busy = assertThrows(WorkException.class, () -> model.perform("one two", first).block());
    assertEquals("", first.said());
    assertEquals(Usage.tokens("maker", "small", 2, 0), busy.usage());
    var second = new Overheard("ask");
    var cut = assertThrows(WorkException.class, () -> model.perform("one", second).block());
    assertEquals("ab", second.said());
    assertEquals(Usage.tokens("maker", "small", 1, 2), cut.usage());
  }
}
