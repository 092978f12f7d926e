package io.waybill.run;

import static io.waybill.dsl.Bind.all;
import static io.waybill.dsl.Bind.join;
import static io.waybill.dsl.Bind.retry;
import static io.waybill.dsl.Bind.text;
import static io.waybill.work.Work.blocking;
import static io.waybill.work.Work.instant;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Flow;
import io.waybill.ledger.Cost;
import io.waybill.ledger.Posting.Fate;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.plan.Policy;
import io.waybill.plan.Ref;
import io.waybill.work.Attempt;
import io.waybill.work.Choice;
import io.waybill.work.ErrorKind;
import io.waybill.work.Line;
import io.waybill.work.Money;
import io.waybill.work.Outcome;
import io.waybill.work.Score;
import io.waybill.work.Source;
import io.waybill.work.Turn;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

@Timeout(30)
class LocalEngineTest {
  private static final PriceBook PRICES =
      PriceBook.of(Map.of("small", Price.Rate.of("0.15", "0.60")), Map.of(), Optional.empty());
  private static final Usage USAGE = Usage.tokens("openai", "small", 1000, 100);
  private static final Work<Long, Long> INCREMENT = instant("inc", n -> n + 1);
  private static final Work<List<Long>, Long> SUM =
      instant("sum", all -> all.stream().mapToLong(n -> n).sum());
  private static final Work<Long, Choice> PARITY =
      instant("parity", n -> Choice.of(n % 2 == 0 ? "even" : "odd"));

  private final LocalEngine engine = LocalEngine.builder().prices(PRICES).build();

  record Draft(String text, Long stars) {}

  private <O> O valueOf(Plan<O> plan, long n) {
    return engine.run(plan, Map.of("n", n)).value();
  }

  /** Answers after {@code failures} retryable failures, each of which used some tokens. */
  private static Work<Long, Long> flaky(int failures) {
    var calls = new AtomicInteger();
    return (n, call) ->
        calls.getAndIncrement() < failures
            ? Mono.error(new WorkException(ErrorKind.TRANSIENT, USAGE, "busy"))
            : Mono.just(Outcome.of(n + 1, USAGE, Outcome.Kind.GENERATED));
  }

  private static Work<Long, Long> failing(ErrorKind kind) {
    return (n, call) -> Mono.error(new WorkException(kind, USAGE, "no " + kind));
  }

  @Test
  void aChainOfAHundredThousandStepsDoesNotOverflow() {
    var plan =
        Flow.<Long>plan(
            "long",
            flow -> {
              Ref<Long> n = flow.input("n", Long.class);
              for (int i = 0; i < 100_000; i++) {
                n = flow.call("s" + i, n, INCREMENT);
              }
              return n;
            });
    var result = engine.run(plan, Map.of("n", 0L));
    assertEquals(100_000L, result.value());
    assertEquals(100_000, result.waybill().ledger().postings().size());
  }

  @Test
  void aHundredThousandAnswersThatComeInsideSubscribeDoNotOverflow() {
    Work<Long, Long> hidden = (n, call) -> Mono.just(Outcome.of(n + 1)).hide();
    var plan =
        Flow.<List<Long>>plan(
            "long",
            flow ->
                flow.each(
                    "all",
                    flow.call(
                        "items",
                        flow.input("n", Long.class),
                        instant((Long n) -> LongStream.range(0, n).boxed().toList())),
                    1,
                    (f, item) -> f.call("inc", item, hidden)));
    assertEquals(100_000, valueOf(plan, 100_000).size());
  }

  @Test
  void bindingsMakeTextRecordsAndLists() {
    var plan =
        Flow.<Draft>plan(
            "bind",
            flow -> {
              var n = flow.input("n", Long.class);
              var line = flow.call("line", text("{} and {}", n, n), instant((String s) -> s + "!"));
              return flow.call("draft", join(Draft.class, line, n), instant((Draft d) -> d));
            });
    assertEquals(new Draft("7 and 7!", 7L), valueOf(plan, 7));
  }

  @Test
  void aBranchReadsWhatIsAroundItAndOnlyTheChosenOneRuns() {
    var odd = new AtomicInteger();
    var plan =
        Flow.<Long>plan(
            "branch",
            flow -> {
              var n = flow.input("n", Long.class);
              var more = flow.call("more", n, INCREMENT);
              return flow.route("parity", n, PARITY)
                  .when("even", b -> b.call("sum", all(List.of(n, more)), SUM))
                  .when(
                      "odd",
                      b -> b.call("odd", n, instant((Long x) -> (long) odd.incrementAndGet())))
                  .otherwise(b -> n);
            });
    assertEquals(9L, valueOf(plan, 4));
    assertEquals(0, odd.get());
  }

  @Test
  void theRouterDoesNotWaitForWhatOnlyABranchReads() {
    var gate = Sinks.<Outcome<Long>>one();
    var asked = new AtomicInteger();
    var plan =
        Flow.<Long>plan(
            "late",
            flow -> {
              var n = flow.input("n", Long.class);
              var facts = flow.call("facts", n, (Work<Long, Long>) (x, call) -> gate.asMono());
              return flow.route("parity", n, PARITY)
                  .when(
                      "even",
                      b -> {
                        var early =
                            b.call("early", n, instant((Long x) -> (long) asked.incrementAndGet()));
                        return b.call("sum", all(List.of(early, facts)), SUM);
                      })
                  .otherwise(b -> n);
            });
    var running = engine.mono(plan, Map.of("n", 2L)).toFuture();
    assertEquals(1, asked.get(), "the branch begins with what there is");
    gate.tryEmitValue(Outcome.of(41L));
    assertEquals(42L, running.join().value());
  }

  @Test
  void aLoopTurnsUntilItIsDoneOrOutOfTurns() {
    Work<Long, Turn<Long>> turn =
        instant(n -> n >= 10 ? new Turn.Done<>(n) : new Turn.Again<>(n * 2));
    var plan =
        Flow.<Long>plan(
            "loop",
            flow ->
                flow.loop(
                    "double", flow.input("n", Long.class), 3, (f, n) -> f.call("turn", n, turn)));
    assertEquals(12L, valueOf(plan, 6));
    assertEquals(8L, valueOf(plan, 1), "three turns and no more");
  }

  @Test
  void aPlanRunsInsideAPlanOnTheSameBill() {
    var inner =
        Flow.<Long>plan("inner", flow -> flow.call("flaky", flow.input("x", Long.class), flaky(0)));
    var plan =
        Flow.<Long>plan("outer", flow -> flow.sub("sub", flow.input("n", Long.class), inner));
    var result = engine.run(plan, Map.of("n", 1L));
    assertEquals(2L, result.value());
    assertEquals("sub/flaky", result.waybill().ledger().postings().get(0).path());
  }

  @Test
  void failedAttemptsAreRetriedAndStayOnTheBill() {
    var plan =
        Flow.<Long>plan(
            "retry",
            flow ->
                flow.call(
                    "flaky",
                    flow.input("n", Long.class),
                    flaky(2),
                    retry(2).backoff(Duration.ofMillis(1))));
    var ledger = engine.run(plan, Map.of("n", 1L)).waybill().ledger();
    assertEquals(Cost.of(new Money(3 * 210_000)), ledger.total());
    assertEquals(Cost.of(new Money(2 * 210_000)), ledger.wasted());
  }

  @Test
  void aFallbackAnswersWhereTheFirstWillNot() {
    var plan =
        Flow.<Long>plan(
            "fallback",
            flow ->
                flow.call(
                    "ask",
                    flow.input("n", Long.class),
                    failing(ErrorKind.AUTH),
                    Policy.NONE.orElse(INCREMENT)));
    var waybill = engine.run(plan, Map.of("n", 1L)).waybill();
    assertEquals(
        List.of(Fate.FAILED, Fate.USED),
        waybill.ledger().postings().stream().map(p -> p.fate()).toList());
  }

  @Test
  void aRescuePutsAnotherValueInThePlaceOfAFailure() {
    var plan =
        Flow.<String>plan(
            "rescue",
            flow -> {
              var n = flow.input("n", Long.class);
              var answer = flow.call("ask", n, failing(ErrorKind.REFUSED));
              flow.rescue(
                  answer, (b, failure) -> b.call("person", n, INCREMENT), ErrorKind.REFUSED);
              flow.rescue(answer, (b, failure) -> n);
              return flow.call("show", answer, (Long x) -> "got " + x);
            });
    var result = engine.run(plan, Map.of("n", 1L));
    assertEquals("got 2", result.value());
    assertEquals("ask!REFUSED/person", result.waybill().ledger().postings().get(1).path());
  }

  @Test
  void aRouteIsRescuedFromAFailureInItsBranchAndItsSiblingsAreCancelled() {
    var cancelled = new AtomicInteger();
    Work<Long, Long> never =
        (n, call) -> Mono.<Outcome<Long>>never().doOnCancel(cancelled::incrementAndGet);
    var plan =
        Flow.<Long>plan(
            "branch",
            flow -> {
              var n = flow.input("n", Long.class);
              var routed =
                  flow.route("parity", n, PARITY)
                      .when(
                          "even",
                          b ->
                              b.call(
                                  "both",
                                  all(
                                      List.of(
                                          b.call("never", n, never),
                                          b.call("bad", n, failing(ErrorKind.INVALID)))),
                                  SUM))
                      .otherwise(b -> n);
              return flow.rescue(
                  routed,
                  (b, failure) -> b.call("said", failure, f -> (long) f.message().length()));
            });
    assertEquals("no INVALID".length(), valueOf(plan, 2));
    assertEquals(1, cancelled.get());
  }

  @Test
  void oneFailingBranchCancelsItsSiblingsAtOnceAndTheBillHasBoth() {
    var cancelled = new AtomicInteger();
    Work<Long, Long> never =
        Work.described(
            WorkInfo.named("never").location(WorkInfo.Location.EXTERNAL).build(),
            (n, call) -> Mono.<Outcome<Long>>never().doOnCancel(cancelled::incrementAndGet));
    var plan =
        Flow.<Long>plan(
            "siblings",
            flow -> {
              var n = flow.input("n", Long.class);
              return flow.call(
                  "sum",
                  all(
                      List.of(
                          flow.call("never", n, never),
                          flow.call("bad", n, failing(ErrorKind.INVALID)))),
                  SUM);
            });
    var e = assertThrows(RunException.class, () -> engine.run(plan, Map.of("n", 1L)));
    assertEquals("bad", e.failure().path());
    assertInstanceOf(WorkException.class, e.getCause());
    assertEquals(1, cancelled.get());
    assertEquals(new Cost(new Money(210_000), 1), e.waybill().ledger().total());
    assertEquals(Waybill.Status.FAILED, e.waybill().status());
  }

  @Test
  void cancellingTheHandleEndsTheRunWithItsBillAndReason() {
    Work<Long, Long> never = (n, call) -> Mono.never();
    var plan =
        Flow.<Long>plan(
            "never",
            flow ->
                flow.call(
                    "never", flow.call("flaky", flow.input("n", Long.class), flaky(0)), never));
    var run = engine.start(plan, Map.of("n", 1L), RunOptions.DEFAULT);
    run.cancel("enough");
    var e = assertThrows(RunException.class, () -> run.result().block());
    assertEquals("CANCELLED: enough", e.getMessage());
    var events = run.events().collectList().block();
    assertInstanceOf(RunEvent.RunStarted.class, events.get(0));
    assertEquals("enough", ((RunEvent.RunCancelled) events.get(events.size() - 1)).reason());
    assertEquals(2, e.waybill().ledger().postings().size());
  }

  @Test
  void blockingWorkIsInterruptedWhenItsRunIsCancelled() throws Exception {
    var begun = new CountDownLatch(1);
    var interrupted = new CountDownLatch(1);
    Work<Long, Long> slow =
        blocking(
            "slow",
            n -> {
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
              return n;
            });
    var plan =
        Flow.<Long>plan("slow", flow -> flow.call("slow", flow.input("n", Long.class), slow));
    var running = engine.mono(plan, Map.of("n", 1L)).subscribe();
    assertTrue(begun.await(10, TimeUnit.SECONDS));
    running.dispose();
    assertTrue(interrupted.await(10, TimeUnit.SECONDS));
  }

  @Test
  void aCallInsideACallHasALineOfItsOwn() {
    Work<Long, Long> judged =
        (n, call) ->
            call.inner(
                    new Attempt("judge", WorkInfo.named("judge").build()),
                    inside -> Mono.just(Outcome.of("ok", USAGE, Outcome.Kind.GENERATED)))
                .map(verdict -> Outcome.of(n));
    var plan =
        Flow.<Long>plan("inner", flow -> flow.call("ask", flow.input("n", Long.class), judged));
    var postings = engine.run(plan, Map.of("n", 1L)).waybill().ledger().postings();
    assertEquals(List.of("ask/judge#1", "ask"), postings.stream().map(p -> p.path()).toList());
    assertEquals(Cost.of(new Money(210_000)), postings.get(0).cost());
  }

  @Test
  void whatWasCancelledOnAMachineOfOursIsChargedForTheTimeItHad() {
    var prices = PriceBook.of(Map.of(), Map.of("cpu", new BigDecimal("3.6")), Optional.empty());
    var time = VirtualTimeScheduler.create();
    Work<Long, Long> slow =
        Work.described(WorkInfo.named("slow").pool("cpu").build(), (n, call) -> Mono.never());
    Work<Long, Long> quick =
        (n, call) ->
            Mono.delay(Duration.ofMillis(1), time)
                .then(Mono.error(new WorkException(ErrorKind.INVALID, Usage.NONE, "no")));
    var plan =
        Flow.<Long>plan(
            "pool",
            flow -> {
              var n = flow.input("n", Long.class);
              return flow.call(
                  "sum",
                  all(List.of(flow.call("slow", n, slow), flow.call("quick", n, quick))),
                  SUM);
            });
    var timed = LocalEngine.builder().prices(prices).clock(EngineClock.of(time)).build();
    var result = timed.mono(plan, Map.of("n", 1L)).toFuture();
    time.advanceTimeBy(Duration.ofMillis(1));
    var e = assertThrows(java.util.concurrent.CompletionException.class, result::join);
    assertEquals(
        Cost.of(new Money(1000)), ((RunException) e.getCause()).waybill().ledger().total());
  }

  @Test
  void whatIsCancelledIsBilledWhatItSaidThatItHadUsedSoFar() {
    Work<Long, Long> stream =
        (n, call) ->
            Line.open(
                call,
                (line, sink) -> {
                  line.used(Usage.tokens("openai", "small", 1, 1));
                  line.onCancel(() -> line.used(USAGE));
                });
    var postings = cancelled(stream).ledger().postings();
    assertEquals(Fate.CANCELLED, postings.get(0).fate());
    assertEquals(USAGE, postings.get(0).usage());
    assertEquals(Cost.of(new Money(210_000)), postings.get(0).cost());
  }

  @Test
  void aCallThatTakesTooLongIsBilledWhatItSaidAndAFailureThatKnowsBetterIsBelieved() {
    var late = Usage.tokens("openai", "small", 7, 0);
    Work<Long, Long> silent =
        (n, call) -> {
          call.used(USAGE);
          return call.attempt() == 1
              ? Mono.never()
              : Mono.error(new WorkException(ErrorKind.INVALID, late, "no"));
        };
    var plan =
        Flow.<Long>plan(
            "late",
            flow ->
                flow.call(
                    "ask",
                    flow.input("n", Long.class),
                    silent,
                    retry(1).within(Duration.ofMillis(1)).backoff(Duration.ofNanos(1))));
    var time = VirtualTimeScheduler.create();
    var timed = LocalEngine.builder().clock(EngineClock.of(time)).build();
    var result = timed.mono(plan, Map.of("n", 1L)).toFuture();
    time.advanceTimeBy(Duration.ofSeconds(1));
    var thrown = assertThrows(java.util.concurrent.CompletionException.class, result::join);
    var e = (RunException) thrown.getCause();
    assertEquals(
        List.of(USAGE, late),
        e.waybill().ledger().postings().stream().map(posting -> posting.usage()).toList());
  }

  private Waybill cancelled(Work<Long, Long> work) {
    var plan = Flow.<Long>plan("ask", flow -> flow.call("ask", flow.input("n", Long.class), work));
    var run = engine.start(plan, Map.of("n", 1L), RunOptions.DEFAULT);
    run.cancel("enough");
    return assertThrows(RunException.class, () -> run.result().block()).waybill();
  }

  @Test
  void scoresOfWhatPassedAndOfWhatDidNotAreInTheBooks() {
    var score = new Score("grounding", 0.2, "unsupported", Score.Origin.RULE);
    Work<Long, Long> strict =
        (n, call) ->
            Mono.error(
                new WorkException(ErrorKind.INVALID, Usage.NONE, "too weak", List.of(score)));
    Work<Long, Long> lenient = (n, call) -> Mono.just(Outcome.of(n).scored(List.of(score)));
    var plan =
        Flow.<Long>plan(
            "scored",
            flow -> {
              var checked = flow.call("strict", flow.input("n", Long.class), strict);
              return flow.rescue(
                  checked, (b, failure) -> b.call("lenient", Ref.<Long>to("n"), lenient));
            });
    var scores = engine.run(plan, Map.of("n", 1L)).waybill().scores();
    assertEquals(
        List.of("strict", "strict!otherwise/lenient"),
        scores.stream().map(Waybill.Scored::path).toList());
  }

  @Test
  void theSourcesOfAValueAreThoseItCameAboutByAndNoOthers() {
    var plan =
        Flow.<Long>plan(
            "sources",
            flow -> {
              var n = flow.input("n", Long.class);
              var read = flow.call("read", n, quoting("read.md"));
              var unread = flow.call("unread", n, quoting("unread.md"));
              return flow.route("parity", n, PARITY)
                  .when("even", b -> b.call("answer", read, quoting("answer.md")))
                  .otherwise(b -> b.call("other", unread, INCREMENT));
            });
    var result = engine.run(plan, Map.of("n", 2L));
    assertEquals(
        List.of("read.md", "answer.md"), result.sources().stream().map(Source::document).toList());
  }

  private static Work<Long, Long> quoting(String document) {
    var source = new Source(document, 0, 1, "sha256:0");
    return (n, call) -> Mono.just(Outcome.of(n).from(List.of(source)));
  }

  @Test
  void aJournalThatThrowsEndsTheRunAsOneThatFails() {
    Journal journal =
        (run, event) -> {
          if (event instanceof RunEvent.Succeeded) {
            throw new IllegalStateException("no such table");
          }
          return Mono.empty();
        };
    var journalled = LocalEngine.builder().prices(PRICES).journal(journal).build();
    var plan =
        Flow.<Long>plan("kept", flow -> flow.call("a", flow.input("n", Long.class), flaky(0)));
    var e = assertThrows(RunException.class, () -> journalled.run(plan, Map.of("n", 1L)));
    assertEquals(ErrorKind.STORE, e.failure().kind());
    assertEquals("a", e.failure().path());
    assertEquals(Cost.of(new Money(210_000)), e.waybill().ledger().total());
  }

  @Test
  void aRunThatCannotBeBilledEndsAndBeginsNothingMore() {
    var absurd = Usage.tokens("openai", "small", Long.MAX_VALUE, 0);
    var begun = new AtomicInteger();
    Work<Long, Long> unbillable =
        (n, call) -> Mono.just(Outcome.of(n, absurd, Outcome.Kind.GENERATED));
    Work<Long, Long> never =
        (n, call) -> Mono.<Outcome<Long>>never().doOnSubscribe(s -> begun.incrementAndGet());
    var plan =
        Flow.<Long>plan(
            "absurd",
            flow -> {
              var n = flow.input("n", Long.class);
              var asked = flow.call("asked", n, never);
              var bad = flow.call("bad", n, unbillable);
              var later = flow.call("later", n, never);
              return flow.call("sum", all(List.of(asked, bad, later)), SUM);
            });
    var run = engine.start(plan, Map.of("n", 1L), RunOptions.UNFOLLOWED);
    var e = assertThrows(RunException.class, () -> run.result().block());
    run.cancel("to wake it once more");
    assertInstanceOf(ArithmeticException.class, e.getCause());
    assertEquals(1, begun.get(), "nothing begins once it has ended");
    assertEquals(
        List.of("asked"), e.waybill().ledger().postings().stream().map(p -> p.path()).toList());
  }

  @Test
  void aCallKnowsItsRunAndItsPlaceInIt() {
    Work<Long, String> where =
        (n, call) -> Mono.just(Outcome.of(call.run() + " " + call.path() + " " + call.attempt()));
    var plan =
        Flow.<String>plan("where", flow -> flow.call("here", flow.input("n", Long.class), where));
    var run = engine.start(plan, Map.of("n", 1L), RunOptions.DEFAULT.withId("r-7"));
    assertEquals("r-7 here 1", run.result().block().value());
  }

  @Test
  void emptyAnswersAndNullsAreErrorsWithTheNameOfTheStep() {
    Work<Long, Long> empty = (n, call) -> Mono.empty();
    Work<Long, Long> nothing = (n, call) -> null;
    for (var work : List.of(empty, nothing)) {
      var plan =
          Flow.<Long>plan("bad", flow -> flow.call("bad", flow.input("n", Long.class), work));
      var e = assertThrows(RunException.class, () -> engine.run(plan, Map.of("n", 1L)));
      assertEquals("bad", e.failure().path());
    }
  }

  @Test
  void wrongInputsAreReportedAllAtOnce() {
    var plan =
        Flow.<Long>plan(
            "in",
            flow ->
                flow.call(
                    "sum",
                    all(List.of(flow.input("one", Long.class), flow.input("two", Long.class))),
                    SUM));
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> engine.run(plan, Map.of("one", "x", "tow", 2L)));
    assertTrue(e.getMessage().contains("'one' is a Long, not a String"), e.getMessage());
    assertTrue(e.getMessage().contains("'two', a Long, is missing"), e.getMessage());
    assertTrue(e.getMessage().contains("Did you mean 'two'?"), e.getMessage());
  }

  @Test
  void aJournalledEventIsDurableBeforeAnythingFollowsFromIt() {
    var kept = new ArrayList<RunEvent>();
    var seen = new ArrayList<RunEvent>();
    Journal journal =
        (run, event) ->
            Mono.<Void>fromRunnable(() -> kept.add(event)).delaySubscription(Duration.ofMillis(1));
    var journalled =
        LocalEngine.builder()
            .journal(journal)
            .listener(
                (run, event) -> {
                  assertSame(event, kept.get(kept.size() - 1));
                  seen.add(event);
                })
            .build();
    var plan =
        Flow.<Long>plan(
            "kept",
            flow ->
                flow.call("b", flow.call("a", flow.input("n", Long.class), INCREMENT), INCREMENT));
    assertEquals(3L, journalled.run(plan, Map.of("n", 1L)).value());
    assertEquals(kept, seen);
    assertEquals(6, kept.size());
  }

  @Test
  void anAnswerThatTheJournalDoesNotTakeEndsTheRunAndIsPaidFor() {
    Journal journal =
        (run, event) ->
            event instanceof RunEvent.Succeeded
                ? Mono.error(new IllegalStateException("disk full"))
                : Mono.empty();
    var journalled = LocalEngine.builder().prices(PRICES).journal(journal).build();
    var plan =
        Flow.<Long>plan("kept", flow -> flow.call("a", flow.input("n", Long.class), flaky(0)));
    var e = assertThrows(RunException.class, () -> journalled.run(plan, Map.of("n", 1L)));
    assertEquals(ErrorKind.STORE, e.failure().kind());
    assertEquals(Cost.of(new Money(210_000)), e.waybill().ledger().total());
  }
}
