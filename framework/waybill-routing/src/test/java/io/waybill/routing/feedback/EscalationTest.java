package io.waybill.routing.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.waybill.ledger.Cost;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Waybill;
import io.waybill.routing.cascade.Answered;
import io.waybill.routing.cascade.Cascade;
import io.waybill.run.LocalEngine;
import io.waybill.run.RunOptions;
import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.Money;
import io.waybill.work.Outcome;
import io.waybill.work.Router;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class EscalationTest {
  private static final PriceBook PRICES =
      new PriceBook(
          List.of(
              Price.of("small", Price.Rate.of("1", "1")),
              Price.of("large", Price.Rate.of("10", "10"))),
          List.of(),
          List.of(),
          List.of(),
          Optional.empty());

  private static Work<String, String> model(String name) {
    var info = WorkInfo.named(name).model(name).location(WorkInfo.Location.EXTERNAL).build();
    return Work.described(
        info,
        (text, call) ->
            Mono.just(
                Outcome.of(
                    name + " says",
                    Usage.tokens("provider", name, 500, 500),
                    Outcome.Kind.GENERATED)));
  }

  private static Router<Answered> scorer(String label) {
    return Router.described(
        WorkInfo.named("scorer").build(), (said, call) -> Mono.just(Outcome.of(Choice.of(label))));
  }

  private static Waybill run(PriceBook prices, String label) {
    return run(prices, Cascade.of(model("small"), model("large"), scorer(label)));
  }

  private static Waybill run(PriceBook prices, Cascade cascade) {
    var engine = LocalEngine.builder().prices(prices).build();
    return Objects.requireNonNull(
            engine
                .start(
                    cascade.plan("cascade"),
                    Map.of("question", "why?"),
                    RunOptions.UNFOLLOWED.withId("r1"))
                .result()
                .block(Desk.PATIENCE))
        .waybill();
  }

  @Test
  void whatWasEscalatedIsFoundWithWhatItCost() {
    for (var label : List.of("escalate", "otherwise")) {
      var waybill = run(PRICES, label);
      var found = Escalation.in(waybill);
      assertEquals(1, found.size(), waybill.toString());
      var one = found.get(0);
      assertEquals(new DecisionId("r1", "answer"), one.decision());
      assertEquals(Cost.of(new Money(1_000_000)), one.cheap());
      assertEquals(waybill.ledger().total(), one.spent());
      assertEquals(Cost.of(new Money(11_000_000)), one.spent());
    }
  }

  @Test
  void whatAShadowOfTheScorerCostIsNoPartOfTheAnswer(@TempDir Path folder) {
    var asked = new CountDownLatch(1);
    Router<Answered> shadow =
        Router.described(
            model("large").info(),
            (said, call) ->
                Mono.just(
                        Outcome.of(
                            Choice.of("accept"),
                            Usage.tokens("provider", "large", 500, 500),
                            Outcome.Kind.GENERATED))
                    .doFinally(end -> asked.countDown()));
    try (var log = DecisionLog.at(folder.resolve("log.jsonl"))) {
      var scorer = log.<Answered>remember(scorer("escalate")).shadowed(shadow);
      var large =
          Work.described(
              model("large").info(),
              (String text, CallContext call) ->
                  Mono.fromCallable(() -> asked.await(30, TimeUnit.SECONDS))
                      .then(log.flushed())
                      .then(model("large").perform(text, call))
                      .subscribeOn(Schedulers.boundedElastic()));
      var waybill = run(PRICES, Cascade.of(model("small"), large, scorer));
      assertEquals(Cost.of(new Money(21_000_000)), waybill.ledger().total());
      assertEquals(Cost.of(new Money(11_000_000)), Escalation.in(waybill).get(0).spent());
    }
  }

  @Test
  void whatWasAcceptedIsNone() {
    assertEquals(List.of(), Escalation.in(run(PRICES, "accept")));
  }

  @Test
  void whatIsEscalatedAndHasNoPriceSavesNobodyKnowsHowMuch() {
    var one = Escalation.in(run(PriceBook.EMPTY, "escalate")).get(0);
    assertEquals(2, one.spent().unpriced());
    var unknown = Case.of(one, "why?", "large says", "person");
    assertEquals(Optional.empty(), unknown.price().saved());
    var priced = Case.of(Escalation.in(run(PRICES, "escalate")).get(0), "why?", "so", "person");
    assertEquals(Optional.of(new Money(10_000_000)), priced.price().saved());
    var saving = Saving.of(List.of(unknown, priced), Duration.ofDays(2));
    assertEquals(new Money(10_000_000), saving.known());
    assertEquals(1, saving.priced());
    assertEquals(Optional.of(new Money(5_000_000)), saving.perDay());
  }

  @Test
  void aRouteThatOnlyAbstainsIsNoCascade() {
    var waybill =
        Desk.run(Desk.plan(Router.described(Desk.RULES.info(), say())), "r1", "hello").waybill();
    assertEquals(List.of(), Escalation.in(waybill));
  }

  private static Router<String> say() {
    return (text, call) -> Mono.just(Outcome.of(Choice.of(Choice.OTHERWISE)));
  }
}
