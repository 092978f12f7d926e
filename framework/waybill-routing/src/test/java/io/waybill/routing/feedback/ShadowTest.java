package io.waybill.routing.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.ledger.Posting;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Waybill;
import io.waybill.routing.feedback.Decision.Answered;
import io.waybill.routing.feedback.Decision.Arm;
import io.waybill.routing.feedback.Decision.Silent;
import io.waybill.run.RunException;
import io.waybill.work.Choice;
import io.waybill.work.Outcome;
import io.waybill.work.Router;
import io.waybill.work.Score;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

class ShadowTest {
  private static final String MAIL = "my invoice";
  private static final DecisionId ID = new DecisionId("r1", "intent");

  @TempDir Path folder;
  private Path file;
  private DecisionLog log;

  @BeforeEach
  void opens() {
    file = folder.resolve("decisions.jsonl");
    log = DecisionLog.at(file);
  }

  @AfterEach
  void writesAllBeforeTheFolderGoes() {
    log.close();
  }

  private Decision.Shadow shadow() {
    log.close();
    return Decisions.read(file).named(ID).shadow().orElseThrow();
  }

  private static Router<String> billed(Mono<Outcome<Choice>> answer) {
    var info =
        WorkInfo.named("asked")
            .model("small")
            .location(WorkInfo.Location.EXTERNAL)
            .labels(Set.of("billing", "delivery"))
            .build();
    return Router.described(info, (text, call) -> answer);
  }

  private static Outcome<Choice> answer(String label) {
    return Outcome.of(
        Choice.of(label), Usage.tokens("openai", "small", 100, 1), Outcome.Kind.GENERATED);
  }

  /** The plan's answer waits until the test says so, as one of a model would. */
  private static Work<String, String> waiting(Sinks.Empty<Void> until) {
    return Work.described(
        WorkInfo.named("waits").build(),
        (text, call) -> until.asMono().thenReturn(Outcome.of("done")));
  }

  @Test
  void whatAShadowSaysChangesNothingAndIsPostedUnderItsOwnName() {
    var until = Sinks.<Void>empty();
    var said = new CountDownLatch(1);
    var candidate = billed(Mono.just(answer("delivery")).doFinally(end -> said.countDown()));
    var plan = Desk.plan(log.<String>remember(Desk.RULES).shadowed(candidate), waiting(until));
    var run = Desk.start(plan, "r1", MAIL);
    await(said);
    log.flushed().block(Desk.PATIENCE);
    until.tryEmitEmpty();
    var waybill = run.result().block(Desk.PATIENCE).waybill();
    assertEquals("billing", line(waybill, "intent").decision().orElseThrow().label());
    assertTrue(
        waybill.lines().stream().anyMatch(line -> line.path().equals("intent:billing/bill")));
    var posted = line(waybill, "intent/shadow#1");
    assertTrue(posted.inner());
    assertEquals(Posting.Fate.USED, posted.last().fate());
    assertEquals(100, posted.last().usage().input());
    assertEquals(1, posted.last().cost().unpriced(), "no price is known, and it is told");
    assertEquals("delivery", ((Answered) shadow()).said().choice().label());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Waybill.Line line(Waybill waybill, String path) {
    return waybill.lines().stream()
        .filter(each -> each.path().equals(path))
        .findFirst()
        .orElseThrow(() -> new AssertionError(waybill.toString()));
  }

  @Test
  void aShadowThatNeverAnswersIsCutOffWithTheRunAndOnNoPath() {
    var cancelled = new CountDownLatch(1);
    var candidate = billed(Mono.<Outcome<Choice>>never().doOnCancel(cancelled::countDown));
    var begun = new CountDownLatch(1);
    var until = Sinks.<Void>empty();
    var plan =
        Desk.plan(
            log.<String>remember(Desk.RULES)
                .shadowed(
                    Router.described(
                        candidate.info(),
                        (text, call) -> {
                          begun.countDown();
                          return candidate.perform(text, call);
                        })),
            waiting(until));
    var run = Desk.start(plan, "r1", MAIL);
    await(begun);
    until.tryEmitEmpty();
    var waybill = run.result().block(Desk.PATIENCE).waybill();
    await(cancelled);
    assertEquals(Waybill.Status.OK, waybill.status());
    assertEquals(Posting.Fate.CANCELLED, line(waybill, "intent/shadow#1").last().fate());
    assertFalse(waybill.timing().toString().contains("shadow"), waybill.timing().toString());
    assertTrue(waybill.toString().contains("shadow"), waybill.toString());
    assertEquals(Silent.CUT_OFF, ((Silent) shadow()).why());
  }

  @Test
  void aShadowThatHoldsItsThreadHoldsNobodyElse() {
    var goOn = new CountDownLatch(1);
    Router<String> slow =
        (text, call) -> {
          await(goOn);
          return Mono.just(answer("delivery"));
        };
    var until = Sinks.<Void>empty();
    var decided = new CountDownLatch(1);
    var plan =
        Desk.plan(
            log.<String>remember(Desk.RULES).shadowed(slow),
            Work.described(
                WorkInfo.named("waits").build(),
                (text, call) -> {
                  decided.countDown();
                  return until.asMono().thenReturn(Outcome.of("done"));
                }));
    var run = Desk.start(plan, "r1", MAIL);
    await(decided); // though its shadow is still at it
    goOn.countDown();
    until.tryEmitEmpty();
    assertEquals("done", run.result().block(Desk.PATIENCE).value());
  }

  @Test
  void aShadowThatFailsOrThrowsIsToldInTheLogAndNowhereElse() {
    Router<String> throwing =
        (text, call) -> {
          throw new IllegalStateException("broken");
        };
    var until = Sinks.<Void>empty();
    var plan = Desk.plan(log.<String>remember(Desk.RULES).shadowed(throwing), waiting(until));
    var run = Desk.start(plan, "r1", MAIL);
    Mono.defer(() -> log.flushed().then(Mono.fromSupplier(() -> Decisions.read(file))))
        .filter(
            decisions -> decisions.find(ID).filter(found -> found.shadow().isPresent()).isPresent())
        .repeatWhenEmpty(again -> again)
        .block(Desk.PATIENCE);
    until.tryEmitEmpty();
    assertEquals(Waybill.Status.OK, run.result().block(Desk.PATIENCE).waybill().status());
    assertEquals("USER_CODE", ((Silent) shadow()).why());
  }

  @Test
  void whenTheDecisionFailsItsShadowIsCancelled() {
    var begun = new CountDownLatch(1);
    var cancelled = new CountDownLatch(1);
    var candidate =
        billed(
            Mono.<Outcome<Choice>>never()
                .doOnSubscribe(s -> begun.countDown())
                .doOnCancel(cancelled::countDown));
    Router<String> failing =
        (text, call) ->
            Mono.<Outcome<Choice>>error(new IOException("no"))
                .delaySubscription(
                    Mono.fromRunnable(() -> await(begun)).subscribeOn(Schedulers.boundedElastic()));
    var plan = Desk.plan(log.remember(failing).shadowed(candidate));
    var failed = assertThrows(RunException.class, () -> Desk.run(plan, "r1", MAIL));
    await(cancelled);
    assertEquals(Waybill.Status.FAILED, failed.waybill().status());
    log.close();
    assertEquals(0, Decisions.read(file).all().size());
  }

  @Test
  void aShadowOutsideTheHouseMakesTheStepOneThatLeavesIt() {
    var live = log.<String>remember(Desk.RULES);
    var tried = live.shadowed(billed(Mono.just(answer("delivery"))));
    assertEquals(WorkInfo.Location.LOCAL, live.info().safety().location());
    assertEquals(WorkInfo.Location.EXTERNAL, tried.info().safety().location());
    assertEquals(Desk.RULES.info().labels(), tried.info().labels());
    assertTrue(tried.info().config().containsKey("shadow"));
  }

  @Test
  void aCanaryDecidesItsShareAndEachDecisionSaysHowLikelyItWas() {
    var router = log.<String>remember(Desk.RULES).canary(Desk.OTHERS, 0.2, 7);
    var plan = Desk.plan(router);
    var canaries = new AtomicInteger();
    for (int i = 0; i < 500; i++) {
      var waybill = Desk.run(plan, "r" + i, MAIL).waybill();
      var choice = line(waybill, "intent").decision().orElseThrow();
      boolean canary = choice.label().equals("delivery");
      canaries.addAndGet(canary ? 1 : 0);
      assertEquals(canary ? 0.2 : 0.8, choice.grounds().propensity(), 1e-12);
    }
    assertTrue(canaries.get() > 70 && canaries.get() < 130, "" + canaries);
    log.close();
    var byArm = Decisions.read(file).only(decision -> decision.arm() == Arm.CANARY).all();
    assertEquals(canaries.get(), byArm.size());
    assertTrue(byArm.stream().allMatch(decision -> decision.label().equals("delivery")));
  }

  @Test
  void aReplayDrawsTheSameAndAnotherSeedOthers() {
    var one = drawn(log.<String>remember(Desk.RULES).canary(Desk.OTHERS, 0.5, 7));
    assertEquals(one, drawn(log.<String>remember(Desk.RULES).canary(Desk.OTHERS, 0.5, 7)));
    assertFalse(one.equals(drawn(log.<String>remember(Desk.RULES).canary(Desk.OTHERS, 0.5, 8))));
  }

  private static String drawn(Router<String> router) {
    var plan = Desk.plan(router);
    var drawn = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      drawn.append(
          line(Desk.run(plan, "r" + i, MAIL).waybill(), "intent")
              .decision()
              .orElseThrow()
              .label()
              .charAt(0));
    }
    return drawn.toString();
  }

  @Test
  void aCanaryThatIsBilledIsPostedUnderItsOwnName() {
    var router =
        log.<String>remember(Desk.RULES).canary(billed(Mono.just(answer("delivery"))), 0.999, 1);
    var waybill = Desk.run(Desk.plan(router), "r1", MAIL).waybill();
    assertEquals(100, line(waybill, "intent/canary#1").last().usage().input());
    assertEquals(Usage.NONE, line(waybill, "intent").last().usage());
    assertEquals(PriceBook.EMPTY, waybill.prices());
  }

  @Test
  void whereACanaryFailsTheLiveRouterDecidesAndTheLogTellsWhy() {
    var candidate = billed(Mono.error(new IOException("broken canary")));
    var router = log.<String>remember(Desk.RULES).canary(candidate, 0.999, 1);
    var waybill = Desk.run(Desk.plan(router), "r1", MAIL).waybill();
    assertEquals("billing", line(waybill, "intent").decision().orElseThrow().label());
    assertEquals("TRANSIENT", ((Silent) shadow()).why());
    assertEquals(Arm.LIVE, Decisions.read(file).named(ID).arm());
  }

  @Test
  void aShareIsBetweenNothingAndAll() {
    var live = log.<String>remember(Desk.RULES);
    for (double share : new double[] {0, 1, -0.1, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> live.canary(Desk.OTHERS, share, 1));
    }
  }

  @Test
  void aShadowOnThisMachineOutlastsItsRun() {
    var over = new CountDownLatch(1);
    Router<String> slow =
        (text, call) -> {
          await(over);
          return Mono.just(answer("delivery"));
        };
    var router = log.<String>remember(Desk.RULES).shadowed(slow);
    var waybill = Desk.run(Desk.plan(router), "r1", MAIL).waybill();
    assertEquals(Waybill.Status.OK, waybill.status());
    over.countDown();
    assertEquals("delivery", ((Answered) shadow()).said().choice().label());
  }

  @Test
  void aLogThatKeepsNothingAsksNoShadowAndLetsACanaryDecide() {
    var asked = new AtomicInteger();
    var shadow =
        billed(
            Mono.fromCallable(
                () -> {
                  asked.incrementAndGet();
                  return answer("delivery");
                }));
    try (var none = DecisionLog.none()) {
      var router = none.<String>remember(Desk.RULES).shadowed(shadow).canary(Desk.OTHERS, 0.999, 1);
      var kept = log.<String>remember(Desk.RULES).shadowed(shadow).canary(Desk.OTHERS, 0.999, 1);
      assertEquals(kept.info(), router.info(), "the plan is the same, kept or not");
      var waybill = Desk.run(Desk.plan(router), "r1", MAIL).waybill();
      var decided = line(waybill, "intent").decision().orElseThrow();
      assertEquals("delivery", decided.label());
      assertEquals(0.999, decided.grounds().propensity(), 1e-12);
      router.outcome(ID, Decision.truth("billing", Score.Origin.PERSON));
      assertEquals(List.of(), none.problems());
    }
    assertEquals(0, asked.get());
  }
}
