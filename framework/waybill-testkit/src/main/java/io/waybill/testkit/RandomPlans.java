package io.waybill.testkit;

import io.waybill.dsl.Bind;
import io.waybill.dsl.Flow;
import io.waybill.plan.Binding;
import io.waybill.plan.Policy;
import io.waybill.plan.Ref;
import io.waybill.testkit.RandomPlan.Shape;
import io.waybill.work.Choice;
import io.waybill.work.ErrorKind;
import io.waybill.work.Failure;
import io.waybill.work.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

/**
 * Draws plans of every shape over numbers, whose work fails, retries and takes its time at random;
 * all of it decided by the seed. Every step is needed for the output, so but for the losers of a
 * race, a run that succeeds leaves nothing half done.
 */
public final class RandomPlans {
  private static final int MOST_STEPS = 24;
  private static final int MOST_TIMES = 27;

  private final Random random;
  private final RandomWorks works;
  private final Set<Shape> shapes = EnumSet.noneOf(Shape.class);
  private int steps;

  /**
   * Where in a plan a step is drawn: what it can read, what is around it, how often it will run.
   */
  private record Place(List<Ref<Long>> known, int depth, int times, Set<Shape> inside) {
    Place within(Shape shape, int times) {
      var around = EnumSet.of(shape);
      around.addAll(inside);
      return new Place(known, depth - 1, this.times * times, around);
    }

    Place given(Ref<Long> value) {
      return new Place(plus(known, value), depth, times, inside);
    }

    private static <T> List<T> plus(List<T> some, T one) {
      var more = new ArrayList<>(some);
      more.add(one);
      return more;
    }
  }

  private RandomPlans(RandomWorks works, Random random) {
    this.works = works;
    this.random = random;
  }

  /**
   * The plan of a seed. Its work answers on the thread that asks, unless the run says otherwise.
   */
  public static RandomPlan of(long seed) {
    var random = new Random(seed * 0x9E3779B97F4A7C15L);
    var failures = random.nextInt(100) < 45 ? 0 : 5 + random.nextInt(120);
    var world = new RandomWorld(seed, failures, Schedulers.immediate());
    var cancelAt =
        random.nextInt(4) == 0 ? OptionalInt.of(1 + random.nextInt(40)) : OptionalInt.empty();
    var input = random.nextInt(1000);
    var drawn = new RandomPlans(new RandomWorks(world), random);
    var plan = Flow.plan("random_" + seed, drawn::top);
    return new RandomPlan(seed, plan, input, drawn.shapes, cancelAt, world);
  }

  private Ref<Long> top(Flow flow) {
    var n = flow.input("n", Long.class);
    return steps(flow, new Place(List.of(n), 4, 1, Set.of()));
  }

  /** A few steps, and their sum: so all of them are needed. */
  private Ref<Long> steps(Flow flow, Place place) {
    var known = new ArrayList<>(place.known);
    var own = new ArrayList<Ref<Long>>();
    for (int i = 1 + random.nextInt(place.inside.isEmpty() ? 4 : 3); i > 0; i--) {
      var step = step(flow, new Place(known, place.depth, place.times, place.inside));
      own.add(step);
      known.add(step);
    }
    return flow.call(id("sum"), Bind.<Long>all(own), works.sum(), policy(works.sum()));
  }

  private Ref<Long> step(Flow flow, Place place) {
    var from = known(place);
    if (place.depth == 0 || steps > MOST_STEPS) {
      return call(flow, from, place);
    }
    boolean mayRepeat = place.times * 3 <= MOST_TIMES;
    return switch (random.nextInt(11)) {
      case 0, 1, 2 -> route(flow, from, place);
      case 3, 4 -> mayRepeat ? each(flow, from, place) : call(flow, from, place);
      case 5, 6 -> mayRepeat ? loop(flow, from, place) : call(flow, from, place);
      case 7 -> sub(flow, from, place);
      case 8 -> race(flow, place);
      default -> call(flow, from, place);
    };
  }

  private Ref<Long> call(Flow flow, Binding<Long> from, Place place) {
    var call =
        flow.call(id("call"), from, works.number(random.nextInt(5)), policy(works.number(3)));
    return perhapsRescued(flow, call, place, true);
  }

  private Ref<Long> route(Flow flow, Binding<Long> from, Place place) {
    shape(Shape.ROUTE, place, Shape.ROUTE, Shape.NESTED_ROUTE);
    var inside = place.within(Shape.ROUTE, 1);
    var route =
        flow.route(id("route"), from, works.router(), policy(works.router()))
            .when("even", branch -> body(branch, inside))
            .when("odd", branch -> body(branch, inside))
            .otherwise(branch -> random.nextBoolean() ? captured(place) : body(branch, inside));
    var value = perhapsRescued(flow, route, place, false);
    if (random.nextInt(3) > 0) {
      return value;
    }
    Ref<Choice> decision = flow.decision(route);
    var length = flow.call(id("label"), decision, works.label(), policy(works.label()));
    return flow.call(
        id("sum"), Bind.<Long>all(List.of(value, length)), works.sum(), policy(works.sum()));
  }

  private Ref<Long> each(Flow flow, Binding<Long> from, Place place) {
    shape(Shape.EACH, place, Shape.LOOP, Shape.EACH_IN_LOOP);
    if (random.nextInt(3) == 0) {
      return pieces(flow, from, place);
    }
    var items = flow.call(id("items"), from, works.items(), policy(works.items()));
    var each =
        flow.<Long, Long>each(
            id("each"),
            items,
            1 + random.nextInt(3),
            (body, item) ->
                random.nextInt(5) == 0
                    ? item
                    : body(body, place.within(Shape.EACH, 3).given(item)));
    return flow.call(id("sum"), each, works.sum(), policy(works.sum()));
  }

  private Ref<Long> pieces(Flow flow, Binding<Long> from, Place place) {
    shapes.add(Shape.PIECES);
    var text = flow.call(id("text"), from, works.text(), policy(works.text()));
    var each =
        flow.<String, Long>each(
            id("each"),
            random.nextInt(4) == 0 ? Bind.chunks(text, 20) : Bind.sentences(text),
            1 + random.nextInt(3),
            (body, piece) -> {
              var read = body.call(id("read"), piece, works.read(), policy(works.read()));
              var inside = body(body, place.within(Shape.EACH, 3).given(read));
              var both = Bind.<Long>all(List.of(read, inside));
              return body.call(id("sum"), both, works.sum(), policy(works.sum()));
            });
    return flow.call(id("sum"), each, works.sum(), policy(works.sum()));
  }

  private Ref<Long> loop(Flow flow, Binding<Long> from, Place place) {
    shapes.add(Shape.LOOP);
    return flow.loop(
        id("loop"),
        from,
        1 + random.nextInt(3),
        (body, turn) -> {
          var value = body(body, place.within(Shape.LOOP, 3).given(turn));
          return body.call(id("turn"), value, works.turn(), policy(works.turn()));
        });
  }

  private Ref<Long> sub(Flow flow, Binding<Long> from, Place place) {
    shapes.add(Shape.SUB);
    var plan =
        Flow.plan(
            id("plan"),
            inner -> {
              var x = inner.input("x", Long.class);
              return steps(
                  inner, new Place(List.of(x), place.depth - 1, place.times, Set.of(Shape.SUB)));
            });
    return perhapsRescued(flow, flow.sub(id("sub"), from, plan), place, false);
  }

  /** Whoever is there first, its value is the same: else the plan would not say what it gives. */
  private Ref<Long> race(Flow flow, Place place) {
    shapes.add(Shape.RACE);
    var same = captured(place);
    boolean best = random.nextInt(3) == 0;
    var inside = place.within(Shape.RACE, 1);
    var id = id("race");
    var race = flow.race(id).run("a", runner -> runner(runner, inside, best ? null : same));
    int runners = 2 + random.nextInt(2);
    for (var label : List.of("b", "c").subList(0, runners - 1)) {
      race = race.run(label, runner -> runner(runner, inside, best ? null : same));
    }
    var value =
        best
            ? race.best(works.number(random.nextInt(5)))
            : random.nextBoolean() ? race.first() : race.quorum(1 + random.nextInt(runners));
    return perhapsRescued(flow, value, place, false);
  }

  private Ref<Long> runner(Flow flow, Place place, @Nullable Ref<Long> same) {
    var value = body(flow, place);
    return same == null
        ? value
        : flow.call(
            id("last"), Bind.<Long>all(List.of(value, same)), works.last(), policy(works.last()));
  }

  private Ref<Long> body(Flow flow, Place place) {
    shapes.add(Shape.CAPTURE);
    return steps(flow, place);
  }

  private Ref<Long> captured(Place place) {
    shapes.add(Shape.CAPTURE);
    return place.known.get(random.nextInt(place.known.size()));
  }

  /**
   * @param one whether only one failure is possible, so that what is done may depend on which
   */
  private Ref<Long> perhapsRescued(Flow flow, Ref<Long> step, Place place, boolean one) {
    if (random.nextInt(4) > 0) {
      return step;
    }
    shapes.add(Shape.RESCUE);
    var inside = place.within(Shape.RESCUE, 1);
    if (one && random.nextBoolean()) {
      var kind = random.nextBoolean() ? ErrorKind.REFUSED : ErrorKind.TRANSIENT;
      flow.rescue(step, (body, failure) -> read(body, failure), kind, ErrorKind.INVALID);
    }
    return random.nextInt(3) == 0
        ? flow.rescue(step, (body, failure) -> one ? read(body, failure) : captured(place))
        : flow.rescue(step, (body, failure) -> steps(body, inside));
  }

  private Ref<Long> read(Flow body, Ref<Failure> failure) {
    return body.call(id("failure"), failure, works.failure(), policy(works.failure()));
  }

  private Binding<Long> known(Place place) {
    var known = captured(place);
    return random.nextInt(8) == 0 ? Bind.after(known, captured(place)) : known;
  }

  private Policy policy(Work<?, ?> other) {
    var policy = Policy.NONE.backoff(Duration.ofNanos(1));
    if (random.nextInt(6) == 0) {
      shapes.add(Shape.RETRY);
      policy = policy.retry(1 + random.nextInt(2));
    }
    if (random.nextInt(8) == 0) {
      shapes.add(Shape.FALLBACK);
      policy = policy.orElse(other);
    }
    return policy;
  }

  private void shape(Shape shape, Place place, Shape around, Shape both) {
    shapes.add(shape);
    if (place.inside.contains(around)) {
      shapes.add(both);
    }
  }

  private String id(String kind) {
    return kind + "_" + steps++;
  }
}
