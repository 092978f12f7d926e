package io.waybill.protect;

import io.waybill.dsl.Flow;
import io.waybill.ledger.Price.Rate;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Budget;
import io.waybill.plan.Input;
import io.waybill.plan.Plan;
import io.waybill.plan.Policy;
import io.waybill.run.EngineClock;
import io.waybill.run.LocalEngine;
import io.waybill.run.Run;
import io.waybill.run.RunException;
import io.waybill.run.RunOptions;
import io.waybill.testkit.VirtualTime;
import io.waybill.work.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** An engine on virtual time with protection, plans of one step, and what came of their runs. */
final class Desk {
  static final PriceBook PRICES =
      PriceBook.of(
          Map.of("small", Rate.of("1", "2"), "large", Rate.of("10", "20")),
          Map.of(),
          Optional.empty());

  /**
   * What came of a run.
   *
   * @param at when it ended
   */
  record Ended(Duration at, Waybill waybill) {
    boolean well() {
      return waybill.status() == Waybill.Status.OK;
    }

    String why() {
      return waybill.failure().map(failure -> failure.kind() + ": " + failure.message()).orElse("");
    }
  }

  final VirtualTime time = new VirtualTime();
  final EngineClock clock = EngineClock.of(time.scheduler(), () -> 0.5);
  final Protect protect;
  final LocalEngine engine;
  final List<Ended> ended = new ArrayList<>();

  Desk() {
    this(builder -> builder);
  }

  Desk(UnaryOperator<Protect.Builder> told) {
    protect = told.apply(Protect.builder().clock(clock)).build();
    engine = LocalEngine.builder().prices(PRICES).clock(clock).protection(protect).build();
  }

  static Plan<Long> plan(Work<Long, Long> work, Policy policy) {
    return Flow.plan(
        "ask",
        flow -> flow.call("ask", flow.input("n", Long.class, Input.Mark.TRUSTED), work, policy));
  }

  Run<Long> start(Plan<Long> plan, long n, RunOptions options) {
    var run = engine.start(plan, Map.of("n", n), options);
    run.result()
        .subscribe(
            result -> ended.add(new Ended(time.passed(), result.waybill())),
            error -> ended.add(new Ended(time.passed(), ((RunException) error).waybill())));
    return run;
  }

  void start(Plan<Long> plan, int many) {
    for (int run = 0; run < many; run++) {
      start(plan, run, RunOptions.UNFOLLOWED);
    }
  }

  /** Starts a run and lets time pass until it has ended. */
  Ended run(Plan<Long> plan, long n, RunOptions options) {
    int before = ended.size();
    start(plan, n, options);
    while (ended.size() == before) {
      time.pass(Duration.ofMillis(100));
    }
    return ended.get(before);
  }

  Ended run(Plan<Long> plan, long n) {
    return run(plan, n, RunOptions.UNFOLLOWED);
  }

  static RunOptions within(Duration time) {
    return RunOptions.UNFOLLOWED.withBudget(Budget.NONE.within(time));
  }

  /** How it goes with the only one that was asked. */
  Health.Of health() {
    var all = protect.health().all();
    if (all.size() != 1) {
      throw new AssertionError("one was asked, not " + all);
    }
    return all.get(0);
  }
}
