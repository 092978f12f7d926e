package io.waybill.benchmarks.soak;

import static io.waybill.benchmarks.soak.Stubs.said;

import io.waybill.dsl.Bind;
import io.waybill.plan.Budget;
import io.waybill.plan.Policy;
import io.waybill.work.ErrorKind;
import io.waybill.work.Money;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/** What goes wrong with calls, and what stands around them for that. */
final class Trouble {
  /** So long that no machine is too busy to be quicker. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private Trouble() {}

  static List<Scenario> all() {
    return List.of(
        race(), best(), hedge(), retry(), outage(), stalled(), late(), broke(), cached(), queue());
  }

  /** Three runners; the others are cancelled when one is there. All would say the same. */
  private static Scenario race() {
    var plan =
        Everyday.<String>plan(
            "race",
            (flow, number) -> {
              var race =
                  flow.race("sprint").run("a", in -> in.call("run", number, Stubs.model("run")));
              for (var other : List.of("b", "c")) {
                race = race.run(other, in -> in.call("run", number, Stubs.model("run")));
              }
              return flow.call("after", race.first(), Stubs.model("after"));
            });
    return Scenario.of(
        "race",
        5,
        plan,
        trip -> {
          int first = runs(trip, "sprint").min().orElseThrow();
          return Planned.value(
              said("after", said("run", trip.number)), first + trip.millis("after"));
        });
  }

  private static IntStream runs(Trip trip, String race) {
    return Stream.of("a", "b", "c").mapToInt(label -> trip.millis(race + ":" + label + "/run"));
  }

  /** All run to their end, and the longest answer is taken. */
  private static Scenario best() {
    var plan =
        Everyday.<String>plan(
            "best",
            (flow, number) ->
                flow.race("contest")
                    .run("a", in -> in.call("run", number, Stubs.model("run")))
                    .run("b", in -> in.call("run", number, Stubs.model("ran longer")))
                    .run("c", in -> in.call("run", number, Stubs.model("ran")))
                    .best(String::length));
    return Scenario.of(
        "best",
        3,
        plan,
        trip ->
            Planned.value(
                said("ran longer", trip.number), runs(trip, "contest").max().orElseThrow()));
  }

  /** Some are slow, and asked a second time if there are not too many of them. */
  private static Scenario hedge() {
    Work<Object, String> slow =
        Stubs.answering(
            Stubs.outside("slow", "hedged", "small"),
            (trip, input, call) ->
                Stubs.after(
                    call.attempt() == 1 && trip.chance("slow", 4) ? 200 : 5,
                    () -> Stubs.outcome(said("slow", input), Stubs.usage("small"))));
    var policy = Policy.NONE.hedged(new Policy.Hedge(Duration.ofMillis(40)));
    return Scenario.of(
        "hedge",
        5,
        Everyday.<String>plan("hedge", (flow, number) -> flow.call("slow", number, slow, policy)),
        trip -> Planned.value(said("slow", trip.number)));
  }

  /** Fails once or twice and is tried again, as long as there is leave for that. */
  private static Scenario retry() {
    Work<Object, String> flaky =
        Stubs.answering(
            Stubs.outside("flaky", "flaky", "small"),
            (trip, input, call) ->
                Stubs.after(
                    trip.millis(call.path()),
                    () -> {
                      if (call.attempt() <= trip.draw("fails", 20) - 17) {
                        throw new WorkException(
                            ErrorKind.TRANSIENT, Stubs.usage("small"), "a bad moment");
                      }
                      return Stubs.outcome(said("ask", input), Stubs.usage("small"));
                    }));
    var policy = Bind.retry(2).backoff(Duration.ofMillis(20)).orElse(Stubs.model("ask"));
    return Scenario.of(
        "retry",
        6,
        Everyday.<String>plan("retry", (flow, number) -> flow.call("ask", number, flaky, policy)),
        trip -> Planned.value(said("ask", trip.number)));
  }

  /** Somebody who is down for ten runs in thirty, so that he is not asked for a while. */
  private static Scenario outage() {
    Work<Object, String> down =
        Stubs.answering(
            Stubs.outside("down", "down", "small"),
            (trip, input, call) ->
                Stubs.after(
                    5,
                    () -> {
                      if (trip.number / 1000 % 3 == 1) {
                        throw new WorkException(
                            ErrorKind.TRANSIENT, Usage.UNKNOWN, "the line is dead");
                      }
                      return Stubs.outcome(said("ask", input), Stubs.usage("small"));
                    }));
    var policy = Policy.NONE.orElse(Stubs.model("ask"));
    return Scenario.of(
        "outage",
        5,
        Everyday.<String>plan("outage", (flow, number) -> flow.call("ask", number, down, policy)),
        trip -> Planned.value(said("ask", trip.number)));
  }

  /** Says nothing at times, and something stands in its place. */
  private static Scenario stalled() {
    Work<Object, String> silent =
        Stubs.answering(
            Stubs.inHouse("silent"),
            (trip, input, call) ->
                trip.chance("silent", 25)
                    ? Mono.never()
                    : Stubs.after(5, () -> Stubs.outcome(said("silent", input), Usage.NONE)));
    var policy = Bind.within(PATIENCE).orSkip("nothing");
    return Scenario.of(
        "stalled",
        3,
        Everyday.<String>plan(
            "stalled", (flow, number) -> flow.call("silent", number, silent, policy)),
        trip ->
            trip.chance("silent", 25)
                ? Planned.value("nothing", (int) PATIENCE.toMillis())
                : Planned.value(said("silent", trip.number), 5));
  }

  /** The time of the run is over before its last step answers. */
  private static Scenario late() {
    Work<Object, String> never =
        Stubs.answering(Stubs.large("never"), (trip, input, call) -> Mono.never());
    var plan =
        Everyday.<String>plan(
            "late",
            (flow, number) -> {
              flow.budget(Budget.NONE.within(PATIENCE));
              var quick = flow.call("quick", number, Stubs.model("quick"));
              return flow.call("never", quick, never);
            });
    return Scenario.of(
        "late",
        2,
        plan,
        trip -> Planned.failure(ErrorKind.DEADLINE, "never", (int) PATIENCE.toMillis()));
  }

  /** There is money for two calls of three; half of the plans have a cheaper one for the third. */
  private static Scenario broke() {
    var each =
        Stubs.PRICES.price(Stubs.large("a"), Stubs.usage("large"), Instant.EPOCH).known().nanoUsd();
    var cheap =
        Stubs.answering(
            Stubs.outside("cheap", Stubs.PROVIDER, "small"),
            Stubs.answers("cheap", Stubs.usage("small")));
    var plan =
        Everyday.<String>plan(
            "broke",
            (flow, number) -> {
              flow.budget(Budget.NONE.spending(new Money(each * 23 / 10)));
              var one = flow.call("one", number, Stubs.model("one"));
              var two = flow.call("two", one, Stubs.model("two"));
              var policy = Policy.NONE.orElse(cheap);
              var three = flow.call("three", two, Stubs.model("three"), policy);
              return flow.call("four", three, Stubs.model("four"));
            });
    return Scenario.of(
        "broke",
        3,
        plan,
        trip ->
            Planned.failure(
                ErrorKind.BUDGET,
                "four",
                trip.millis("one") + trip.millis("two") + trip.millis("three")));
  }

  /** The same question again and again. */
  private static Scenario cached() {
    var policy = Policy.NONE.cached(Duration.ofSeconds(2), 40);
    return Scenario.of(
        "cached",
        4,
        Everyday.<String>plan(
            "cached",
            (flow, number) -> {
              var few = flow.call("few", number, (Long all) -> all % 50);
              return flow.call("ask", few, Stubs.model("ask"), policy);
            }),
        trip -> Planned.value(said("ask", trip.number % 50)));
  }

  /** Eight at once on a machine of ours; the others wait for their turn. */
  private static Scenario queue() {
    Work<Object, String> local =
        Stubs.answering(
            Stubs.pooled("local"),
            (trip, input, call) -> {
              int millis = trip.millis(call.path());
              return Stubs.after(
                  millis,
                  () ->
                      Stubs.outcome(
                          said("local", input),
                          Usage.engine("local-7b", Duration.ofMillis(millis), 100, 50)));
            });
    return Scenario.of(
        "queue",
        5,
        Everyday.<String>plan(
            "queue",
            (flow, number) -> {
              var one = flow.call("one", number, local);
              return flow.call("two", one, local);
            }),
        trip -> Planned.value(said("local", said("local", trip.number))));
  }
}
