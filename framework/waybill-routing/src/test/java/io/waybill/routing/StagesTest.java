package io.waybill.routing;

import static io.waybill.routing.Condition.equalTo;
import static io.waybill.routing.Condition.longerThan;
import static io.waybill.routing.Condition.matches;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Flow;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.plan.Policy;
import io.waybill.run.LocalEngine;
import io.waybill.run.RunException;
import io.waybill.testkit.Reply;
import io.waybill.testkit.ScriptedWork;
import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Router;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class StagesTest {
  private static final Rules RULES = Rules.over().when(matches("BK-\\d+"), "order");
  private static final Usage PAID = Usage.tokens("openai", "small", 40, 3);

  private final WordVectors words = new WordVectors();
  private final Nearest nearest = Nearest.examples(Desk.EXAMPLES).with(words);

  @Test
  void theFirstThatDoesNotAbstainDecidesAndSaysOfWhichKindItIs() {
    var stages = Stages.first(RULES).then(nearest);
    var ruled = decided(stages, "where is BK-20331");
    assertEquals("order", ruled.label());
    assertEquals("rules", ruled.grounds().stage());
    assertEquals("matches BK-\\d+", ruled.reason());
    assertEquals(0, words.asked.get(), "nobody after it was asked");
    var near = decided(stages, "my invoice amount is wrong");
    assertEquals("billing", near.label());
    assertEquals("nearest", near.grounds().stage());
    assertTrue(near.reason().startsWith("no rule holds → nearest: billing 0."), near::reason);
  }

  @Test
  void afterTheLastItAbstainsWithTheCandidatesThereWere() {
    var none = Rules.over().when(equalTo("x"), "order");
    var choice = decided(Stages.first(nearest).then(none), "invoice parcel");
    assertTrue(choice.abstained());
    assertEquals(Set.of("billing", "delivery"), choice.runnersUp().keySet());
    assertEquals("rules", choice.grounds().stage(), "the last that was asked");
    assertTrue(choice.reason().endsWith(" → no rule holds"), choice::reason);
  }

  @Test
  void aRuleThatSaysOtherwiseIsOverruledByNobody() {
    var rules = RULES.when(equalTo("my invoice"), Choice.OTHERWISE);
    var stages = Stages.first(rules).then(nearest);
    for (var either : List.of(stages, Stages.first(stages).then(nearest))) {
      var choice = decided(either, "My invoice");
      assertTrue(choice.abstained());
      assertEquals("rules", choice.grounds().stage());
      assertEquals("equals my invoice", choice.reason());
      assertEquals(0, words.asked.get(), "nobody after it was asked");
    }
    var none = Rules.over().when(equalTo("x"), "order");
    assertEquals(
        "billing",
        decided(Stages.first(Stages.first(none)).then(nearest), "my invoice amount is wrong")
            .label(),
        "rules of which none holds say nothing");
  }

  @Test
  void aStageOfABandIsAskedOnlyWithinIt() {
    var model = model("delivery");
    var stages = Stages.first(RULES).then(nearest).then(model, Band.between(0.2, 0.8));
    assertEquals("billing", decided(stages, "my invoice amount is wrong").label());
    var outside = decided(stages, "quantum chromodynamics");
    assertTrue(outside.abstained());
    assertEquals(0, model.asked().size());
    assertTrue(
        outside.reason().matches(".* → chat.choice not asked: 0\\.\\d\\d is not in 0.2–0.8"),
        outside::reason);
    var unsure = decided(stages, "invoice parcel");
    assertEquals("delivery", unsure.label());
    assertEquals("model", unsure.grounds().stage());
    assertEquals(1, model.asked().size());
  }

  @Test
  void aStageOfABandIsNotAskedIfNobodyBeforeItHadACandidate() {
    var model = model("delivery");
    var choice = decided(Stages.first(RULES).then(model, Band.between(0, 1)), "invoice parcel");
    assertEquals("no rule holds → chat.choice not asked: no candidates", choice.reason());
    assertEquals(0, model.asked().size());
  }

  @Test
  void itMayBeAskedAmongTheNearestOnly() {
    var asked = new ArrayList<List<String>>();
    var labels = new LinkedHashMap<String, String>();
    List.of("order", "delivery", "returns", "billing").forEach(label -> labels.put(label, ""));
    var narrowing =
        Narrowing.<String>of(
            labels,
            some -> {
              asked.add(List.copyOf(some.keySet()));
              return router(some.keySet(), Choice.of(List.copyOf(some.keySet()).get(0)));
            });
    asked.clear();
    var stages = Stages.first(nearest).then(narrowing, Band.between(0.2, 0.8).top(2));
    var choice = decided(stages, "invoice parcel");
    assertEquals(1, asked.size());
    assertEquals(Set.of("billing", "delivery"), Set.copyOf(asked.get(0)));
    assertEquals(asked.get(0).get(0), choice.label(), "nearest first");
    var unknown =
        assertThrows(IllegalArgumentException.class, () -> narrowing.among(Set.of("biling")));
    assertEquals(
        "'biling' is none of its labels. Did you mean 'billing'? Known: order, delivery, returns, billing.",
        unknown.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> Stages.first(RULES).then(nearest, Band.between(0.2, 0.8).top(2)));
  }

  @Test
  void aBandLiesBetweenNoneAndAll() {
    assertThrows(IllegalArgumentException.class, () -> Band.between(0.7, 0.2));
    assertThrows(IllegalArgumentException.class, () -> Band.between(-0.1, 0.2));
    assertThrows(IllegalArgumentException.class, () -> Band.between(0.1, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Band.between(0, 1).top(-1));
  }

  @Test
  void stagesAreARouterAndSoAStage() {
    var inner = Stages.first(RULES).then(nearest);
    var outer = Stages.first(Rules.over().when(equalTo("bye"), "end")).then(inner);
    assertEquals("end", decided(outer, "bye").label());
    assertEquals("billing", decided(outer, "my invoice amount is wrong").label());
    assertEquals(Set.of("end", "order", "billing", "delivery"), outer.info().labels());
    assertEquals("cpu", outer.info().pool());
  }

  @Test
  void itIsAsStrictAsItsStrictestStage() {
    var local = Stages.first(RULES).then(nearest).info();
    assertEquals(WorkInfo.Location.LOCAL, local.safety().location());
    assertEquals(WorkInfo.Trust.TRUSTED, local.safety().trust());
    assertEquals(WorkInfo.Effects.PURE, local.safety().effects());
    assertEquals(String.class, local.input());
    assertEquals("words @cpu", local.display());
    var asking = Stages.first(RULES).then(nearest).then(model("delivery")).info();
    assertEquals(WorkInfo.Location.EXTERNAL, asking.safety().location());
    assertEquals(WorkInfo.Trust.AS_INPUT, asking.safety().trust());
    assertEquals(WorkInfo.Effects.IDEMPOTENT, asking.safety().effects());
    assertEquals("", asking.pool());
    Router<String> lambda = (text, call) -> Mono.just(Outcome.of(Choice.of("order")));
    assertTrue(Stages.first(RULES).then(lambda).info().anonymous());
  }

  @Test
  void stagesThatSayTheSameAreTheSameWork() {
    var stages = Stages.first(RULES).then(nearest);
    var same = Nearest.examples(Desk.EXAMPLES).with(words);
    assertEquals(stages.info(), Stages.first(RULES).then(same).info());
    assertNotEquals(stages.info(), Stages.first(nearest).then(RULES).info());
    assertNotEquals(stages.info(), Stages.first(RULES).then(nearest, Band.between(0, 1)).info());
    assertEquals("sha256:words", stages.info().config().get("encoder"));
  }

  @Test
  void aFailedStageFailsTheDecisionWithWhatAllOfThemUsed() {
    var cheap = router(Set.of("a"), new Choice(Choice.OTHERWISE, 0.5, Map.of("a", 0.5), ""));
    var failing =
        ScriptedWork.<String, Choice>of(info(Set.of("a")))
            .says(Reply.<Choice>failed(ErrorKind.INVALID, "no label").using(PAID));
    var stages = Stages.first(cheap).then(failing).then(model("a"));
    var failure =
        assertThrows(
            WorkException.class,
            () -> stages.perform("text", CallContext.detached("route")).block());
    assertEquals(ErrorKind.INVALID, failure.kind());
    assertEquals(Usage.tokens("openai", "small", 80, 6), failure.usage());
  }

  @Test
  void stagesOnOneEngineAreOnePosting() {
    var waybill = ran(Stages.first(RULES).then(nearest), "my invoice amount is wrong");
    assertEquals(List.of("intent", "answer"), steps(waybill));
    var posting = waybill.ledger().postings().get(0);
    assertEquals("words", posting.usage().model());
    assertTrue(posting.cost().known().nanoUsd() > 0, posting::toString);
  }

  @Test
  void whatIsPaidOtherwiseIsPostedUnderTheStepWithAnOrdinalOfItsOwn() {
    var stages = Stages.first(RULES).then(nearest).then(model("delivery"), Band.between(0.2, 0.8));
    var waybill = ran(stages, "invoice parcel");
    assertEquals(
        List.of("intent/nearest#1", "intent/chat.choice#2", "intent", "answer"), steps(waybill));
    var total = waybill.ledger().total();
    assertEquals(0, total.unpriced(), waybill::toString);
    assertEquals(
        PRICES.quote("openai", "small", Instant.EPOCH).orElseThrow().price(PAID, Instant.EPOCH),
        waybill.ledger().postings().get(1).cost().known());
    assertEquals(Usage.NONE, waybill.ledger().postings().get(2).usage());
    assertEquals(
        List.of("intent", "answer"), steps(ran(stages, "BK-20331")), "nobody else was asked");
  }

  @Test
  void aFailedModelStageIsPostedAndTheStepsPolicyDecidesWhatThen() {
    var once =
        ScriptedWork.<String, Choice>of(info(Set.of("delivery")))
            .says(
                Reply.<Choice>failed(ErrorKind.TRANSIENT, "bad moment").using(PAID),
                Reply.of(Choice.of("delivery")).using(PAID));
    var stages = Stages.first(RULES).then(once);
    var failed = assertThrows(RunException.class, () -> run(plan(stages, Policy.NONE), "a parcel"));
    assertEquals(List.of("intent/chat.choice#1", "intent"), steps(failed.waybill()));
    assertEquals(PAID, failed.waybill().ledger().postings().get(0).usage());
    var again =
        ScriptedWork.<String, Choice>of(info(Set.of("delivery")))
            .says(
                Reply.<Choice>failed(ErrorKind.TRANSIENT, "bad moment").using(PAID),
                Reply.of(Choice.of("delivery")).using(PAID));
    var retried = run(plan(Stages.first(RULES).then(again), Policy.NONE.retry(1)), "a parcel");
    assertEquals(
        List.of("intent/chat.choice#1", "intent/chat.choice#2", "intent", "answer"),
        steps(retried));
  }

  @Test
  void aRuleMayLookAtOneFieldOfARecordOrAMap() {
    record Mail(String channel, Optional<String> image, String text) {}
    var rules =
        Rules.over()
            .when(longerThan(0).in("image"), "picture")
            .when(equalTo("mail").in("channel"), "mail");
    assertEquals("mail", ruled(rules, new Mail("Mail", Optional.empty(), "hello")).label());
    assertEquals("picture", ruled(rules, new Mail("mail", Optional.of("a.png"), "hi")).label());
    assertEquals("mail", ruled(rules, Map.of("channel", "mail", "image", "")).label());
    assertTrue(ruled(rules, "mail").abstained(), "a text has no fields");
    assertEquals("channel equals mail", equalTo("mail").in("channel").toString());
    assertEquals(equalTo("a").in("b"), equalTo("a").in("b"));
    assertNotEquals(equalTo("a"), equalTo("a").in("b"));
    assertEquals(
        List.of(
            Map.of("field", "image", "longer_than", 0L, "label", "picture"),
            Map.of("field", "channel", "equals", "mail", "label", "mail")),
        rules.info().config().get("rules"));
    assertThrows(IllegalArgumentException.class, () -> equalTo("a").in(" "));
  }

  private static final PriceBook PRICES =
      PriceBook.of(
          Map.of("small", Price.Rate.of("0.40", "1.60")),
          Map.of("cpu", new BigDecimal("0.18")),
          Optional.empty());

  private static List<String> steps(Waybill waybill) {
    return waybill.ledger().postings().stream().map(Posting::step).toList();
  }

  private static Waybill ran(Stages<String> stages, String text) {
    return run(plan(stages, Policy.NONE), text);
  }

  private static Waybill run(Plan<String> plan, String text) {
    return LocalEngine.builder().prices(PRICES).build().run(plan, Map.of("text", text)).waybill();
  }

  private static Plan<String> plan(Stages<String> stages, Policy policy) {
    return Flow.plan(
        "desk",
        flow -> {
          var text = flow.input("text", String.class);
          var said =
              flow.route("intent", text, stages, policy)
                  .when("delivery", body -> text)
                  .otherwise(body -> text);
          return flow.call("answer", said, Work.instant("answer", String::strip));
        });
  }

  private static WorkInfo info(Set<String> labels) {
    return WorkInfo.named("chat.choice")
        .model("small")
        .location(WorkInfo.Location.EXTERNAL)
        .types(String.class, Choice.class)
        .labels(labels)
        .build();
  }

  private static ScriptedWork<String, Choice> model(String label) {
    return router(Set.of(label), Choice.of(label).on(Choice.Grounds.by("model")));
  }

  private static ScriptedWork<String, Choice> router(Set<String> labels, Choice choice) {
    return ScriptedWork.<String, Choice>of(info(labels))
        .by((text, call) -> Reply.of(choice).using(PAID));
  }

  private static Choice decided(Stages<String> stages, String input) {
    return stages.perform(input, CallContext.detached("route")).block().value();
  }

  private static Choice ruled(Rules rules, Object input) {
    return rules.perform(input, CallContext.detached("route")).block().value();
  }
}
