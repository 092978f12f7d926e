package io.waybill.benchmarks.peers;

import io.waybill.dsl.Bind;
import io.waybill.dsl.Flow.Branches;
import io.waybill.plan.Plan;
import io.waybill.plan.Ref;
import io.waybill.run.LocalEngine;
import io.waybill.telemetry.Telemetry;
import io.waybill.work.Choice;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Waybill: its ledger is always on. */
final class OnWaybill implements Peer {
  /** What it does besides. */
  enum With {
    /** Nobody follows a run and nobody keeps it: the engine builds no events. */
    LEDGER,
    /** Events are on: each run has a follower, who takes all of them. */
    FOLLOWER,
    /** Events are on: each is kept, in memory, before the run goes on. */
    JOURNAL
  }

  private static final Work<Integer, Integer> INSTANT = Work.instant("step", Calls.INSTANT::now);
  private static final Work<List<Integer>, Integer> SUM = Work.instant("sum", OnWaybill::sum);

  private final With with;
  private final LocalEngine engine;

  OnWaybill(With with) {
    this.with = with;
    this.engine =
        with == With.JOURNAL
            ? LocalEngine.builder().journal(new LastRun()).build()
            : LocalEngine.create();
  }

  private static int sum(List<Integer> numbers) {
    int sum = 0;
    for (int number : numbers) {
      sum += number;
    }
    return sum;
  }

  private static Work<Integer, Integer> work(Task task) {
    return switch (task.manner()) {
      case INSTANT -> Work.instant("step", task::now);
      case BLOCKING -> Work.blocking("step", task::now);
      case ASYNCHRONOUS ->
          Work.described(
              WorkInfo.named("step").model("stub").build(),
              (n, call) -> Mono.fromFuture(task.later(n)).map(Outcome::of));
    };
  }

  private Flow flow(Plan<Integer> plan) {
    return with == With.FOLLOWER ? new FollowedPlan(engine, plan) : new PlainPlan(engine, plan);
  }

  static Plan<Integer> line(int steps, Work<Integer, Integer> work) {
    return io.waybill.dsl.Flow.plan(
        "chain", flow -> line(flow, flow.input("n", Integer.class), steps, work));
  }

  private static Ref<Integer> line(
      io.waybill.dsl.Flow flow, Ref<Integer> from, int steps, Work<Integer, Integer> work) {
    var n = from;
    for (int i = 0; i < steps; i++) {
      n = flow.call("s" + i, n, work);
    }
    return n;
  }

  @Override
  public Flow chain(int steps, Task task) {
    return flow(line(steps, work(task)));
  }

  private static Ref<Integer> split(
      io.waybill.dsl.Flow flow, Ref<Integer> n, int width, Work<Integer, Integer> work) {
    var branches = new ArrayList<Ref<Integer>>();
    for (int i = 0; i < width; i++) {
      branches.add(flow.call("b" + i, n, work));
    }
    return flow.call("sum", Bind.all(branches), SUM);
  }

  @Override
  public Flow fan(int width, Task task) {
    var work = work(task);
    return flow(
        io.waybill.dsl.Flow.plan(
            "fan", flow -> split(flow, flow.input("n", Integer.class), width, work)));
  }

  @Override
  public Flow diamond(Task task) {
    var work = work(task);
    return flow(
        io.waybill.dsl.Flow.plan(
            "diamond",
            flow -> {
              Ref<Integer> routed = flow.call("route", flow.input("n", Integer.class), work);
              return line(flow, split(flow, routed, 3, work), 3, work);
            }));
  }

  /** Four plain steps: what no edge orders runs at once. */
  @Override
  public Flow skewed(Task brief, Task lengthy) {
    var quick = work(brief);
    var slow = work(lengthy);
    return flow(
        io.waybill.dsl.Flow.plan(
            "skewed",
            flow -> {
              var n = flow.input("n", Integer.class);
              Ref<Integer> one = flow.call("a1", n, quick);
              Ref<Integer> other = flow.call("b1", n, slow);
              one = flow.call("a2", one, slow);
              other = flow.call("b2", other, quick);
              return flow.call("sum", Bind.all(List.of(one, other)), SUM);
            }));
  }

  @Override
  public Flow route(int branches) {
    Work<Integer, Choice> pick = Work.instant("pick", n -> Choice.of("b" + n));
    Work<Integer, Integer> add = Work.instant("add", Calls.ADD_THOUSAND::now);
    return flow(
        io.waybill.dsl.Flow.plan(
            "route",
            flow -> {
              var n = flow.input("n", Integer.class);
              Branches<Integer> route =
                  flow.route("pick", n, pick).when("b0", branch -> branch.call("add", n, add));
              for (int i = 1; i < branches; i++) {
                route.when("b" + i, branch -> branch.call("add", n, add));
              }
              return route.otherwise(branch -> branch.call("add", n, add));
            }));
  }

  @Override
  public Talk talk() {
    return with == With.FOLLOWER ? new FollowedTalk(engine) : new PlainTalk(engine);
  }

  /** The steps are calls of a model that a provider bills, so that there is something to tell. */
  @Override
  public Flow traced(int steps, Tracing tracing) {
    var told = LocalEngine.builder().prices(Priced.BOOK);
    switch (tracing.mode) {
      case BARE -> {}
      case OFF -> Telemetry.fromEnvironment().ifPresent(told::listener);
      case NOOP, ON -> tracing.telemetry().map(Telemetry::of).ifPresent(told::listener);
    }
    return new PlainPlan(told.build(), line(steps, priced()));
  }

  static Work<Integer, Integer> priced() {
    var info =
        WorkInfo.named("ask").model(Priced.MODEL).location(WorkInfo.Location.EXTERNAL).build();
    return Work.described(info, (n, call) -> Mono.just(answer(n + 1, Priced.USAGE)));
  }

  private static Outcome<Integer> answer(int n, Usage usage) {
    return Outcome.of(n, usage, Outcome.Kind.GENERATED);
  }

  @Override
  public Flow carrying(int steps, int characters) {
    Plan<Integer> plan =
        io.waybill.dsl.Flow.plan(
            "chain",
            flow -> {
              flow.input("text", String.class);
              return line(flow, flow.input("n", Integer.class), steps, INSTANT);
            });
    return new PlainPlan(engine, plan, Map.of("text", "x".repeat(characters)));
  }
}
