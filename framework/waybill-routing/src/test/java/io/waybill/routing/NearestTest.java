package io.waybill.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.Encoder;
import io.waybill.work.Outcome;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class NearestTest {
  private static final List<Example> DESK =
      List.of(
          new Example("the invoice has a wrong amount", "billing"),
          new Example("please correct my invoice amount", "billing"),
          new Example("the parcel is late", "delivery"),
          new Example("where is the parcel now", "delivery"),
          new Example("tell me a joke", "otherwise"),
          new Example("who won the football match", "otherwise"));

  private final WordVectors words = new WordVectors();
  private final Nearest router = Nearest.examples(DESK).with(words);

  @Test
  void itPicksTheLabelWhoseExamplesAreNearest() {
    var choice = decided("my invoice amount is wrong").value();
    assertEquals("billing", choice.label());
    assertTrue(choice.confidence() > 0.9, choice::toString);
    assertEquals(Set.of("delivery"), choice.runnersUp().keySet());
    assertTrue(choice.reason().matches("nearest: billing 0\\.\\d\\d, delivery 0\\.\\d\\d"));
  }

  @Test
  void itAbstainsFromWhatIsNearToNothing() {
    var choice = decided("quantum chromodynamics").value();
    assertEquals("otherwise", choice.label());
    assertTrue(choice.confidence() > 0.9, choice::toString);
    assertTrue(choice.reason().startsWith("nothing is near: "), choice::reason);
  }

  @Test
  void itAbstainsFromWhatIsNearerToTheExamplesOutOfScope() {
    var choice = decided("please tell me a joke about the parcel").value();
    assertEquals("otherwise", choice.label());
    assertTrue(choice.reason().startsWith("nearer to what is out of scope"), choice::reason);
  }

  @Test
  void itAbstainsBetweenTwoThatAreEquallyNearAndNamesThem() {
    var choice = decided("invoice parcel").value();
    assertEquals("otherwise", choice.label());
    assertEquals(Set.of("billing", "delivery"), choice.runnersUp().keySet());
  }

  @Test
  void theBarIsTheUsers() {
    var between = "invoice parcel amount";
    var sure = decided(router.confidence(0), between).value();
    assertNotEquals("otherwise", sure.label());
    assertEquals("otherwise", decided(router.confidence(1), between).value().label());
    assertThrows(IllegalArgumentException.class, () -> router.confidence(1.1));
    assertThrows(IllegalArgumentException.class, () -> router.confidence(Double.NaN));
  }

  @Test
  void anEmptyTextIsNotEncoded() {
    assertEquals("there is nothing to read", decided(" \n").value().reason());
    assertEquals(0, words.asked.get());
  }

  @Test
  void examplesAreEncodedOnceWhenFirstNeededHoweverManyAskAtOnce() {
    assertEquals(0, words.asked.get());
    Flux.range(0, 50)
        .flatMap(
            i ->
                router
                    .perform("parcel", CallContext.detached("route"))
                    .subscribeOn(Schedulers.parallel()))
        .blockLast(Duration.ofSeconds(30));
    assertEquals(DESK.size() + 50, words.asked.get());
  }

  @Test
  void aStricterCopySharesTheEncodedExamples() {
    decided("parcel");
    decided(router.confidence(0.9), "parcel");
    assertEquals(DESK.size() + 2, words.asked.get());
  }

  @Test
  void theFirstDecisionCarriesWhatTheExamplesTook() {
    var first = decided("where is it").usage();
    var second = decided("where is it").usage();
    assertEquals(Duration.ofMillis(DESK.size() + 1), first.engine());
    assertEquals(Duration.ofMillis(1), second.engine());
    assertEquals(3, second.input());
    assertEquals("words", second.model());
  }

  @Test
  void aFailureToEncodeIsNotKept() {
    var broken = new AtomicBoolean(true);
    Encoder flaky =
        new Encoder() {
          @Override
          public String name() {
            return words.name();
          }

          @Override
          public String digest() {
            return words.digest();
          }

          @Override
          public int dimensions() {
            return words.dimensions();
          }

          @Override
          public Mono<Encoded> encode(String text) {
            return broken.get()
                ? Mono.error(new IllegalStateException("no model yet"))
                : words.encode(text);
          }
        };
    var router = Nearest.examples(DESK).with(flaky);
    assertThrows(IllegalStateException.class, () -> decided(router, "parcel"));
    broken.set(false);
    assertEquals("delivery", decided(router, "the parcel").value().label());
  }

  @Test
  void withoutExamplesOutOfScopeItStillAbstainsFromWhatIsFar() {
    var bare = Nearest.examples(DESK.subList(0, 4)).with(words);
    assertEquals("otherwise", decided(bare, "tell me a joke").value().label());
    assertEquals("delivery", decided(bare, "the parcel is where").value().label());
  }

  @Test
  void theInfoNamesEverythingThatDecides() {
    var info = router.confidence(0.7).info();
    assertEquals("nearest", info.name());
    assertEquals("words @cpu", info.display());
    assertEquals(Set.of("billing", "delivery"), info.labels());
    assertEquals(WorkInfo.Location.LOCAL, info.safety().location());
    assertEquals(Set.of("confidence", "encoder", "examples", "file"), info.config().keySet());
    assertEquals(info, Nearest.examples(DESK).with(words).confidence(0.7).info());
    assertNotEquals(info, Nearest.examples(DESK.subList(0, 5)).with(words).confidence(0.7).info());
  }

  @Test
  void confidencesSumToOneWithWhatIsLeftForNone() {
    var near = new Nearness(Map.of("a", 0.6, "b", 0.58, "c", 0.1), 0.3);
    var confidences = near.confidences();
    var sum = confidences.values().stream().mapToDouble(Double::doubleValue).sum();
    assertTrue(sum > 0.9 && sum <= 1, confidences::toString);
    assertTrue(confidences.get("a") > confidences.get("b"));
    assertEquals(0, confidences.get("c"), 1e-6);
  }

  @Test
  void noRunnerUpIsTheChosenLabelAndThereAreAtMostThree() {
    var near = new Nearness(Map.of("a", 0.9, "b", 0.5, "c", 0.4, "d", 0.3, "e", 0.2), 0.1);
    var choice = near.choice(0.55);
    assertEquals(List.of("b", "c", "d"), List.copyOf(choice.runnersUp().keySet()));
    assertFalse(choice.runnersUp().containsKey(choice.label()));
  }

  private Outcome<Choice> decided(String text) {
    return decided(router, text);
  }

  private static Outcome<Choice> decided(Nearest router, String text) {
    return router.perform(text, CallContext.detached("route")).block(Duration.ofSeconds(30));
  }
}
