package io.waybill.routing.gain;

import static io.waybill.routing.gain.Desk.MODEL;
import static io.waybill.routing.gain.Desk.PRICES;
import static io.waybill.routing.gain.Desk.decided;
import static io.waybill.routing.gain.Desk.router;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.work.Choice;
import io.waybill.work.Money;
import io.waybill.work.Purse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where a call comes in a conversation, and calls that go elsewhere to learn. */
class ConversationTest {
  private static final Tradeoff MONEY = new Tradeoff("money", 10, 0, 0);

  @Test
  void aSwitchMustGainMoreThanReadingEverythingAgainCosts() {
    // strong gains 60 points; 100,000 tokens read by it cost 1 dollar: 1,000 points
    var long100 = Situation.after("weak", 100_000, "a hard one");
    assertEquals("weak", decided(router(MONEY), long100).label());
    assertEquals("strong", decided(router(MONEY), Situation.fresh("a hard one")).label());
  }

  @Test
  void whoeverLedTheConversationReadsItFromItsCache() {
    var stays = decided(router(MONEY), Situation.after("weak", 100_000, "a hard one!!"));
    // 100,000 cached at 0.1, 3 more at 1, 100 written at 3 dollars per million
    assertEquals(Optional.of(new Money(10_303_000)), stays.grounds().expected());
    var leaves =
        decided(router(Tradeoff.QUALITY), Situation.after("weak", 100_000, "a hard one!!"));
    assertEquals("strong", leaves.label());
    assertEquals(Optional.of(new Money(1_003_030_000)), leaves.grounds().expected());
  }

  @Test
  void evenTheCheaperModelMustWinBackWhatItReadsAgain() {
    // its answer is 0.27 cents cheaper and 2 points worse; reading a thousand tokens again takes
    // 0.05 cents of that, ten thousand 0.5
    var easy = "an easy one!";
    assertEquals("weak", decided(router(MONEY), Situation.after("strong", 1_000, easy)).label());
    assertEquals("strong", decided(router(MONEY), Situation.after("strong", 10_000, easy)).label());
  }

  @Test
  void aSwitchCostsPointsOfItsOwn() {
    var easy = Situation.after("weak", 0, "an easy one");
    assertEquals("weak", decided(router(new Tradeoff("loyal", 0, 0, 2.1)), easy).label());
    assertEquals("strong", decided(router(new Tradeoff("fickle", 0, 0, 1.9)), easy).label());
  }

  @Test
  void readingAgainTakesTimeToo() {
    // 10,000 tokens at 1,000 a second: 10 seconds at 7 points are more than the 60 gained
    var hurried = new Tradeoff("hurried", 0, 7, 0);
    var router = router(hurried).timed(target -> Optional.of(Duration.ofMillis(500)));
    assertEquals("weak", decided(router, Situation.after("weak", 10_000, "hard")).label());
    assertEquals("strong", decided(router, Situation.after("weak", 8_000, "hard")).label());
  }

  @Test
  void amongEqualsItStays() {
    var equal = Desk.head(0, 0);
    var model = Desk.model(MODEL.targets(), List.of(equal, equal));
    var router = Desk.knowing(model).priced(PRICES, Desk.NOON);
    assertEquals("strong", decided(router, Situation.after("strong", 0, "hello")).label());
    assertEquals("weak", decided(router, Situation.after("weak", 0, "hello")).label());
  }

  @Test
  void aLabelThatIsNoTargetOfOursIsASwitchWhoeverIsChosen() {
    var before = Situation.after("retired", 50, "a hard one");
    assertEquals("strong", decided(router(Tradeoff.BALANCED), before).label());
  }

  @Test
  void insideAToolLoopTheSameModelGoesOnWhateverItCosts() {
    var words = new HardWords();
    var loop = Situation.after("weak", 10, "a hard one").waitingForATool();
    var choice = decided(GainRouter.of(MODEL, words), loop, Desk.with(Money.ZERO));
    assertEquals("weak", choice.label());
    assertEquals("inside a tool loop: 'weak' goes on", choice.reason());
    assertEquals(0, words.asked.get());
    var stranger = Situation.after("retired", 10, "hard").waitingForATool();
    assertTrue(decided(GainRouter.of(MODEL, words), stranger).abstained());
  }

  @Test
  void aSituationThatCannotBeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Situation("hello", "", 5, false));
    assertThrows(IllegalArgumentException.class, () -> new Situation("hello", "", 0, true));
    assertThrows(IllegalArgumentException.class, () -> Situation.after("weak", -1, "hello"));
  }

  @Test
  void aShareOfCallsExploresAndSaysHowLikelyThatWas() {
    var chosen = drawn(router(Tradeoff.QUALITY).drawing(Lots.exploring(0.2, 7)), 2000);
    assertEquals(0.1, chosen.getOrDefault("weak", List.of()).size() / 2000.0, 0.02);
    chosen.get("weak").forEach(choice -> assertEquals(0.1, choice.grounds().propensity(), 1e-12));
    chosen.get("strong").forEach(choice -> assertEquals(0.9, choice.grounds().propensity(), 1e-12));
    assertTrue(chosen.get("weak").get(0).reason().endsWith("drawn by lot: 'strong' would be best"));
  }

  @Test
  void aCanaryGetsItsShareAndNobodyElse() {
    var chosen = drawn(router(Tradeoff.QUALITY).drawing(Lots.canary("weak", 0.05, 7)), 2000);
    assertEquals(0.05, chosen.get("weak").size() / 2000.0, 0.015);
    assertEquals(0.05, chosen.get("weak").get(0).grounds().propensity(), 1e-12);
    var itself = drawn(router(Tradeoff.QUALITY).drawing(Lots.canary("strong", 0.05, 7)), 100);
    assertEquals(1, itself.get("strong").get(0).grounds().propensity(), 1e-12);
  }

  @Test
  void aReplayDrawsTheSameAndAnotherSeedOthers() {
    var one = router(Tradeoff.QUALITY).drawing(Lots.exploring(0.5, 1));
    var other = router(Tradeoff.QUALITY).drawing(Lots.exploring(0.5, 2));
    assertEquals(drawn(one, 200), drawn(one, 200));
    assertTrue(!drawn(one, 200).equals(drawn(other, 200)));
  }

  @Test
  void nobodyIsSentByLotWhereMoneyDoesNotReach() {
    var router = router(Tradeoff.QUALITY).drawing(Lots.canary("strong", 1, 7));
    assertEquals("weak", decided(router, "hard", Desk.with(new Money(1_000_000))).label());
  }

  @Test
  void lotsForNobodyAreRefused() {
    var message =
        assertThrows(
                IllegalArgumentException.class,
                () -> router(MONEY).drawing(Lots.canary("stong", 0.1, 7)))
            .getMessage();
    assertTrue(message.contains("Did you mean 'strong'?"), message);
    assertThrows(IllegalArgumentException.class, () -> Lots.exploring(1.1, 7));
    assertThrows(IllegalArgumentException.class, () -> Lots.exploring(Double.NaN, 7));
  }

  private static Map<String, List<Choice>> drawn(GainRouter router, int runs) {
    var chosen = new HashMap<String, List<Choice>>();
    for (int i = 0; i < runs; i++) {
      var choice = decided(router, "a hard one", Desk.step("run-" + i, "route", Purse.UNLIMITED));
      chosen.computeIfAbsent(choice.label(), label -> new ArrayList<>()).add(choice);
    }
    return chosen;
  }
}
