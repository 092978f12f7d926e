package io.waybill.examples.routing;

import static io.waybill.work.Score.Origin.PERSON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Bind;
import io.waybill.dsl.Flow;
import io.waybill.ledger.Cost;
import io.waybill.ledger.PriceBook;
import io.waybill.local.Encoders;
import io.waybill.plan.Plan;
import io.waybill.routing.Band;
import io.waybill.routing.Condition;
import io.waybill.routing.Narrowing;
import io.waybill.routing.Rules;
import io.waybill.routing.Stages;
import io.waybill.routing.cascade.Answered;
import io.waybill.routing.cascade.BreakEven;
import io.waybill.routing.cascade.Duel;
import io.waybill.routing.cascade.Goal;
import io.waybill.routing.cascade.Signs;
import io.waybill.routing.cascade.Threshold;
import io.waybill.routing.cascade.Tried;
import io.waybill.routing.data.Row;
import io.waybill.routing.data.Rows;
import io.waybill.routing.feedback.Decision;
import io.waybill.routing.feedback.DecisionId;
import io.waybill.routing.feedback.DecisionLog;
import io.waybill.routing.feedback.Decisions;
import io.waybill.routing.fit.HeadFit;
import io.waybill.routing.fit.HeadRouter;
import io.waybill.routing.gain.GainFit;
import io.waybill.routing.gain.Target;
import io.waybill.routing.gain.Tradeoff;
import io.waybill.run.LocalEngine;
import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.Money;
import io.waybill.work.Outcome;
import io.waybill.work.Router;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** The code of docs/guide/routers-in-java.md, but for its spaces. */
class RoutersInJavaTest {
  private static final List<String> BILLING =
      List.of("my invoice %d is wrong", "I was charged twice for order %d", "refund payment %d");
  private static final List<String> DELIVERY =
      List.of("where is parcel %d", "parcel %d is late", "the courier lost package %d");

  @TempDir Path folder;

  private static HeadRouter head() {
    var rows = new ArrayList<Row>();
    for (int i = 0; i < 10; i++) {
      for (var pattern : BILLING) {
        rows.add(new Row(1, pattern.formatted(i), Map.of("label", "billing")));
      }
      for (var pattern : DELIVERY) {
        rows.add(new Row(1, pattern.formatted(i), Map.of("label", "delivery")));
      }
    }
    return Objects.requireNonNull(
        HeadFit.on(Encoders.minilm()).fit(Rows.of(rows), Rows.of(List.of())).block());
  }

  @Test
  void inARow() {
    var head = head();
    var labels = Map.of("billing", "invoices and refunds", "delivery", "parcels");
    var model = Narrowing.of(labels, RoutersInJavaTest::says);
    var rules = Rules.over().when(Condition.contains("lawyer", "court"), "person");
    var stages = Stages.first(rules).then(head).then(model, Band.between(0.2, 0.7).top(3));
    assertEquals("person", label(stages, "I will see you in court over invoice 3"));
    assertEquals("billing", label(stages, "my invoice 99 is wrong"));
  }

  /** As good as a model that always says the first. */
  private static Router<String> says(Map<String, String> labels) {
    var first = labels.keySet().iterator().next();
    return Router.described(
        WorkInfo.named("model").labels(labels.keySet()).build(),
        (text, call) -> Mono.just(Outcome.of(Choice.of(first))));
  }

  private static String label(Work<? super String, Choice> router, String text) {
    return Objects.requireNonNull(router.perform(text, CallContext.detached("route")).block())
        .value()
        .label();
  }

  @Test
  void whichModelToAsk() {
    var prices = PriceBook.of(Map.of(), Map.of(), Optional.empty());
    var asked =
        Rows.of(
            IntStream.range(0, 240)
                .mapToObj(
                    i ->
                        new Row(
                            i + 1,
                            (i % 2 == 0 ? "prove the theorem of number %d" : "what colour is %d")
                                .formatted(i),
                            Map.of(
                                "small",
                                "" + (i % 2 == 1 || i % 20 == 0),
                                "large",
                                "" + (i % 7 != 0))))
                .toList());
    var between =
        GainFit.on(Encoders.middle("minilm"))
            .withTarget(Target.of("weak", "acme/small").writing(200), "small")
            .withTarget(Target.of("strong", "acme/large").writing(300), "large");
    var models =
        between.fit(asked).block().priced(prices, Clock.systemUTC()).under(Tradeoff.BALANCED);
    var free = models.under(Tradeoff.QUALITY);
    assertEquals("strong", label(free, "prove the theorem of number 1000"));
    assertEquals(Choice.OTHERWISE, label(models, "what colour is 1001"), "without prices");
  }

  @Test
  void askFirstJudgeTheAnswer() {
    var some = duels(0);
    var others = duels(1000);
    var scorer = Signs.fitted(some);
    var report = BreakEven.of(others, scorer).block();
    var bar = report.threshold(Goal.costPerCall(new Money(3_000_000)));
    assertInstanceOf(Threshold.Found.class, bar);
  }

  private static List<Duel> duels(int from) {
    return IntStream.range(from, from + 60).mapToObj(RoutersInJavaTest::duel).toList();
  }

  private static Duel duel(int i) {
    boolean right = i % 3 != 0;
    var answer = right ? "The answer is " + i + "." : "I am sorry, I do not know.";
    return new Duel(
        new Answered("What is %d?".formatted(i), answer),
        new Tried(right, new Cost(new Money(100_000), 0), Optional.empty()),
        new Tried(true, new Cost(new Money(5_000_000), 0), Optional.empty()));
  }

  private static Plan<String> desk(Router<String> intents) {
    return Flow.plan(
        "desk",
        flow -> {
          var text = flow.input("text", String.class);
          return flow.route("intent", text, intents)
              .when(
                  "billing",
                  b ->
                      b.call(
                          "bill",
                          Bind.text("{}", text),
                          Work.instant("bill", (String t) -> "billed")))
              .otherwise(b -> text);
        });
  }

  @Test
  void whatBecameOfIt() throws IOException {
    var file = folder.resolve("intents.decisions.jsonl");
    var head = head();
    var engine = LocalEngine.create();
    try (var log = DecisionLog.at(file)) {
      var intents = log.remember(head, text -> text.replaceAll("\\d", "#"));
      var result = engine.run(desk(intents), Map.of("text", "my invoice 4711 is wrong"));
      intents.outcome(DecisionId.of(result.waybill(), "intent"), Decision.truth("billing", PERSON));
    }
    assertEquals(1, Decisions.read(file).all().size());
    var kept = Files.readString(file);
    assertTrue(kept.contains("my invoice #### is wrong") && !kept.contains("4711"), kept);
  }

  @Test
  void theGuideSaysWhatIsTestedHere() throws IOException {
    var root = House.FOLDER.resolve("../..");
    var guide = Files.readString(root.resolve("docs/guide/routers-in-java.md"));
    var here =
        bare(
            Files.readString(
                House.FOLDER.resolve(
                    "src/test/java/io/waybill/examples/routing/RoutersInJavaTest.java")));
    var blocks = Pattern.compile("(?s)```java\n(.*?)```").matcher(guide).results().toList();
    assertEquals(4, blocks.size());
    for (var block : blocks) {
      assertTrue(here.contains(bare(block.group(1))), block.group(1));
    }
  }

  private static String bare(String code) {
    return code.replaceAll("\\s", "");
  }
}
