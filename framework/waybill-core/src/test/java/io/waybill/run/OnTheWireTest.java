package io.waybill.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Flow;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Shape;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.work.Attempt;
import io.waybill.work.CallContext.Moment;
import io.waybill.work.Choice;
import io.waybill.work.Outcome;
import io.waybill.work.Router;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What work that speaks to others can tell a run, and what a run tells whoever listens. */
class OnTheWireTest {
  private static final Map<String, Object> ONE = Map.of("n", 1L);

  private static Plan<Long> asking(Work<Long, Long> work) {
    return Flow.plan("asking", flow -> flow.call("ask", flow.input("n", Long.class), work));
  }

  private static Work<Long, Long> sending(WorkInfo info, int times, Usage usage) {
    return Work.described(
        info,
        (n, call) -> {
          for (int i = 0; i < times; i++) {
            call.reached(Moment.SENT);
          }
          return Mono.just(Outcome.of(n, usage, Outcome.Kind.GENERATED));
        });
  }

  private static String receipt(WorkInfo info, int times, Usage usage) {
    var plan = asking(sending(info, times, usage));
    return LocalEngine.create().run(plan, ONE).waybill().toString();
  }

  @Test
  void everyRequestThatLeavesIsCountedAndTheFirstIsTheMoment() {
    var plan = asking(sending(WorkInfo.named("model").build(), 3, Usage.NONE));
    var marks = LocalEngine.create().run(plan, ONE).waybill().ledger().postings().get(0).marks();
    assertEquals(3, marks.exchanges());
    assertTrue(marks.sent() >= 0);
  }

  @Test
  void aSecondRequestInOneAttemptIsFlagged() {
    var info = WorkInfo.named("model").build();
    var usage = Usage.tokens("openai", "m", 10, 2);
    assertTrue(receipt(info, 2, usage).contains("ask: hidden_retries: 2 exchanges in one attempt"));
    assertFalse(receipt(info, 1, usage).contains("flags"));
  }

  @Test
  void retriesThatNobodyCanSeeAreFlaggedUnlessTheRequestsWereCounted() {
    var info = WorkInfo.named("model").ownRetries(2).build();
    assertTrue(
        receipt(info, 0, Usage.NONE).contains("ask: hidden_retries: it may try 2 times more"));
    assertFalse(receipt(info, 1, Usage.NONE).contains("flags"));
  }

  @Test
  void aBillThatIsNotTheProvidersOwnIsFlagged() {
    var info = WorkInfo.named("model").build();
    assertTrue(receipt(info, 1, usage(Usage.Basis.COUNTED)).contains("usage.counted"));
    assertTrue(receipt(info, 1, usage(Usage.Basis.INCONSISTENT)).contains("usage.inconsistent"));
  }

  private static Usage usage(Usage.Basis basis) {
    return new Usage("openai", "m", 10, 0, 0, 2, 0, Duration.ZERO, basis);
  }

  @Test
  void listenersSayWhatTheRequestsOfAnAttemptCarry() {
    var seen = new ArrayList<Map<String, String>>();
    Work<Long, Long> agent =
        (n, call) -> {
          seen.add(call.headers());
          return call.inner(
              new Attempt("turn", WorkInfo.named("turn").build()),
              inside -> {
                seen.add(inside.headers());
                inside.reached(Moment.SENT);
                return Mono.just(Outcome.of(n));
              });
        };
    var waybill =
        LocalEngine.builder().listener(new Naming()).build().run(asking(agent), ONE).waybill();
    assertEquals(List.of(Map.of("whose", "ask#1"), Map.of("whose", "ask/turn#1#1")), seen);
    var postings = waybill.ledger().postings();
    assertEquals(List.of("ask/turn#1", "ask"), postings.stream().map(p -> p.path()).toList());
    assertEquals(List.of(1, 0), postings.stream().map(p -> p.marks().exchanges()).toList());
  }

  private static final class Naming implements RunListener {
    @Override
    public void on(String run, RunEvent.Recorded event) {}

    @Override
    public Map<String, String> headers(String run, String path, int attempt) {
      return Map.of("whose", path + "#" + attempt);
    }
  }

  @Test
  void listenersAreToldOfTheStartOnTheThreadThatStartsAndOfTheBillAtTheEnd() {
    var told = new ArrayList<String>();
    var bill = new AtomicReference<Waybill>();
    var listener =
        new RunListener() {
          @Override
          public void starting(String run, RunOptions options, PriceBook prices) {
            told.add("starting " + run + " on " + Thread.currentThread().getName());
          }

          @Override
          public void on(String run, RunEvent.Recorded event) {
            told.add(event.getClass().getSimpleName());
          }

          @Override
          public void ended(String run, Supplier<Waybill> waybill) {
            told.add("ended");
            bill.set(waybill.get());
          }
        };
    var engine = LocalEngine.builder().listener(listener).build();
    var options = RunOptions.DEFAULT.withId("r1");
    var result = engine.start(asking(Work.instant("same", n -> n)), ONE, options).result().block();
    assertEquals(
        List.of(
            "starting r1 on " + Thread.currentThread().getName(),
            "RunStarted",
            "Attempted",
            "Succeeded",
            "RunSucceeded",
            "ended"),
        told);
    assertSame(result.waybill(), bill.get());
  }

  @Test
  void aBillKnowsHowItsLinesHangTogether() {
    var same = Work.<Long, Long>instant("same", n -> n);
    Router<Long> router = (n, call) -> Mono.just(Outcome.of(Choice.of("odd")));
    Plan<Long> inner = asking(same);
    var plan =
        Flow.<Long>plan(
            "grouped",
            flow -> {
              var n = flow.input("n", Long.class);
              var sub = flow.sub("sub", n, inner);
              return flow.route("way", sub, router)
                  .when("odd", branch -> branch.call("odd", sub, same))
                  .otherwise(branch -> branch.call("even", sub, same));
            });
    assertEquals(
        List.of(
            new Waybill.Group("sub", Shape.SUB, "asking"),
            new Waybill.Group("way", Shape.ROUTE, "odd")),
        LocalEngine.create().run(plan, ONE).waybill().groups());
  }
}
