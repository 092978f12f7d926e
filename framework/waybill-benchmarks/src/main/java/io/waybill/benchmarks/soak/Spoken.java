package io.waybill.benchmarks.soak;

import static io.waybill.benchmarks.soak.Stubs.said;

import io.waybill.dsl.Bind;
import io.waybill.dsl.Flow;
import io.waybill.plan.Ref;
import io.waybill.plan.Split;
import io.waybill.work.Attempt;
import io.waybill.work.Bound;
import io.waybill.work.CallContext;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import reactor.core.publisher.Mono;

/** What is said while it is made, plans in plans, calls in calls, and threads that are held. */
final class Spoken {
  private static final int SENTENCES = 20;
  private static final int AT_ONCE = 8;

  private Spoken() {}

  static List<Scenario> all() {
    return List.of(pieces(), stream(), sub(), agent(), holding());
  }

  /** An answer whose sentences are gone through while it is still being given. */
  private static Scenario pieces() {
    var plan =
        Everyday.<List<String>>plan(
            "pieces",
            (flow, number) -> {
              var draft = flow.call("draft", number, Stubs.speaking("draft", Spoken::story));
              return flow.<String, String>each(
                  "checked",
                  Bind.sentences(draft),
                  AT_ONCE,
                  (body, piece) -> body.call("check", piece, Stubs.model("check")));
            });
    return Scenario.of(
            "pieces",
            5,
            plan,
            trip ->
                Planned.value(
                    Split.BY_SENTENCE.pieces(story(trip.number)).stream()
                        .map(piece -> said("check", piece))
                        .toList()))
        .withFollowers();
  }

  static String story(Object of) {
    var text = new StringBuilder();
    for (int i = 0; i < SENTENCES; i++) {
      text.append("Sentence ").append(i).append(" of ").append(of).append(" is here. ");
    }
    return text.toString();
  }

  private static Scenario sub() {
    var inner =
        Flow.<String>plan(
            "proof",
            flow -> {
              var text = flow.input("text", String.class);
              var read = flow.call("read", text, Stubs.model("read"));
              return flow.call("mark", read, Stubs.model("mark"));
            });
    var plan =
        Everyday.<String>plan(
            "subs",
            (flow, number) -> {
              var text = flow.call("text", number, Stubs.model("text"));
              var one = flow.sub("one", text, inner);
              var other = flow.sub("other", text, inner);
              return flow.call("join", Bind.all(List.of(one, other)), List::toString);
            });
    return Scenario.of(
        "subs",
        5,
        plan,
        trip -> {
          var proof = said("mark", said("read", said("text", trip.number)));
          int one = trip.millis("one/read") + trip.millis("one/mark");
          int other = trip.millis("other/read") + trip.millis("other/mark");
          return Planned.value(
              List.of(proof, proof).toString(), trip.millis("text") + Math.max(one, other));
        });
  }

  /** Calls inside a call: three thoughts, each with a tool. */
  private static Scenario agent() {
    Work<Object, String> agent =
        Stubs.answering(
            Stubs.inHouse("agent"),
            (trip, input, call) ->
                thought(call, said("agent", input))
                    .flatMap(first -> thought(call, first))
                    .flatMap(second -> thought(call, second))
                    .map(Outcome::of));
    return Scenario.of(
        "agent",
        6,
        Everyday.<String>plan("agent", (flow, number) -> flow.call("agent", number, agent)),
        trip -> {
          var value = said("agent", trip.number);
          int millis = 0;
          for (int turn = 0; turn < 3; turn++) {
            value = said("tool", said("think", value));
            millis += trip.millis("agent/think#" + (2 * turn + 1));
            millis += trip.millis("agent/tool#" + (2 * turn + 2));
          }
          return Planned.value(value, millis);
        });
  }

  private static Mono<String> thought(CallContext call, String of) {
    var think = Stubs.model("think");
    var tool = Stubs.answering(Stubs.inHouse("tool"), Stubs.answers("tool", Usage.NONE));
    var bound = Bound.tokens(Stubs.PROVIDER, "large", Stubs.INPUT, Stubs.OUTPUT);
    return call.inner(new Attempt("think", think.info(), bound), in -> think.perform(of, in))
        .flatMap(
            thought ->
                call.inner(
                    new Attempt("tool", tool.info()), in -> tool.perform(thought.value(), in)))
        .map(Outcome::value);
  }

  /** Work that holds threads, four at once and then one. */
  private static Scenario holding() {
    var plan =
        Everyday.<String>plan(
            "holding",
            (flow, number) -> {
              var parts = new ArrayList<Ref<String>>();
              for (int i = 0; i < 4; i++) {
                parts.add(flow.call("hold_" + i, number, Stubs.holding("hold")));
              }
              var joined = flow.call("join", Bind.all(parts), List::toString);
              return flow.call("last", joined, Stubs.holding("last"));
            });
    return Scenario.of(
        "holding",
        5,
        plan,
        trip -> {
          var one = said("hold", trip.number);
          int longest =
              IntStream.range(0, 4).map(i -> trip.millis("hold_" + i)).max().orElseThrow();
          return Planned.value(
              said("last", List.of(one, one, one, one)), longest + trip.millis("last"));
        });
  }

  /** Somebody follows what is said. */
  private static Scenario stream() {
    var plan =
        Everyday.<String>plan(
            "stream",
            (flow, number) -> {
              var read = flow.call("read", number, Stubs.model("read"));
              return flow.call("tell", read, Stubs.speaking("tell", Spoken::story));
            });
    return Scenario.of("stream", 6, plan, trip -> Planned.value(story(said("read", trip.number))))
        .withFollowers();
  }
}
