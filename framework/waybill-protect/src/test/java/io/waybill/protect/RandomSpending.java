package io.waybill.protect;

import io.waybill.dsl.Bind;
import io.waybill.dsl.Flow;
import io.waybill.plan.Budget;
import io.waybill.plan.Plan;
import io.waybill.plan.Policy;
import io.waybill.plan.Ref;
import io.waybill.work.Attempt;
import io.waybill.work.Bound;
import io.waybill.work.CallContext;
import io.waybill.work.Failure;
import io.waybill.work.Money;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A random plan of calls that cost, and whom they ask: models, guards whose judge is a model,
 * agents of several turns, one after the other or at once; with retries, fallbacks, hedges and
 * timeouts; in plans with budgets of their own.
 */
final class RandomSpending {
  private static final Work<List<Long>, Long> SUM =
      Work.instant("sum", all -> all.stream().mapToLong(n -> n).sum());
  private static final Work<Long, List<Long>> THREE =
      Work.instant("three", n -> List.of(n, n + 1, n + 2));

  private final long seed;
  private final boolean lying;
  private final Random random;
  private final long limit;
  final Till till;
  private int steps;

  /**
   * @param lying whether its models say that they cost half of what they do
   */
  RandomSpending(long seed, boolean lying) {
    this.seed = seed;
    this.lying = lying;
    this.random = new Random(seed);
    this.limit = 300_000 + random.nextInt(30_000_000);
    this.till = new Till(limit);
  }

  Plan<Long> plan() {
    return Flow.plan(
        "spending",
        flow -> {
          flow.budget(Budget.NONE.spending(new Money(limit)));
          return body(flow, flow.input("n", Long.class), 2);
        });
  }

  private Ref<Long> body(Flow flow, Ref<Long> given, int depth) {
    var known = new ArrayList<Ref<Long>>();
    known.add(given);
    int many = 2 + random.nextInt(4);
    for (int step = 0; step < many; step++) {
      known.add(step(flow, known.get(random.nextInt(known.size())), depth));
    }
    return flow.call(id("all"), Bind.<Long>all(known), SUM);
  }

  private Ref<Long> step(Flow flow, Ref<Long> from, int depth) {
    return switch (random.nextInt(depth > 0 ? 6 : 3)) {
      case 0 -> flow.call(id("guard"), from, judged(), policy());
      case 1 -> flow.call(id("agent"), from, agent(1 + random.nextInt(4)), policy());
      case 2 -> flow.call(id("model"), from, model(), policy());
      case 3 -> {
        long budget = 100_000 + random.nextInt(20_000_000);
        var plan =
            Flow.plan(
                id("plan"),
                inside -> {
                  inside.budget(Budget.NONE.spending(new Money(budget)));
                  return body(inside, inside.input("x", Long.class), depth - 1);
                });
        yield perhaps(flow, flow.sub("sub_%d_%d".formatted(budget, steps++), from, plan));
      }
      case 4 -> {
        var items = flow.call(id("items"), from, THREE);
        var each =
            flow.<Long, Long>each(
                id("each"), items, 3, (inside, item) -> body(inside, item, depth - 1));
        yield flow.call(id("sum"), each, SUM);
      }
      default -> flow.call(id("model"), from, model(), policy());
    };
  }

  /** What does not fit ends the plan, mostly; sometimes something stands in its place. */
  private Ref<Long> perhaps(Flow flow, Ref<Long> step) {
    return random.nextInt(3) == 0
        ? step
        : flow.rescue(step, (inside, failure) -> inside.call(id("rescued"), failure, ZERO));
  }

  private static final Work<Failure, Long> ZERO = Work.instant("zero", any -> 0L);

  private Policy policy() {
    var policy =
        Policy.NONE
            .within(Duration.ofMillis(50 + random.nextInt(100)))
            .retry(random.nextInt(3))
            .backoff(Duration.ofNanos(1 + random.nextInt(200_000)));
    if (random.nextInt(3) == 0) {
      policy = policy.hedged(new Policy.Hedge(Duration.ofNanos(1 + random.nextInt(150_000))));
    }
    if (random.nextInt(3) == 0) {
      policy = policy.orElse(model());
    }
    return random.nextInt(5) == 0 ? policy : policy.orSkip(0L);
  }

  private Work<Long, Long> model() {
    var model = random.nextInt(3) == 0 ? "large" : "small";
    int input = 50 + random.nextInt(500);
    int output = 50 + random.nextInt(500);
    return Work.described(
        info("model", model),
        given -> Bound.tokens("maker", model, lying ? input / 2 : input, output),
        (given, call) -> till.ask(model, input, output, call, luck(call)));
  }

  /** A guard with a judge, and then what it guards: all of it in calls inside. */
  private Work<Long, Long> judged() {
    return Work.described(
        info("guard", "guard"),
        given -> Bound.NOTHING,
        (given, call) ->
            inner(call, "judge", "small")
                .then(inner(call, "answer", "large"))
                .map(RandomSpending::own));
  }

  private Work<Long, Long> agent(int turns) {
    boolean atOnce = random.nextBoolean();
    return Work.described(
        info("agent", "agent"),
        given -> Bound.NOTHING,
        (given, call) -> {
          var all =
              IntStream.range(0, turns).mapToObj(turn -> inner(call, "turn", "small")).toList();
          return (atOnce ? Flux.merge(all) : Flux.concat(all)).last().map(RandomSpending::own);
        });
  }

  private static Outcome<Long> own(Outcome<Long> inside) {
    return inside.used(Usage.NONE);
  }

  private Mono<Outcome<Long>> inner(CallContext call, String name, String model) {
    var bound = Bound.tokens("maker", model, 100, 200);
    var what = new Attempt(name, info(name, model), bound);
    return call.inner(what, inside -> till.ask(model, 100, 200, inside, luck(inside)));
  }

  private Luck luck(CallContext call) {
    return new Luck(seed, call.path(), call.attempt());
  }

  private static WorkInfo info(String name, String model) {
    return WorkInfo.named(name)
        .model(model)
        .config(Map.of("provider", "maker"))
        .location(WorkInfo.Location.EXTERNAL)
        .build();
  }

  private String id(String kind) {
    return kind + "_" + steps++;
  }
}
