package io.waybill.benchmarks.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Flow;
import io.waybill.plan.Budget;
import io.waybill.plan.Plan;
import io.waybill.protect.Protect;
import io.waybill.run.LocalEngine;
import io.waybill.run.Run;
import io.waybill.run.RunEvent;
import io.waybill.run.RunException;
import io.waybill.run.RunOptions;
import io.waybill.work.Attempt;
import io.waybill.work.CallContext;
import io.waybill.work.ErrorKind;
import io.waybill.work.Offload;
import io.waybill.work.Outcome;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/** What soaks have found: each of these once stopped a run, or all of them. */
@Timeout(300)
class FoundTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String HELD = "held";

  private final CountDownLatch holding = new CountDownLatch(1);
  private final CountDownLatch let = new CountDownLatch(1);

  /** Of the run that was started last. */
  private volatile CallContext speaker = CallContext.detached("");

  private final LocalEngine engine = LocalEngine.create();

  /** Answers never; what it says is for the test to say. */
  private final Plan<String> speaking =
      Flow.plan(
          "speaking",
          flow ->
              flow.call(
                  "say",
                  flow.input("text", String.class),
                  (String text, CallContext call) -> {
                    speaker = call;
                    return Mono.<Outcome<String>>never();
                  }));

  @AfterEach
  void letGo() {
    let.countDown();
    Schedulers.resetOnScheduleHook(HELD);
  }

  private Run<String> followed() {
    var run = engine.start(speaking, Map.of("text", "hello"), RunOptions.DEFAULT);
    run.events().subscribe(event -> {});
    return run;
  }

  /**
   * Has a thread hold a token that it hands to a follower, as one does that the machine has put
   * aside: one that finds the follower idle, so that there is something to schedule.
   */
  private Thread holdsAToken(CallContext call) throws InterruptedException {
    Runnable speaks =
        () -> {
          while (holding.getCount() > 0) {
            call.emit("hel");
          }
        };
    var thread = new Thread(speaks, HELD);
    Schedulers.onScheduleHook(
        HELD,
        task -> {
          if (Thread.currentThread().equals(thread)) {
            holding.countDown();
            await(let);
          }
          return task;
        });
    thread.start();
    assertTrue(holding.await(60, TimeUnit.SECONDS));
    return thread;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(120, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aRunEndsThoughATokenOfItIsStillBeingHandedOver() throws Exception {
    var run = followed();
    var thread = holdsAToken(speaker);
    var cancel = CompletableFuture.runAsync(() -> run.cancel("enough"));
    cancel.orTimeout(1, TimeUnit.SECONDS).exceptionally(late -> null).join();
    let.countDown();
    thread.join();
    var error = assertThrows(RunException.class, () -> run.result().block(SOON));
    assertEquals(ErrorKind.CANCELLED, error.failure().kind());
    assertTrue(run.events().blockLast(SOON) instanceof RunEvent.RunCancelled);
  }

  @Test
  void whoeverWaitsToHandOverATokenKeepsNobodyElseFromWorking() throws Exception {
    followed();
    var thread = holdsAToken(speaker);
    var threads = Offload.executor("speakers");
    for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors(); i++) {
      threads.execute(() -> speaker.emit("lo"));
    }
    var other = CompletableFuture.supplyAsync(() -> "done", threads);
    assertEquals("done", other.get(SOON.toSeconds(), TimeUnit.SECONDS));
    let.countDown();
    thread.join();
    threads.shutdown();
  }

  @Test
  void noTokenComesAfterTheEnd() {
    for (int i = 0; i < 2_000; i++) {
      var run = engine.start(speaking, Map.of("text", "hello"), RunOptions.DEFAULT);
      var events = run.events().collectList().toFuture();
      var over = new AtomicBoolean();
      var speaks =
          CompletableFuture.runAsync(
              () -> {
                while (!over.get()) {
                  speaker.emit("word");
                }
              });
      run.cancel("enough");
      over.set(true);
      speaks.join();
      var seen = events.join();
      assertTrue(seen.get(seen.size() - 1) instanceof RunEvent.Ended, () -> "run: " + seen);
    }
  }

  @Test
  void aRunThatHasEndedIsKeptByNobody() throws Exception {
    var inside = new Attempt("think", WorkInfo.named("think").build());
    Work<String, String> agent =
        Work.described(
            WorkInfo.named("agent").effects(WorkInfo.Effects.PURE).build(),
            (text, call) -> call.inner(inside, in -> Mono.just(Outcome.of(text))));
    var plan =
        Flow.<String>plan(
            "agent", flow -> flow.call("agent", flow.input("text", String.class), agent));
    var protect = Protect.standard();
    var whoAsks = new ReferenceQueue<Object>();
    var asker = ranFor(LocalEngine.builder().protection(protect).build(), plan, whoAsks);
    for (int i = 0; i < 300 && !asker.refersTo(null); i++) {
      System.gc();
      whoAsks.remove(100);
    }
    assertTrue(asker.refersTo(null), "something keeps the run");
    Reference.reachabilityFence(protect);
  }

  private static Reference<Object> ranFor(
      LocalEngine engine, Plan<String> plan, ReferenceQueue<Object> queue) {
    var asker = new Object();
    var options = RunOptions.UNFOLLOWED.withContext(Context.of("asker", asker));
    engine.start(plan, Map.of("text", "hello"), options).result().block(SOON);
    return new WeakReference<>(asker, queue);
  }

  @Test
  void theTimeOfARunIsOverForWorkInHouseToo() {
    var info = WorkInfo.named("silent").effects(WorkInfo.Effects.PURE).build();
    Work<String, String> silent = Work.described(info, (text, call) -> Mono.never());
    var plan =
        Flow.<String>plan(
            "silent",
            flow -> {
              flow.budget(Budget.NONE.within(Duration.ofMillis(50)));
              return flow.call("wait", flow.input("text", String.class), silent);
            });
    var result = engine.mono(plan, Map.of("text", "hello"));
    var error = assertThrows(RunException.class, () -> result.block(SOON));
    assertEquals(ErrorKind.DEADLINE, error.failure().kind());
  }
}
