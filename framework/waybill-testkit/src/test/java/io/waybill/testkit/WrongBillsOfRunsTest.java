package io.waybill.testkit;

import static io.waybill.dsl.Bind.all;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Flow;
import io.waybill.ledger.Cost;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Budget;
import io.waybill.plan.Plan;
import io.waybill.plan.Policy;
import io.waybill.plan.Ref;
import io.waybill.run.LocalEngine;
import io.waybill.run.RunException;
import io.waybill.run.RunOptions;
import io.waybill.work.Attempt;
import io.waybill.work.ErrorKind;
import io.waybill.work.Money;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Bills of whole runs that others have got wrong, with the right answers. */
class WrongBillsOfRunsTest {
  private static final PriceBook PRICES =
      PriceBook.of(
          Map.of("small", Price.Rate.of("1", "2"), "large", Price.Rate.of("10", "20")),
          Map.of(),
          Optional.empty());

  private static final String QUESTION = "what does all of this cost";

  private final VirtualTime time = new VirtualTime();
  private final LocalEngine engine =
      LocalEngine.builder().prices(PRICES).clock(time.clock()).build();

  private ScriptedModel<String> model(String name) {
    return ScriptedModel.<String>named("maker", name)
        .at(new Pace(Duration.ZERO, Duration.ofMillis(100), Duration.ofMillis(10)))
        .on(time.scheduler());
  }

  private Waybill run(Function<Flow, Ref<String>> body) {
    return time.run(engine, plan(body), Map.of("question", QUESTION)).waybill();
  }

  private static Plan<String> plan(Function<Flow, Ref<String>> body) {
    return Flow.plan("bill", body);
  }

  private static Cost micro(long dollars) {
    return Cost.of(new Money(dollars * 1000));
  }

  /** Six words read and two said, for 1 and 2 millionths of a dollar each. */
  private static final Cost SMALL = micro(6 + 2 * 2);

  /** Summed over branches and once more over what joins them, by others. */
  @Test
  void whatRunsAtOnceIsCountedOnce() {
    var bill =
        run(
            flow -> {
              var question = flow.input("question", String.class);
              var answers = new ArrayList<Ref<String>>();
              for (int i = 0; i < 8; i++) {
                answers.add(flow.call("ask_" + i, question, model("small").answers("ten dollars")));
              }
              Work<List<String>, String> first = Work.instant("first", texts -> texts.get(0));
              return flow.call("first", all(answers), first);
            });
    assertEquals(micro(8 * 10), bill.ledger().total());
    assertEquals(SMALL, bill.ledger().byStep().get("ask_7"));
    assertEquals(Cost.NOTHING, bill.ledger().byStep().get("first"));
  }

  /** Tools that ask models themselves are free at others. */
  @Test
  void aModelThatAToolAsksIsOnTheBill() {
    var inside = model("large").answers("ten dollars");
    Work<String, String> tool =
        Work.described(
            WorkInfo.named("tool").build(),
            (text, call) ->
                call.inner(
                    new Attempt("model", inside.info(), inside.bound(text)),
                    one -> inside.perform(text, one)));
    var bill = run(flow -> flow.call("tool", flow.input("question", String.class), tool));
    assertEquals(micro(60 + 40), bill.ledger().total());
    assertEquals(micro(100), bill.ledger().byStep().get("tool/model#1"));
  }

  /** The budget is looked at once, before the first model, by others. */
  @Test
  void aPaidFallbackDoesNotSkipTheBudget() {
    var broken = model("small").says(Speech.of("sorry").failing(ErrorKind.TRANSIENT, "broken"));
    var dear = model("large").answers("ten dollars");
    var plan =
        plan(
            flow ->
                flow.call(
                    "ask", flow.input("question", String.class), broken, Policy.NONE.orElse(dear)));
    var budget = Budget.NONE.spending(new Money(90_000));
    var run =
        engine.start(plan, Map.of("question", QUESTION), RunOptions.DEFAULT.withBudget(budget));
    var thrown = assertThrows(RunException.class, () -> time.finish(run));
    assertEquals(ErrorKind.BUDGET, thrown.failure().kind());
    assertTrue(thrown.waybill().ledger().total().known().compareTo(new Money(90_000)) <= 0);
  }

  /** Zero, at others, where the last part of a stream is the one that tells. */
  @Test
  void aStreamThatBreaksOffIsNotFree() {
    Work<String, String> breaks =
        Work.described(
            WorkInfo.named("chat").model("small").location(WorkInfo.Location.EXTERNAL).build(),
            (text, call) -> {
              call.emit("ten ");
              call.used(
                  new Usage("maker", "small", 6, 0, 0, 1, 0, Duration.ZERO, Usage.Basis.COUNTED));
              return reactor.core.publisher.Mono.error(new java.io.EOFException("cut off"));
            });
    var plan = plan(flow -> flow.call("ask", flow.input("question", String.class), breaks));
    var run = engine.start(plan, Map.of("question", QUESTION), RunOptions.DEFAULT);
    var thrown = assertThrows(RunException.class, () -> time.finish(run));
    var posting = thrown.waybill().ledger().postings().get(0);
    assertEquals(micro(6 + 2), posting.cost());
    assertEquals(Usage.Basis.COUNTED, posting.usage().basis());
  }

  /** And without anything to count by, it is unknown. */
  @Test
  void aStreamOfWhichNothingIsKnownIsUnpriced() {
    Work<String, String> silent =
        Work.described(
            WorkInfo.named("chat").model("small").location(WorkInfo.Location.EXTERNAL).build(),
            (text, call) ->
                reactor.core.publisher.Mono.just(
                    Outcome.of("ten dollars", Usage.UNKNOWN, Outcome.Kind.GENERATED)));
    var bill = run(flow -> flow.call("ask", flow.input("question", String.class), silent));
    assertEquals(Cost.UNPRICED, bill.ledger().total());
    assertTrue(bill.toString().contains("1 call unpriced"), bill.toString());
  }

  /** A retry that failed is paid for as well as the one that went well. */
  @Test
  void whatFailedBeforeIsOnTheBillToo() {
    var second =
        model("small")
            .says(
                Speech.of("ten").failing(ErrorKind.TRANSIENT, "broken"), Speech.of("ten dollars"));
    var bill =
        run(
            flow ->
                flow.call(
                    "ask", flow.input("question", String.class), second, Policy.NONE.retry(1)));
    assertEquals(micro(6 + 2 + 6 + 2 * 2), bill.ledger().total());
    assertEquals(micro(6 + 2), bill.ledger().wasted());
  }
}
