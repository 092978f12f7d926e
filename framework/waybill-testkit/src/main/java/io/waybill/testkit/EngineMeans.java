package io.waybill.testkit;

import static io.waybill.testkit.Trials.PRICES;
import static io.waybill.testkit.Trials.plan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Bind;
import io.waybill.dsl.Flow;
import io.waybill.ledger.PriceBook;
import io.waybill.plan.Budget;
import io.waybill.plan.Plan;
import io.waybill.plan.Policy;
import io.waybill.run.Engine;
import io.waybill.run.Run;
import io.waybill.run.RunException;
import io.waybill.run.RunOptions;
import io.waybill.testkit.EngineContract.Setting;
import io.waybill.work.Attempt;
import io.waybill.work.ErrorKind;
import io.waybill.work.Money;
import io.waybill.work.Outcome;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Time and money that a run may take: nothing starts that does not fit what is left. */
interface EngineMeans {
  Engine engine(Setting setting);

  private Engine on(VirtualTime time) {
    return engine(Setting.plain().prices(PRICES).clock(time.clock()));
  }

  /** A million tokens cost a dollar: a token a micro-dollar. */
  private static Money micros(long tokens) {
    return new Money(tokens * 1000);
  }

  private static RunOptions spending(long tokens) {
    return RunOptions.DEFAULT.withBudget(Budget.NONE.spending(micros(tokens)));
  }

  private static ScriptedModel<Object> model() {
    return ScriptedModel.named("maker", "small");
  }

  private static RunException failing(VirtualTime time, Run<?> run) {
    return assertThrows(RunException.class, () -> time.finish(run));
  }

  @Test
  default void aCallWhoseHoldDoesNotFitIsNotMade() {
    var time = new VirtualTime();
    var asked = model().atMost(100).answers("one two three");
    Plan<String> plan = plan((flow, n) -> flow.call("ask", n, asked));
    var thrown = failing(time, on(time).start(plan, Trials.ONE, spending(20)));
    assertEquals(ErrorKind.BUDGET, thrown.failure().kind());
    assertEquals(List.of(), asked.asked());
    assertEquals(Money.ZERO, thrown.waybill().ledger().total().known());
  }

  @Test
  default void whatIsHeldIsGivenBackAndOnlyWhatWasUsedIsSpent() {
    var time = new VirtualTime();
    var asked = model().atMost(100).answers("one two three");
    Plan<String> plan =
        plan((flow, n) -> flow.call("c", flow.call("b", flow.call("a", n, asked), asked), asked));
    var result = time.finish(on(time).start(plan, Trials.ONE, spending(110)));
    assertEquals(micros(1 + 3 + 3 + 3 + 3 + 3), result.waybill().ledger().total().known());
  }

  @Test
  default void anAnswerIsMadeNoLongerThanWhatIsLeftBuys() {
    var time = new VirtualTime();
    var asked = model().says(Speech.of("word ".repeat(500)));
    Plan<String> plan = plan((flow, n) -> flow.call("ask", n, asked));
    var result = time.finish(on(time).start(plan, Trials.ONE, spending(101)));
    assertEquals(micros(101), result.waybill().ledger().total().known());
    assertEquals(100, result.waybill().ledger().postings().get(0).how().mostOutput());
    assertTrue(result.waybill().toString().contains("max_output: 100 tokens"));
  }

  @Test
  default void workWithoutAPriceIsRefusedUnderABudgetAndOnlyThen() {
    var time = new VirtualTime();
    var asked = ScriptedModel.<Object>named("maker", "unheard-of").answers("a");
    Plan<String> plan = plan((flow, n) -> flow.call("ask", n, asked));
    var thrown = failing(time, on(time).start(plan, Trials.ONE, spending(1_000_000)));
    assertEquals(ErrorKind.BUDGET, thrown.failure().kind());
    assertEquals(1, time.run(on(time), plan, Trials.ONE).waybill().ledger().total().unpriced());
  }

  @Test
  default void aFallbackACallInsideAndAPlanInsideHoldMoneyToo() {
    var time = new VirtualTime();
    var failing = model().atMost(10).says(Speech.of("").failing(ErrorKind.REFUSED, "no"));
    var dear = model().atMost(1000).answers("never said");
    Plan<String> fallback =
        plan((flow, n) -> flow.call("ask", n, failing, Policy.NONE.orElse(dear)));
    Work<Object, String> agent =
        Trials.named(
            "agent",
            (input, call) ->
                call.inner(
                    new Attempt("turn", dear.info(), dear.bound(input)),
                    inside -> dear.perform(input, inside)));
    Plan<String> inner = plan((flow, n) -> flow.call("ask", n, agent));
    Plan<String> around = plan((flow, n) -> flow.sub("sub", n, inner));
    for (var tried : List.of(fallback, inner, around)) {
      var thrown = failing(time, on(time).start(tried, Trials.ONE, spending(25)));
      assertEquals(ErrorKind.BUDGET, thrown.failure().kind(), tried.name());
    }
    assertEquals(List.of(), dear.asked());
  }

  @Test
  default void callsAtTheSameTimeDoNotSpendTheSameMoney() {
    var time = new VirtualTime();
    var slow =
        model()
            .atMost(40)
            .at(new Pace(Duration.ZERO, Duration.ofMillis(10), Duration.ZERO))
            .on(time.scheduler())
            .answers("a b c");
    var enough = Policy.NONE.orSkip("left out");
    Plan<List<String>> plan =
        plan(
            (flow, n) ->
                flow.each(
                    "all",
                    flow.call(
                        "items",
                        n,
                        Work.<Long, List<Long>>instant("five", x -> List.of(1L, 2L, 3L, 4L, 5L))),
                    5,
                    (b, item) -> b.call("ask", item, slow, enough)));
    var result = time.finish(on(time).start(plan, Trials.ONE, spending(100)));
    assertEquals(2, slow.asked().size(), "41 are held for each of the first two");
    assertEquals(3, result.value().stream().filter("left out"::equals).count());
  }

  @Test
  default void aPlanInsideKeepsToItsOwnBudgetAndToTheOneAround() {
    var time = new VirtualTime();
    var asked = model().atMost(50).answers("one two");
    Plan<String> inside =
        Flow.plan(
            "inside",
            flow -> {
              flow.budget(Budget.NONE.spending(micros(30)));
              return flow.call("ask", flow.input("n", Object.class), asked);
            });
    Plan<String> plan = plan((flow, n) -> flow.call("after", flow.sub("sub", n, inside), asked));
    var thrown = failing(time, on(time).start(plan, Trials.ONE, spending(1000)));
    assertEquals("sub/ask", thrown.failure().path());
    assertEquals(ErrorKind.BUDGET, thrown.failure().kind());
  }

  @Test
  default void oneDeadlineHoldsForTheWholeRun() {
    var time = new VirtualTime();
    var slow = Trials.taking(time, 30);
    Plan<Long> plan =
        plan((flow, n) -> flow.call("c", flow.call("b", flow.call("a", n, slow), slow), slow));
    var within = RunOptions.DEFAULT.withBudget(Budget.NONE.within(Duration.ofMillis(70)));
    var thrown = failing(time, on(time).start(plan, Trials.ONE, within));
    assertEquals("c", thrown.failure().path());
    assertEquals(ErrorKind.DEADLINE, thrown.failure().kind());
    assertEquals(Duration.ofMillis(70), thrown.waybill().wall());
    assertEquals(3, slow.asked().size());
  }

  @Test
  default void whatComesTooLateForTheRunIsNotTriedAgainAndNotBegun() {
    var time = new VirtualTime();
    var busy = Trials.scripted("busy").says(Reply.failed(ErrorKind.TRANSIENT, "busy"));
    var patient = Bind.retry(5).backoff(Duration.ofMillis(40));
    Plan<Long> plan = plan((flow, n) -> flow.call("ask", n, busy, patient));
    var within = RunOptions.DEFAULT.withBudget(Budget.NONE.within(Duration.ofMillis(100)));
    var thrown = failing(time, on(time).start(plan, Trials.ONE, within));
    assertEquals(ErrorKind.TRANSIENT, thrown.failure().kind());
    assertEquals(2, busy.asked().size(), "after 40 ms; 80 more would be too late");
  }

  @Test
  default void callsAreToldTheirDeadlineAndWhatIsLeft() {
    var time = new VirtualTime();
    Work<Long, List<Object>> looks =
        Trials.named(
            "looks",
            (n, call) ->
                reactor.core.publisher.Mono.just(
                    Outcome.of(
                        List.<Object>of(
                            call.deadline().toEpochMilli(),
                            call.purse().remaining().orElseThrow()))));
    Plan<List<Object>> plan =
        plan((flow, n) -> flow.call("looks", n, looks, Bind.within(Duration.ofMillis(20))));
    var options =
        RunOptions.DEFAULT.withBudget(
            Budget.NONE.within(Duration.ofMillis(70)).spending(micros(5)));
    var told = time.finish(on(time).start(plan, Map.of("n", 1L), options)).value();
    assertEquals(List.of(20L, micros(5)), told);
  }

  /** Else who asks what is left, to decide who is asked next, would hear that nothing is. */
  @Test
  default void whatIsHeldForACallItselfIsStillLeft() {
    var time = new VirtualTime();
    var prices = PriceBook.of(Map.of(), Map.of("cpu", new BigDecimal("3.6")), Optional.empty());
    Work<Long, Money> looks =
        Work.described(
            WorkInfo.named("looks").pool("cpu").build(),
            (n, call) ->
                reactor.core.publisher.Mono.just(
                    Outcome.of(call.purse().remaining().orElseThrow())));
    Plan<Money> plan = plan((flow, n) -> flow.call("looks", n, looks));
    var options = RunOptions.DEFAULT.withBudget(Budget.NONE.spending(new Money(1_000_000)));
    var engine = engine(Setting.plain().prices(prices).clock(time.clock()));
    assertEquals(
        new Money(1_000_000), time.finish(engine.start(plan, Trials.ONE, options)).value());
  }

  @Test
  default void onAPoolACallIsGivenTheTimeThatWhatIsLeftBuys() {
    var time = new VirtualTime();
    var prices = PriceBook.of(Map.of(), Map.of("gpu", new BigDecimal("3.6")), Optional.empty());
    var engine = engine(Setting.plain().prices(prices).clock(time.clock()));
    Work<Long, Long> slow =
        Work.described(WorkInfo.named("local").pool("gpu").build(), Trials.taking(time, 1500));
    Plan<Long> plan =
        plan((flow, n) -> flow.call("ask", n, slow, Bind.within(Duration.ofSeconds(2))));
    var enough = RunOptions.DEFAULT.withBudget(Budget.NONE.spending(new Money(1_600_000)));
    var bill = time.finish(engine.start(plan, Trials.ONE, enough)).waybill().ledger().total();
    assertEquals(new Money(0), bill.known(), "it says that it used nothing");
    var less = RunOptions.DEFAULT.withBudget(Budget.NONE.spending(new Money(1_000_000)));
    var thrown = failing(time, engine.start(plan, Trials.ONE, less));
    assertEquals(ErrorKind.BUDGET, thrown.failure().kind());
    assertEquals(Duration.ofSeconds(1), thrown.waybill().wall());
    assertEquals(new Money(1_000_000), thrown.waybill().ledger().total().known());
    var none = RunOptions.DEFAULT.withBudget(Budget.NONE.spending(new Money(1_000)));
    var refused = failing(time, engine.start(plan, Trials.ONE, none));
    assertEquals(Duration.ZERO, refused.waybill().wall());
  }
}
