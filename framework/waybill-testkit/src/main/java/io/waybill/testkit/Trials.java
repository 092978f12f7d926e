package io.waybill.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.waybill.dsl.Flow;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.plan.Plan;
import io.waybill.plan.Ref;
import io.waybill.run.Engine;
import io.waybill.run.Run;
import io.waybill.run.RunEvent;
import io.waybill.run.RunException;
import io.waybill.run.RunOptions;
import io.waybill.run.RunResult;
import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.LongStream;

/** The small plans and work that engines are tried with. */
final class Trials {
  static final Map<String, Long> ONE = Map.of("n", 1L);

  static final Duration LONGEST = Duration.ofSeconds(3);

  /** 1,000 tokens read cost a thousandth of a dollar. */
  static final PriceBook PRICES =
      PriceBook.of(Map.of("small", Price.Rate.of("1", "1")), Map.of(), Optional.empty());

  static final Usage THOUSAND = Usage.tokens("maker", "small", 1000, 0);

  static final Work<Long, Long> INCREMENT = Work.instant("increment", n -> n + 1);

  static final Work<List<Long>, Long> SUM =
      Work.instant("sum", all -> all.stream().mapToLong(n -> n).sum());

  static final Work<Long, List<Long>> COUNT =
      Work.instant("count", n -> LongStream.range(0, n).boxed().toList());

  static final Work<Long, Choice> PARITY =
      Work.instant("parity", n -> Choice.of(n % 2 == 0 ? "even" : "odd"));

  private Trials() {}

  /** A plan with one input, {@code n}, a whole number. */
  static <O> Plan<O> plan(BiFunction<Flow, Ref<Long>, Ref<O>> body) {
    return Flow.plan("trial", flow -> body.apply(flow, flow.input("n", Long.class)));
  }

  static ScriptedWork<Long, Long> scripted(String name) {
    return ScriptedWork.named(name);
  }

  /** Gives back what it is given, after so many milliseconds. */
  static ScriptedWork<Long, Long> taking(VirtualTime time, long millis) {
    return taking(time, n -> millis);
  }

  static ScriptedWork<Long, Long> taking(VirtualTime time, Function<Long, Long> millis) {
    return scripted("slow")
        .by((n, call) -> Reply.of(n).after(Duration.ofMillis(millis.apply(n))))
        .on(time.scheduler());
  }

  static Duration wall(VirtualTime time, Engine engine, Plan<?> plan) {
    return time.run(engine, plan, ONE).waybill().wall();
  }

  static RunException failing(Engine engine, Plan<?> plan) {
    return failing(engine.start(plan, ONE, RunOptions.DEFAULT));
  }

  static RunException failing(Run<?> run) {
    return assertThrows(RunException.class, () -> run.result().block(LONGEST));
  }

  static <O> RunResult<O> result(Run<O> run) {
    return Objects.requireNonNull(run.result().block(LONGEST), "the run ended without a result");
  }

  /** Every event of a run, from the first to the last; tokens left out. */
  static CompletableFuture<List<RunEvent.Recorded>> recorded(Run<?> run) {
    return run.events().ofType(RunEvent.Recorded.class).collectList().toFuture();
  }

  /** {@code ask#2 FAILED}, in the order they were posted. */
  static List<String> fates(List<Posting> postings) {
    return postings.stream()
        .map(posting -> "%s#%d %s".formatted(posting.path(), posting.attempt(), posting.fate()))
        .toList();
  }

  static List<String> paths(List<? extends Asked<?>> calls) {
    return calls.stream().map(Asked::path).toList();
  }

  /** Work that is a lambda, with a name. */
  static <I, O> Work<I, O> named(String name, Work<I, O> body) {
    return Work.described(WorkInfo.named(name).build(), body);
  }

  static CallContext detached() {
    return CallContext.detached("trial");
  }
}
