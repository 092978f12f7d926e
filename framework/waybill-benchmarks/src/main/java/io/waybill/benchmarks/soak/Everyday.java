package io.waybill.benchmarks.soak;

import static io.waybill.benchmarks.soak.Stubs.said;

import io.waybill.dsl.Bind;
import io.waybill.dsl.Flow;
import io.waybill.plan.Plan;
import io.waybill.plan.Ref;
import io.waybill.work.Choice;
import io.waybill.work.ErrorKind;
import io.waybill.work.Failure;
import io.waybill.work.Turn;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** The shapes that workflows have. */
final class Everyday {
  private static final int WIDTH = 12;
  private static final int ITEMS = 20;
  private static final int AT_ONCE = 8;
  private static final int TURNS = 6;

  private Everyday() {}

  static List<Scenario> all() {
    return List.of(chain(), fan(), route(), map(), loop());
  }

  static <O> Plan<O> plan(String name, BiFunction<Flow, Ref<Long>, Ref<O>> body) {
    return Flow.plan(name, flow -> body.apply(flow, flow.input("number", Long.class)));
  }

  /** The value, or the failure of the brittle step if it comes first. */
  private static Planned unlessBroken(Trip trip, String path, int until, Planned otherwise) {
    return trip.broken() ? Planned.failure(trip.howItBreaks(), path, until) : otherwise;
  }

  private static Scenario chain() {
    var plan =
        Everyday.<String>plan(
            "chain",
            (flow, number) -> {
              var read = flow.call("read", number, Stubs.model("read"));
              var checked = flow.call("brittle", read, Stubs.brittle());
              var drafted = flow.call("draft", checked, Stubs.model("draft"));
              return flow.call("polish", drafted, Stubs.model("polish"));
            });
    return Scenario.of(
        "chain",
        18,
        plan,
        trip -> {
          int until = trip.millis("read") + trip.millis("brittle");
          var value = said("polish", said("draft", said("brittle", said("read", trip.number))));
          return unlessBroken(
              trip,
              "brittle",
              until,
              Planned.value(value, until + trip.millis("draft") + trip.millis("polish")));
        });
  }

  private static Scenario fan() {
    var plan =
        Everyday.<String>plan(
            "fan",
            (flow, number) -> {
              var parts = new ArrayList<Ref<String>>();
              for (int i = 0; i < WIDTH; i++) {
                parts.add(flow.call("part_" + i, number, Stubs.model("part")));
              }
              parts.add(flow.call("brittle", number, Stubs.brittle()));
              return flow.call("join", Bind.all(parts), List::toString);
            });
    return Scenario.of(
        "fan",
        12,
        plan,
        trip -> {
          var parts = new ArrayList<String>();
          int longest = trip.millis("brittle");
          for (int i = 0; i < WIDTH; i++) {
            parts.add(said("part", trip.number));
            longest = Math.max(longest, trip.millis("part_" + i));
          }
          parts.add(said("brittle", trip.number));
          return unlessBroken(
              trip, "brittle", trip.millis("brittle"), Planned.value(parts.toString(), longest));
        });
  }

  private static Scenario route() {
    Work<Object, Choice> router =
        Stubs.answering(
            Stubs.large("router"),
            (trip, input, call) ->
                Stubs.after(
                    trip.millis(call.path()),
                    () -> Stubs.outcome(Choice.of(branch(trip)), Stubs.usage("large"))));
    var plan =
        Everyday.<String>plan(
            "route",
            (flow, number) ->
                flow.route("intent", number, router)
                    .when("billing", in -> in.call("bill", number, Stubs.model("bill")))
                    .when("order", in -> in.call("brittle", number, Stubs.brittle()))
                    .otherwise(in -> in.call("person", number, Stubs.model("person"))));
    return Scenario.of(
        "route",
        10,
        plan,
        trip -> {
          var branch = branch(trip);
          var step =
              branch.equals("billing") ? "bill" : branch.equals("order") ? "brittle" : "person";
          var path = "intent:" + branch + "/" + step;
          int millis = trip.millis("intent") + trip.millis(path);
          var value = Planned.value(said(step, trip.number), millis);
          return step.equals("brittle") ? unlessBroken(trip, path, millis, value) : value;
        });
  }

  private static String branch(Trip trip) {
    return List.of("billing", "order", "otherwise").get(trip.draw("branch", 3));
  }

  /** Twenty items, eight at once; an item that fails is rescued inside. */
  private static Scenario map() {
    Work<Object, String> grading =
        Stubs.answering(
            Stubs.large("grade"),
            (trip, input, call) ->
                Stubs.after(
                    trip.millis(call.path()),
                    () -> {
                      if (poisoned(trip, call.path())) {
                        throw new WorkException(
                            ErrorKind.INVALID,
                            Usage.tokens(Stubs.PROVIDER, "large", Stubs.INPUT, 0),
                            "as planned");
                      }
                      return Stubs.outcome(said("grade", input), Stubs.usage("large"));
                    }));
    var plan =
        Everyday.<List<String>>plan(
            "map",
            (flow, number) -> {
              var listed = flow.call("list", number, Stubs.model("list"));
              var items = flow.call("items", listed, Everyday::items);
              return flow.<String, String>each(
                  "docs",
                  items,
                  AT_ONCE,
                  (body, item) -> {
                    var read = body.call("read", item, Stubs.model("read"));
                    var grade = body.call("grade", read, grading);
                    return body.rescue(
                        grade, (in, failure) -> in.call("sorry", failure, Everyday::sorry));
                  });
            });
    return Scenario.of(
        "map",
        8,
        plan,
        trip -> {
          var values = new ArrayList<String>();
          var turns = new PriorityQueue<Integer>();
          int until = 0;
          for (int i = 0; i < ITEMS; i++) {
            var in = "docs[" + i + "]/";
            var item = said("read", items(said("list", trip.number)).get(i));
            values.add(poisoned(trip, in + "grade") ? "sorry" : said("grade", item));
            int begins = turns.size() < AT_ONCE ? 0 : turns.remove();
            int ends = begins + trip.millis(in + "read") + trip.millis(in + "grade");
            turns.add(ends);
            until = Math.max(until, ends);
          }
          return Planned.value(values, trip.millis("list") + until);
        });
  }

  private static List<String> items(Object of) {
    return IntStream.range(0, ITEMS).mapToObj(i -> of + "#" + i).toList();
  }

  private static boolean poisoned(Trip trip, String path) {
    return trip.chance("poison " + path, 5);
  }

  private static String sorry(Failure failure) {
    return failure.kind() == ErrorKind.INVALID ? "sorry" : failure.toString();
  }

  private static Scenario loop() {
    Work<Object, Turn<String>> turning =
        Stubs.answering(
            Stubs.large("turn"),
            (trip, input, call) ->
                Stubs.after(
                    trip.millis(call.path()),
                    () ->
                        Stubs.outcome(
                            call.path().startsWith("again[" + (turns(trip) - 1) + "]")
                                ? new Turn.Done<>(said("turn", input))
                                : new Turn.Again<>(said("turn", input)),
                            Stubs.usage("large"))));
    var plan =
        Everyday.<String>plan(
            "loop",
            (flow, number) -> {
              var first = flow.call("first", number, Stubs.model("first"));
              return flow.<String>loop(
                  "again", first, TURNS, (body, value) -> body.call("turn", value, turning));
            });
    return Scenario.of(
        "loop",
        8,
        plan,
        trip -> {
          var value = said("first", trip.number);
          int millis = trip.millis("first");
          for (int turn = 0; turn < turns(trip); turn++) {
            value = said("turn", value);
            millis += trip.millis("again[" + turn + "]/turn");
          }
          return Planned.value(value, millis);
        });
  }

  private static int turns(Trip trip) {
    return 1 + trip.draw("turns", TURNS);
  }
}
