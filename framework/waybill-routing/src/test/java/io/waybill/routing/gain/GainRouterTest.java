package io.waybill.routing.gain;

import static io.waybill.routing.gain.Desk.MODEL;
import static io.waybill.routing.gain.Desk.NOON;
import static io.waybill.routing.gain.Desk.PRICES;
import static io.waybill.routing.gain.Desk.STRONG;
import static io.waybill.routing.gain.Desk.WEAK;
import static io.waybill.routing.gain.Desk.decided;
import static io.waybill.routing.gain.Desk.router;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.ledger.PriceBook;
import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.Money;
import io.waybill.work.Usage;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GainRouterTest {
  @Test
  void whatIsHardGoesToTheStrongModelAndWhatIsEasyToTheWeakOne() {
    var router = router(Tradeoff.BALANCED);
    assertEquals("strong", decided(router, "a hard one").label());
    assertEquals("weak", decided(router, "an easy one").label());
  }

  @Test
  void aChoiceSaysHowLikelyEachIsRightAndWhatItCosts() {
    var choice = decided(router(new Tradeoff("thrifty", 20, 0, 0)), "a hard one!!");
    assertEquals(0.9, choice.confidence(), 1e-6);
    assertEquals(0.3, choice.runnersUp().get("weak"), 2e-3);
    assertEquals(
        new Choice.Grounds("gain", "thrifty", Optional.of(new Money(3_030_000)), 1),
        choice.grounds());
    assertEquals("thrifty: strong 0.90 $0.00303, weak 0.30 $0.000303", choice.reason());
  }

  @Test
  void qualityAloneTakesWhoeverIsMostLikelyRightWhateverItCosts() {
    assertEquals("strong", decided(router(Tradeoff.QUALITY), "an easy one").label());
  }

  @Test
  void theWeightsDecideWhereTheModelChanges() {
    // the strong one gains 60 points and costs 0.2727 cents more: 220 points a cent
    assertEquals(
        "strong", decided(router(new Tradeoff("mine", 219, 0, 0)), "hard, 12 byte").label());
    assertEquals("weak", decided(router(new Tradeoff("mine", 221, 0, 0)), "hard, 12 byte").label());
  }

  @Test
  void aTargetThatCostsMoreThanIsLeftIsOut() {
    var router = router(Tradeoff.QUALITY);
    var enough = decided(router, "a hard one!!", Desk.with(new Money(3_030_000)));
    assertEquals("strong", enough.label());
    var choice = decided(router, "a hard one!!", Desk.with(new Money(3_029_999)));
    assertEquals("weak", choice.label());
    assertTrue(
        choice.reason().endsWith("strong 0.90 $0.00303 is beyond what is left to spend"),
        choice::reason);
  }

  @Test
  void whereNoTargetIsLeftItAbstainsAndSaysWhy() {
    var choice = decided(router(Tradeoff.CHEAP), "a hard one!!", Desk.with(new Money(1)));
    assertTrue(choice.abstained());
    assertEquals(
        "no target is left: weak 0.30 $0.000303, strong 0.90 $0.00303 are beyond what is left to"
            + " spend",
        choice.reason());
    assertEquals(List.of("strong", "weak"), List.copyOf(choice.runnersUp().keySet()));
  }

  @Test
  void aTargetOfUnknownCostIsNeverTakenForFree() {
    var halfKnown =
        PriceBook.of(Map.of("large", Desk.rate("10", "1", "30")), Map.of(), Optional.empty());
    var router = Desk.knowing(MODEL).priced(halfKnown, NOON);
    var cheap = decided(router.under(Tradeoff.CHEAP), "an easy one");
    assertEquals("strong", cheap.label());
    assertTrue(cheap.reason().endsWith("weak 0.88 is of unknown cost"), cheap::reason);
    assertTrue(decided(Desk.knowing(MODEL).under(Tradeoff.CHEAP), "hard").abstained());
  }

  @Test
  void whereMoneyDoesNotCountATargetOfUnknownCostMayBeChosenAndItSaysSo() {
    var choice = decided(Desk.knowing(MODEL), "a hard one");
    assertEquals("strong", choice.label());
    assertEquals(Optional.empty(), choice.grounds().expected());
    assertTrue(choice.reason().endsWith("what 'strong' costs is not known"), choice::reason);
  }

  @Test
  void aTargetOfWhichNobodySaysWhatItWritesIsOfUnknownCost() {
    var silent = Target.of("strong", "acme/large");
    var model = Desk.model(WEAK, silent);
    var router = Desk.knowing(model).priced(PRICES, NOON).under(Tradeoff.CHEAP);
    assertEquals("weak", decided(router, "a hard one").label());
  }

  @Test
  void aMachineOfOursCostsTheTimeOfAnAnswer() {
    var own = Target.of("weak", "qwen @gpu0").running(Duration.ofSeconds(2));
    var model = Desk.model(own, STRONG);
    var router = Desk.knowing(model).priced(PRICES, NOON).under(Tradeoff.CHEAP);
    var choice = decided(router, "an easy one");
    assertEquals("weak", choice.label());
    assertEquals(Optional.of(new Money(2_000_000)), choice.grounds().expected());
  }

  @Test
  void waitingCountsAsFarAsItIsKnownOfAll() {
    var patient = new Tradeoff("hurried", 0, 10, 0);
    var slow = router(patient).timed(target -> seconds(target.label().equals("strong") ? 7 : 0.5));
    assertEquals("weak", decided(slow, "a hard one").label());
    var half =
        router(patient).timed(target -> target.equals(STRONG) ? seconds(7) : Optional.empty());
    var choice = decided(half, "a hard one");
    assertEquals("strong", choice.label());
    assertTrue(
        choice.reason().endsWith("waiting is left out: it is not known of 'weak'"), choice::reason);
  }

  @Test
  void betweenEqualsTheCheaperOneIsAsked() {
    var equal = Desk.head(0, 0);
    var model = Desk.model(List.of(STRONG, WEAK), List.of(equal, equal));
    var choice = decided(Desk.knowing(model).priced(PRICES, NOON), "whatever");
    assertEquals("weak", choice.label());
  }

  @Test
  void anyNumberOfTargetsIsWeighedAndTheOthersAreRunnersUpBySure() {
    var middle = Target.of("middle", "acme/small").writing(200);
    var model =
        Desk.model(
            List.of(WEAK, middle, STRONG),
            List.of(Desk.head(0.1, 0), Desk.head(1.9, 0), Desk.head(2, 0)));
    var choice = decided(Desk.knowing(model).priced(PRICES, NOON).under(Tradeoff.CHEAP), "hard");
    assertEquals("middle", choice.label());
    assertEquals(List.of("strong", "weak"), List.copyOf(choice.runnersUp().keySet()));
  }

  @Test
  void aTextOfAnyLengthIsRead() {
    var choice = decided(router(Tradeoff.BALANCED), "hard " + "x".repeat(100_000));
    assertEquals("weak", choice.label(), choice::reason);
  }

  @Test
  void whatSaysNothingIsNotEncoded() {
    var words = new HardWords();
    assertEquals("there is nothing to read", decided(GainRouter.of(MODEL, words), " \n").reason());
    assertEquals(0, words.asked.get());
  }

  @Test
  void theEncoderIsPaidFor() {
    var outcome =
        Desk.knowing(MODEL)
            .perform("a hard one", CallContext.detached("route"))
            .block(Duration.ofSeconds(30));
    assertEquals(
        Usage.engine("hard-words", Duration.ofMillis(1), 3, 0),
        Objects.requireNonNull(outcome).usage());
  }

  @Test
  void theInfoNamesEverythingThatDecides() {
    var info = router(Tradeoff.CHEAP).info();
    assertEquals("gain", info.name());
    assertEquals(Set.of("weak", "strong"), info.labels());
    assertEquals(WorkInfo.Effects.PURE, info.safety().effects());
    assertEquals(
        Set.of("encoder", "lots", "model", "prices", "targets", "tradeoff"),
        info.config().keySet());
    assertEquals(info, router(Tradeoff.CHEAP).info());
    assertNotEquals(info, router(Tradeoff.FAST).info());
    assertNotEquals(info, Desk.knowing(MODEL).under(Tradeoff.CHEAP).info());
  }

  @Test
  void anotherEncoderIsRefused() {
    var other = new GainModel(MODEL.members(), Desk.provenance("sha256:other"), Map.of());
    var message =
        assertThrows(IllegalArgumentException.class, () -> Desk.knowing(other)).getMessage();
    assertTrue(message.contains("Fit it again with this one"), message);
  }

  @Test
  void aModelThatCannotBeIsRefused() {
    var head = Desk.head(0, 0);
    refused(() -> Desk.model(List.of(WEAK), List.of(head)));
    refused(() -> Desk.model(List.of(WEAK, WEAK), List.of(head, head)));
    refused(() -> Desk.model(List.of(WEAK, STRONG), List.of(head, new Head(new float[] {1}, 0))));
    refused(() -> Target.of("otherwise", "acme/small"));
    refused(() -> new Target("weak", "acme", "small", "gpu0", WEAK.habits()));
    refused(() -> Target.of("weak", "acme/ "));
    refused(() -> WEAK.writing(-1));
  }

  @Test
  void aTargetIsNamedAsReceiptsNameIt() {
    for (var whom : List.of("openai/gpt-4.1-mini", "qwen2.5-7b @gpu0", "gpt-4-1106-preview")) {
      assertEquals(whom, Target.of("weak", whom).whom());
    }
    assertEquals("mistralai", Target.of("weak", "mistralai/Mixtral/8x7B").provider());
  }

  @Test
  void whatATargetTakesMayBeKnownBetterThanWhenItWasFitted() {
    var model = Desk.model(Target.of("weak", "small"), STRONG);
    var router = Desk.knowing(model).knowing(WEAK).priced(PRICES, NOON);
    assertEquals("weak", decided(router.under(Tradeoff.CHEAP), "an easy one").label());
    refused(() -> model.knowing(Target.of("waek", "acme/small")));
  }

  @Test
  void aVectorOfAnotherLengthIsRefused() {
    refused(() -> MODEL.right(new float[3]));
  }

  @Test
  void aTradeoffIsKnownByItsNameAndItsWeightsAreNotNegative() {
    assertEquals(Tradeoff.FAST, Tradeoff.named("fast"));
    var message =
        assertThrows(IllegalArgumentException.class, () -> Tradeoff.named("chaep")).getMessage();
    assertTrue(message.contains("Did you mean 'cheap'?"), message);
    refused(() -> new Tradeoff("mine", -1, 0, 0));
    refused(() -> new Tradeoff("mine", 0, Double.NaN, 0));
    refused(() -> new Tradeoff("mine", 0, 0, Double.POSITIVE_INFINITY));
    refused(() -> new Tradeoff(" ", 0, 0, 0));
  }

  private static void refused(Runnable making) {
    assertThrows(IllegalArgumentException.class, making::run);
  }

  private static Optional<Duration> seconds(double seconds) {
    return Optional.of(Duration.ofMillis((long) (1000 * seconds)));
  }
}
