package io.waybill.testkit;

import static io.waybill.testkit.Trials.INCREMENT;
import static io.waybill.testkit.Trials.ONE;
import static io.waybill.testkit.Trials.PRICES;
import static io.waybill.testkit.Trials.THOUSAND;
import static io.waybill.testkit.Trials.failing;
import static io.waybill.testkit.Trials.fates;
import static io.waybill.testkit.Trials.plan;
import static io.waybill.testkit.Trials.scripted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.ledger.Cost;
import io.waybill.plan.Plan;
import io.waybill.run.Engine;
import io.waybill.run.Journal;
import io.waybill.run.RunEvent;
import io.waybill.run.RunListener;
import io.waybill.run.RunOptions;
import io.waybill.testkit.EngineContract.Setting;
import io.waybill.work.Attempt;
import io.waybill.work.ErrorKind;
import io.waybill.work.Money;
import io.waybill.work.Outcome;
import io.waybill.work.Score;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What is written down: postings, the journal, listeners. */
interface EngineBooks {
  Engine engine(Setting setting);

  private static Plan<Long> twoSteps() {
    return plan((flow, n) -> flow.call("b", flow.call("a", n, INCREMENT), INCREMENT));
  }

  private static Attempt judge() {
    return new Attempt("judge", WorkInfo.named("judge").model("small").build());
  }

  @Test
  default void aModelWithoutAPriceIsNotFree() {
    var unknown = scripted("unknown").says(Reply.of(1L).using(Usage.tokens("maker", "new", 5, 5)));
    Plan<Long> plan = plan((flow, n) -> flow.call("ask", n, unknown));
    var total = engine(Setting.plain().prices(PRICES)).run(plan, ONE).waybill().ledger().total();
    assertEquals(new Cost(Money.ZERO, 1), total);
  }

  @Test
  default void anEventIsVisibleOnlyOnceItIsKept() {
    var asked = new CopyOnWriteArrayList<RunEvent>();
    var acks = new CopyOnWriteArrayList<Sinks.Empty<Void>>();
    Journal slow =
        (run, event) -> {
          asked.add(event);
          acks.add(Sinks.empty());
          return acks.get(acks.size() - 1).asMono();
        };
    var heard = new CopyOnWriteArrayList<RunEvent>();
    var seen = new CopyOnWriteArrayList<RunEvent>();
    var work = scripted("work").by((n, call) -> Reply.of(n + 1));
    Plan<Long> plan = plan((flow, n) -> flow.call("b", flow.call("a", n, work), work));
    var run =
        engine(Setting.plain().journal(slow).listeners((id, event) -> heard.add(event)))
            .start(plan, ONE, RunOptions.DEFAULT);
    run.events().subscribe(seen::add);
    var performed = List.of(0, 0, 1, 1, 2, 2);
    for (int kept = 0; kept < acks.size(); kept++) {
      assertEquals(kept, heard.size(), "a listener is told before an event is kept");
      assertTrue(seen.size() <= kept, "a follower is told before an event is kept");
      assertEquals(
          performed.get(kept), work.asked().size(), "a call is made before its intent is kept");
      acks.get(kept).tryEmitEmpty();
    }
    assertEquals(asked, heard);
    assertEquals(asked, Trials.recorded(run).join());
    assertEquals(3L, Trials.result(run).value());
  }

  @Test
  default void aJournalThatDoesNotTakeAnAnswerEndsTheRunAndTheMoneyIsPosted() {
    Journal full =
        (run, event) ->
            event instanceof RunEvent.Succeeded
                ? Mono.error(new IOException("disk full"))
                : Mono.empty();
    var paid = scripted("paid").says(Reply.of(1L).using(THOUSAND));
    var next = scripted("next").answers(1L);
    Plan<Long> plan = plan((flow, n) -> flow.call("next", flow.call("ask", n, paid), next));
    var thrown = failing(engine(Setting.plain().prices(PRICES).journal(full)), plan);
    assertEquals(ErrorKind.STORE, thrown.failure().kind());
    assertEquals(new Money(1_000_000), thrown.waybill().ledger().total().known());
    assertEquals(List.of(), next.asked());
  }

  @Test
  default void aJournalThatTakesNothingIsAnErrorAndNotSilence() {
    Journal broken = (run, event) -> Mono.error(new IOException("no disk"));
    assertEquals(
        ErrorKind.STORE,
        failing(engine(Setting.plain().journal(broken)), twoSteps()).failure().kind());
  }

  @Test
  default void listenersAreToldInTheirOrderOfEveryRecordedEvent() {
    var told = new ArrayList<String>();
    RunListener first = (run, event) -> told.add("first " + event.getClass().getSimpleName());
    RunListener second = (run, event) -> told.add("second " + event.getClass().getSimpleName());
    engine(Setting.plain().listeners(first, second)).run(twoSteps(), ONE);
    assertEquals(
        List.of("RunStarted", "Attempted", "Succeeded", "Attempted", "Succeeded", "RunSucceeded"),
        told.stream().filter(one -> one.startsWith("first")).map(one -> one.substring(6)).toList());
    for (int i = 0; i < told.size(); i += 2) {
      assertEquals(told.get(i).replace("first", "second"), told.get(i + 1));
    }
  }

  @Test
  default void aListenerThatThrowsChangesNothing() {
    RunListener rude =
        (run, event) -> {
          throw new IllegalStateException("rude");
        };
    var heard = new ArrayList<RunEvent>();
    var result =
        engine(Setting.plain().listeners(rude, (run, event) -> heard.add(event)))
            .run(twoSteps(), ONE);
    assertEquals(3L, result.value());
    assertEquals(6, heard.size());
  }

  @Test
  default void callsInsideACallArePostedWithTheirOrdinals() {
    Work<Long, Long> agent =
        Trials.named(
            "agent",
            (n, call) ->
                call.inner(
                        judge(),
                        inside -> Mono.just(Outcome.of(n, THOUSAND, Outcome.Kind.COMPUTED)))
                    .then(
                        call.inner(
                            judge(),
                            inside -> Mono.just(Outcome.of(n, THOUSAND, Outcome.Kind.COMPUTED))))
                    .thenReturn(Outcome.of(n + 1, THOUSAND, Outcome.Kind.COMPUTED)));
    Plan<Long> plan = plan((flow, n) -> flow.call("ask", n, agent));
    var run = engine(Setting.plain().prices(PRICES)).start(plan, ONE, RunOptions.DEFAULT);
    var result = Trials.result(run);
    assertEquals(2L, result.value());
    assertEquals(
        List.of("ask/judge#1#1 USED", "ask/judge#2#1 USED", "ask#1 USED"),
        fates(result.waybill().ledger().postings()));
    assertEquals(new Money(3_000_000), result.waybill().ledger().total().known());
  }

  @Test
  default void aCallInsideACallWhoseOutcomeIsPassedOnIsBilledOnce() {
    Work<Long, Long> agent =
        Trials.named(
            "agent",
            (n, call) ->
                call.inner(
                    judge(), inside -> Mono.just(Outcome.of(n, THOUSAND, Outcome.Kind.COMPUTED))));
    Plan<Long> plan = plan((flow, n) -> flow.call("ask", n, agent));
    var result =
        Trials.result(engine(Setting.plain().prices(PRICES)).start(plan, ONE, RunOptions.DEFAULT));
    assertEquals(new Money(1_000_000), result.waybill().ledger().total().known());
  }

  @Test
  default void aCallInsideACallThatFailsIsBilledOnce() {
    Work<Long, Long> agent =
        Trials.named(
            "agent",
            (n, call) ->
                call.<Long>inner(
                    judge(),
                    inside -> Mono.error(new WorkException(ErrorKind.REFUSED, THOUSAND, "no"))));
    Plan<Long> plan = plan((flow, n) -> flow.call("ask", n, agent));
    var thrown = failing(engine(Setting.plain().prices(PRICES)), plan);
    assertEquals(ErrorKind.REFUSED, thrown.failure().kind());
    assertEquals(
        List.of("ask/judge#1#1 FAILED", "ask#1 FAILED"),
        fates(thrown.waybill().ledger().postings()));
    assertEquals(new Money(1_000_000), thrown.waybill().ledger().total().known());
  }

  @Test
  default void aCallInsideACallIsCancelledWithIt() {
    var stuck = scripted("stuck").says(Reply.never());
    Work<Long, Long> agent =
        Trials.named("agent", (n, call) -> call.inner(judge(), inside -> stuck.perform(n, inside)));
    Plan<Long> plan = plan((flow, n) -> flow.call("ask", n, agent));
    var run = engine(Setting.plain()).start(plan, ONE, RunOptions.DEFAULT);
    run.cancel("enough");
    assertEquals(
        List.of("ask#1 CANCELLED", "ask/judge#1#1 CANCELLED"),
        fates(failing(run).waybill().ledger().postings()).stream().sorted().toList());
    assertEquals(1, stuck.cancelled().size());
  }

  @Test
  default void qualityEntersTheSameBooks() {
    var score = new Score("grounding", 0.9, "supported", Score.Origin.RULE);
    var graded = scripted("graded").says(Reply.of(Outcome.of(1L).scored(List.of(score))));
    var heard = new ArrayList<RunEvent>();
    Plan<Long> plan = plan((flow, n) -> flow.call("ask", n, graded));
    var result = engine(Setting.plain().listeners((run, event) -> heard.add(event))).run(plan, ONE);
    assertEquals(score, result.waybill().scores().get(0).score());
    assertEquals("ask", result.waybill().scores().get(0).path());
    assertEquals(
        1,
        heard.stream()
            .filter(event -> event instanceof RunEvent.Scored one && one.score().equals(score))
            .count());
  }
}
