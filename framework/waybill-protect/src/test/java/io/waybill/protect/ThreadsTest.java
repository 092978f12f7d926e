package io.waybill.protect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Flow;
import io.waybill.plan.Plan;
import io.waybill.plan.Policy;
import io.waybill.run.LocalEngine;
import io.waybill.run.RunException;
import io.waybill.run.RunOptions;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Quota;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Calls that come, go and are cut off on any thread. */
class ThreadsTest {
  private static final int RUNS = 20_000;
  private static final int AT_ONCE = 4;

  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void howeverTheyEndNothingIsLeftBehind() {
    var protect =
        Protect.builder()
            .parallel("@gpu0", AT_ONCE)
            .limit("@gpu0", Quota.Unit.REQUESTS, 60_000_000)
            .build();
    var engine = LocalEngine.builder().protection(protect).build();
    var plan =
        Flow.plan(
            "ask",
            flow -> flow.call("ask", flow.input("n", Long.class), work(), Policy.NONE.retry(0)));
    var ended =
        Flux.range(0, RUNS)
            .flatMap(n -> one(engine, plan, n), 64)
            .collectMultimap(end -> end)
            .map(
                ends ->
                    ends.entrySet().stream()
                        .map(end -> end.getKey() + " " + end.getValue().size())
                        .sorted()
                        .toList())
            .block(Duration.ofMinutes(10));

    // the last of them may still be on its way out when its run has ended
    var health =
        Flux.interval(Duration.ofMillis(1))
            .map(tick -> protect.health().all().get(0))
            .filter(now -> now.inFlight() == 0 && inside.get() == 0)
            .blockFirst(Duration.ofSeconds(60));
    System.out.printf(
        "%,d calls on all threads: %s; at most %d at once, %d asked%n",
        RUNS, ended, most.get(), asked.get());
    assertEquals(0, health.inFlight());
    assertEquals(0, health.waiting());
    assertEquals(0, inside.get());
    assertTrue(most.get() <= AT_ONCE, "at once: " + most.get());
    assertEquals(60_000_000, health.limits().get(0).left(), 50_000);
    assertTrue(asked.get() > RUNS / 4, "asked: " + asked.get());
  }

  private Work<Long, Long> work() {
    return Work.described(
        WorkInfo.named("chat").model("qwen").pool("gpu0").build(),
        (n, call) ->
            Mono.defer(
                () -> {
                  asked.incrementAndGet();
                  most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                  var left = new AtomicBoolean();
                  Runnable leaves =
                      () -> inside.addAndGet(left.compareAndSet(false, true) ? -1 : 0);
                  return answer(n).doOnTerminate(leaves).doOnCancel(leaves);
                }));
  }

  private static Mono<Outcome<Long>> answer(long n) {
    var random = new SplittableRandom(n);
    Mono<Outcome<Long>> end =
        random.nextInt(10) == 0
            ? Mono.error(new WorkException(ErrorKind.INVALID, Usage.NONE, "no"))
            : Mono.just(Outcome.of(n));
    return switch (random.nextInt(3)) {
      case 0 -> end.subscribeOn(Schedulers.parallel());
      case 1 -> Mono.delay(Duration.ofNanos(random.nextInt(100_000))).then(end);
      default -> end.hide();
    };
  }

  /** A third is cut off, from another thread, whenever that happens to be. */
  private static Mono<String> one(LocalEngine engine, Plan<Long> plan, long n) {
    return Mono.defer(
        () -> {
          var run = engine.start(plan, Map.of("n", n), RunOptions.UNFOLLOWED);
          if (n % 3 == 0) {
            Mono.delay(Duration.ofNanos(new SplittableRandom(n).nextInt(400_000)))
                .subscribe(now -> run.cancel("luck"));
          }
          return run.result()
              .map(result -> "well")
              .onErrorResume(
                  RunException.class, failed -> Mono.just(failed.failure().kind().toString()));
        });
  }
}
