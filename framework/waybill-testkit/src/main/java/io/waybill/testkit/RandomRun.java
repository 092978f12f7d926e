package io.waybill.testkit;

import io.waybill.ledger.Waybill;
import io.waybill.run.Engine;
import io.waybill.run.Journal;
import io.waybill.run.Run;
import io.waybill.run.RunEvent;
import io.waybill.run.RunException;
import io.waybill.run.RunOptions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** One run of a random plan on an engine, held against what the plan means. */
final class RandomRun {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** How a run is made. */
  enum Manner {
    /** No journal, nobody following, all on one thread: the shortest way through an engine. */
    BARE,
    /** Every event goes through a journal that takes it at once; cancelled where the plan says. */
    KEPT,
    /** The journal takes its time, and work answers on other threads; cancelled likewise. */
    KEPT_LATER
  }

  private RandomRun() {}

  /**
   * What came of it, and where the engine and the reference differ.
   *
   * @param overlapped whether a step went on from a piece of an answer that was still being given
   */
  record Verdict(
      long seed,
      Manner manner,
      Set<RandomPlan.Shape> shapes,
      Waybill.Status status,
      Meaning meaning,
      int attempts,
      boolean overlapped,
      List<String> problems) {
    @Override
    public String toString() {
      return "seed %d, %s: %s".formatted(seed, manner, problems);
    }
  }

  /** Of one plan after the other: its work keeps one bill. */
  static List<Verdict> of(
      long seed, List<Manner> manners, Function<EngineContract.Setting, Engine> engines) {
    var plan = RandomPlans.of(seed);
    var meaning = Reference.of(plan.plan(), plan.inputs());
    return manners.stream().map(manner -> of(plan, meaning, manner, engines)).toList();
  }

  private static Verdict of(
      RandomPlan plan,
      Meaning meaning,
      Manner manner,
      Function<EngineContract.Setting, Engine> engines) {
    plan.nextRun(manner == Manner.KEPT_LATER ? Schedulers.parallel() : Schedulers.immediate());
    var keeper = new Keeper(manner, plan.cancelAt());
    var setting = EngineContract.Setting.plain().prices(RandomPlan.PRICES);
    var engine = engines.apply(manner == Manner.BARE ? setting : setting.journal(keeper));
    var run = engine.start(plan.plan(), plan.inputs(), RunOptions.UNFOLLOWED);
    keeper.open(run);
    var judge = new Judge(plan.bill(), meaning);
    try {
      var result = Objects.requireNonNull(run.result().block(LONGEST));
      judge.succeeded(result.value(), result.waybill());
      return verdict(plan, meaning, manner, Optional.of(result.waybill()), judge.problems());
    } catch (RunException e) {
      judge.failed(e.failure(), e.waybill(), keeper.cancelled());
      return verdict(plan, meaning, manner, Optional.of(e.waybill()), judge.problems());
    } catch (IllegalStateException tooLong) {
      var endless = List.of("it did not end within " + LONGEST);
      return verdict(plan, meaning, manner, Optional.empty(), endless);
    }
  }

  private static Verdict verdict(
      RandomPlan plan,
      Meaning meaning,
      Manner manner,
      Optional<Waybill> waybill,
      List<String> problems) {
    return new Verdict(
        plan.seed(),
        manner,
        plan.shapes(),
        waybill.map(Waybill::status).orElse(Waybill.Status.FAILED),
        meaning,
        plan.bill().entries().size(),
        waybill.stream()
            .flatMap(bill -> bill.lines().stream())
            .anyMatch(line -> !line.pieces().isEmpty()),
        problems);
  }

  /** A journal that lets a run begin when it is told, and cancels it at an event. */
  private static final class Keeper implements Journal {
    private final @Nullable Scheduler later;
    private final int cancelAt;
    private final Sinks.Empty<Void> gate = Sinks.empty();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile @Nullable Run<?> run;
    private volatile boolean cancelled;

    private Keeper(Manner manner, OptionalInt cancelAfter) {
      this.later = manner == Manner.KEPT_LATER ? Schedulers.single() : null;
      this.cancelAt = manner == Manner.BARE ? -1 : cancelAfter.orElse(-1);
    }

    boolean cancelled() {
      return cancelled;
    }

    void open(Run<?> begun) {
      run = begun;
      if (cancelAt == 1) {
        cancel(begun);
      }
      gate.tryEmitEmpty();
    }

    @Override
    public Mono<Void> append(String id, RunEvent.Recorded event) {
      int nth = asked.incrementAndGet();
      var begun = run;
      if (nth == cancelAt && begun != null) {
        cancel(begun);
      }
      if (nth == 1) {
        return gate.asMono();
      }
      return later == null ? Mono.empty() : Mono.<Void>empty().hide().subscribeOn(later);
    }

    private void cancel(Run<?> begun) {
      cancelled = true;
      begun.cancel("the seed said so");
    }
  }
}
