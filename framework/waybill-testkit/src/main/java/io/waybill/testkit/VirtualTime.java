package io.waybill.testkit;

import io.waybill.plan.Plan;
import io.waybill.run.Engine;
import io.waybill.run.EngineClock;
import io.waybill.run.Run;
import io.waybill.run.RunException;
import io.waybill.run.RunOptions;
import io.waybill.run.RunResult;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import reactor.core.scheduler.Scheduler;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * Time that passes only when a test says so, for an engine and for the scripted work it performs:
 * an hour of a run takes no time, and every duration is exact.
 */
public final class VirtualTime {
  private static final Duration AT_ONCE = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(30);

  private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();

  /** Begins at the epoch. */
  public VirtualTime() {}

  /** For engines. */
  public EngineClock clock() {
    return EngineClock.of(scheduler);
  }

  /** For scripted work. */
  public Scheduler scheduler() {
    return scheduler;
  }

  /** What has passed so far. */
  public Duration passed() {
    return Duration.ofNanos(scheduler.now(TimeUnit.NANOSECONDS));
  }

  /** Lets time pass, and happen what is due until then. */
  public void pass(Duration time) {
    scheduler.advanceTimeBy(time);
  }

  /**
   * Starts a run and lets time pass until it has ended.
   *
   * @throws RunException if it does not succeed
   */
  public <O> RunResult<O> run(Engine engine, Plan<O> plan, Map<String, ?> inputs) {
    return finish(engine.start(plan, inputs, RunOptions.DEFAULT));
  }

  /**
   * Lets time pass until a run has ended. By then a little more may have passed than the run took;
   * what it took is on its waybill.
   *
   * @throws RunException if it does not succeed
   * @throws IllegalStateException if nothing is left that could end it
   */
  public <O> RunResult<O> finish(Run<O> run) {
    var end = run.result().toFuture();
    var limit = passed().plus(LONGEST);
    while (!end.isDone()
        && passed().compareTo(limit) < 0
        && scheduler.getScheduledTaskCount() > 0) {
      pass(AT_ONCE);
    }
    if (!end.isDone()) {
      throw new IllegalStateException(
          "run '%s' has not ended after %s, and nothing is left to wait for on virtual time. Does some work wait on another scheduler? Say .on(time.scheduler())"
              .formatted(run.id(), passed()));
    }
    return ended(end);
  }

  private static <T> T ended(CompletableFuture<T> end) {
    try {
      return end.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : e;
    }
  }
}
