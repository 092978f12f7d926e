package io.waybill.run;

import static io.waybill.dsl.Bind.all;
import static io.waybill.dsl.Bind.value;

import io.waybill.dsl.Flow;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.plan.Ref;
import io.waybill.work.Choice;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Turn;
import io.waybill.work.Work;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A random plan of all shapes, run on puppets in a random order; the seed decides all of it. */
final class RandomRun {
  private static final int DEEPEST = 3;

  private final long seed;
  private final Random random;
  private final Puppets puppets;
  private final Plan<Long> plan;
  private final Waybill waybill;
  private int ids;

  RandomRun(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
    this.puppets = new Puppets(random);
    this.plan =
        Flow.plan(
            "random",
            flow -> {
              var known = new ArrayList<Ref<Long>>(List.of(flow.input("n", Long.class)));
              return body(flow, known, 0);
            });
    this.waybill = puppets.run(plan, Map.of("n", 1L));
  }

  Waybill waybill() {
    return waybill;
  }

  /** The lines once more, from the same postings in another order. */
  List<Waybill.Line> unrolled(List<Posting> postings) {
    var choices = new HashMap<String, Outcome<?>>();
    for (var line : waybill.lines()) {
      line.decision().ifPresent(choice -> choices.put(line.path(), Outcome.of(choice)));
    }
    return Unrolled.of(plan, postings, choices).lines();
  }

  private String id(String shape) {
    return shape + ids++;
  }

  private Ref<Long> any(List<Ref<Long>> known) {
    return known.get(random.nextInt(known.size()));
  }

  /** Mostly some steps and one that reads them all, sometimes only something from outside. */
  private Ref<Long> body(Flow flow, List<Ref<Long>> outer, int depth) {
    if (depth > 0 && random.nextInt(6) == 0) {
      return any(outer);
    }
    var known = new ArrayList<>(outer);
    for (int i = random.nextInt(5 - depth); i >= 0; i--) {
      known.add(step(flow, known, depth));
    }
    var own = known.subList(outer.size(), known.size());
    Work<List<Long>, Long> sum = puppets.answering(all -> 1L + all.size());
    return own.size() == 1 ? own.get(0) : flow.call(id("end"), all(own), sum);
  }

  private Ref<Long> step(Flow flow, List<Ref<Long>> known, int depth) {
    return switch (depth == DEEPEST ? 0 : random.nextInt(8)) {
      case 0, 1, 2 -> sum(flow, known);
      case 3 -> route(flow, known, depth);
      case 4 -> each(flow, known, depth);
      case 5 -> loop(flow, known, depth);
      case 6 -> sub(flow, known, depth);
      default -> rescued(flow, known, depth);
    };
  }

  private Ref<Long> sum(Flow flow, List<Ref<Long>> known) {
    if (random.nextInt(6) == 0) {
      return flow.call(id("constant"), value(3L), number(0));
    }
    var read = new ArrayList<Ref<Long>>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      read.add(any(known));
    }
    Work<List<Long>, Long> sum = puppets.answering(all -> 1L + all.size());
    return flow.call(id("sum"), all(read), sum);
  }

  private Work<Long, Long> number(int failsOneOf) {
    boolean fails = failsOneOf > 0 && random.nextInt(failsOneOf) == 0;
    return puppets.answering(n -> fails ? null : Long.valueOf(n + 1));
  }

  private Ref<Long> route(Flow flow, List<Ref<Long>> known, int depth) {
    var label = List.of("a", "b", "nobody").get(random.nextInt(3));
    boolean fails = random.nextInt(12) == 0;
    Work<Long, Choice> router = puppets.answering(n -> fails ? null : Choice.of(label));
    var route =
        flow.route(id("route"), any(known), router)
            .when("a", b -> body(b, known, depth + 1))
            .when("b", b -> body(b, known, depth + 1))
            .otherwise(b -> body(b, known, depth + 1));
    if (random.nextInt(3) == 0) {
      flow.rescue(route, (f, failure) -> f.call(id("person"), any(known), number(0)));
    }
    return route;
  }

  private Ref<Long> each(Flow flow, List<Ref<Long>> known, int depth) {
    int size = random.nextInt(5);
    Work<Long, List<Long>> items = puppets.answering(n -> List.of(1L, 2L, 3L, 4L).subList(0, size));
    var list = flow.call(id("list"), any(known), items);
    int atMost = 1 + random.nextInt(4);
    var each =
        flow.<Long, Long>each(
            id("each"),
            list,
            atMost,
            (f, item) -> f.call(id("grade"), body(f, with(known, item), depth + 1), number(0)));
    Work<List<Long>, Long> sum = puppets.answering(all -> (long) all.size());
    return flow.call(id("gather"), each, sum);
  }

  private Ref<Long> loop(Flow flow, List<Ref<Long>> known, int depth) {
    return flow.loop(
        id("loop"),
        any(known),
        1 + random.nextInt(3),
        (f, turn) -> {
          var last = body(f, with(known, turn), depth + 1);
          Work<Long, Turn<Long>> judge =
              puppets.answering(
                  n -> random.nextBoolean() ? new Turn.Again<>(n) : new Turn.Done<>(n));
          return f.call(id("judge"), last, judge);
        });
  }

  private Ref<Long> sub(Flow flow, List<Ref<Long>> known, int depth) {
    Plan<Long> inner =
        Flow.plan(
            id("plan"),
            f -> body(f, List.of(f.input("x", Long.class), f.input("y", Long.class)), depth + 1));
    var sub = flow.sub(id("sub"), Map.of("x", any(known), "y", any(known)), inner);
    if (random.nextInt(3) == 0) {
      flow.rescue(sub, (f, failure) -> f.call(id("apology"), any(known), number(0)));
    }
    return sub;
  }

  private Ref<Long> rescued(Flow flow, List<Ref<Long>> known, int depth) {
    var call = flow.call(id("risky"), any(known), number(2));
    if (random.nextInt(4) > 0) {
      flow.rescue(
          call,
          (f, failure) -> f.call(id("rescue"), body(f, known, depth + 1), number(0)),
          ErrorKind.REFUSED);
    }
    return call;
  }

  private static List<Ref<Long>> with(List<Ref<Long>> known, Ref<Long> one) {
    var more = new ArrayList<>(known);
    more.add(one);
    return more;
  }

  @Override
  public String toString() {
    return "seed " + seed + "\n" + plan.mermaid();
  }
}
