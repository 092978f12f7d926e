package io.waybill.routing.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.waybill.dsl.Flow;
import io.waybill.ledger.Cost;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.run.LocalEngine;
import io.waybill.run.RunOptions;
import io.waybill.work.Choice;
import io.waybill.work.Money;
import io.waybill.work.Outcome;
import io.waybill.work.Router;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

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

  /** The steps of a cascade. */
  private static Plan<String> cascade(Router<Object> scorer) {
    return Flow.plan(
        "cascade",
        flow -> {
          var question = flow.input("question", String.class);
          var said = flow.call("cheap", question, model("small"));
          return flow.route("answer", said, scorer)
              .when("accept", body -> said)
              .when("escalate", body -> body.call("large", question, model("large")))
              .otherwise(body -> body.call("large", question, model("large")));
        });
  }

  private static Waybill run(PriceBook prices, String label) {
    Router<Object> scorer =
        Router.described(
            WorkInfo.named("scorer").build(),
            (said, call) -> Mono.just(Outcome.of(Choice.of(label))));
    var engine = LocalEngine.builder().prices(prices).build();
    return Objects.requireNonNull(
            engine
                .start(
                    cascade(scorer), Map.of("question", "why?"), RunOptions.UNFOLLOWED.withId("r1"))
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
