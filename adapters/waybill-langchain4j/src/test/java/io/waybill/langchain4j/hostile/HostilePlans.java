package io.waybill.langchain4j.hostile;

import io.waybill.dsl.Bind;
import io.waybill.dsl.Flow;
import io.waybill.langchain4j.hostile.HostileWorks.Hole;
import io.waybill.langchain4j.hostile.HostileWorks.Verdict;
import io.waybill.memory.Memory;
import io.waybill.memory.Said;
import io.waybill.memory.Window;
import io.waybill.plan.Binding;
import io.waybill.plan.Input;
import io.waybill.plan.Plan;
import io.waybill.plan.Policy;
import io.waybill.plan.Ref;
import io.waybill.run.Engine;
import io.waybill.work.Conversation;
import io.waybill.work.ErrorKind;
import io.waybill.work.Failure;
import io.waybill.work.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Draws plans without a thought for safety: what strangers wrote, and what the operator did, goes
 * through models, agents, tools, conversations and steps that do things in the world. All of it is
 * decided by the seed.
 */
final class HostilePlans {
  private final Random random;
  private final HostileWorks works;
  private final Hole hole;
  private final Engine engine;
  private int steps;

  private HostilePlans(Random random, HostileWorks works, Hole hole, Engine engine) {
    this.random = random;
    this.works = works;
    this.hole = hole;
    this.engine = engine;
  }

  /** A plan, and what a stranger writes to it. */
  record Drawn(Plan<String> plan, String mail) {}

  /**
   * @throws RuntimeException if the plan, or an agent in it, is refused
   */
  static Drawn of(long seed, Hole hole, Tally tally, Engine engine) {
    var random = new Random(seed * 0x9E3779B97F4A7C15L);
    var works = new HostileWorks(seed, hole, tally, random);
    var plans = new HostilePlans(random, works, hole, engine);
    return new Drawn(Flow.plan("hostile", plans::top), works.mail());
  }

  private Ref<String> top(Flow flow) {
    var order = flow.input("order", String.class, Input.Mark.TRUSTED);
    var known = new ArrayList<Ref<String>>();
    known.add(order);
    if (random.nextInt(3) > 0) {
      known.add(
          hole == Hole.AN_INPUT_THAT_LIES
              ? flow.input("mail", String.class, Input.Mark.TRUSTED)
              : flow.input("mail", String.class));
    } else {
      flow.input("mail", String.class);
    }
    return body(flow, known, 3, 4);
  }

  /** A few steps, and all that came of them. */
  private Ref<String> body(Flow flow, List<Ref<String>> around, int deep, int most) {
    var known = new ArrayList<>(around);
    var own = new ArrayList<Ref<String>>();
    for (int i = 1 + random.nextInt(most); i > 0; i--) {
      var step = step(flow, known, deep);
      own.add(step);
      known.add(step);
    }
    return flow.call(id("joined"), Bind.<String>all(own), works.joined());
  }

  private Ref<String> step(Flow flow, List<Ref<String>> known, int deep) {
    var from = from(known);
    boolean leaf = deep == 0 || steps > 20;
    return switch (random.nextInt(leaf ? 9 : 18)) {
      case 0 -> flow.call(id("text"), from, works.chat().text());
      case 1, 2 -> flow.call(id("agent"), from, works.agent(2));
      case 3 -> flow.call(id("retrieve"), from, works.retrieve());
      case 4 -> flow.call(id("pay"), from, works.sink("pay"));
      case 5 -> flow.call(id("person"), from, works.person());
      case 6 -> judged(flow, from);
      case 7 -> flow.call(id("copy"), from, works.copy(), policy());
      case 8 -> conversation(flow, from);
      case 9, 10 -> route(flow, from, known, deep);
      case 11 -> each(flow, known, deep);
      case 12 -> loop(flow, from, known, deep);
      case 13 -> sub(flow, from, deep);
      case 14 -> rescued(flow, from, known, deep);
      case 15 -> race(flow, known, deep);
      default -> service(flow, from);
    };
  }

  private Binding<String> from(List<Ref<String>> known) {
    var one = known.get(random.nextInt(known.size()));
    var other = known.get(random.nextInt(known.size()));
    return switch (random.nextInt(6)) {
      case 0 -> Bind.text("{} and {}", one, other);
      case 1 -> Bind.after(one, other);
      case 2 -> Bind.value("what stands in the plan");
      default -> one;
    };
  }

  private Policy policy() {
    return switch (random.nextInt(5)) {
      case 0 -> Policy.NONE.orElse(works.retrieve());
      case 1 -> Policy.NONE.orElse(works.sink("pay"));
      case 2 -> Policy.NONE.orSkip("skipped");
      default -> Policy.NONE;
    };
  }

  private Ref<String> judged(Flow flow, Binding<String> from) {
    var verdict = flow.call(id("judge"), from, works.judge());
    return flow.call(
        id("stars"),
        verdict,
        Work.<Verdict, String>instant("stars", one -> one.stars() + " stars"));
  }

  private Ref<String> conversation(Flow flow, Binding<String> from) {
    var store = works.kept();
    var id =
        flow.call(id("id"), Bind.value("any"), Work.<String, String>instant("id", any -> "ada"));
    var recalled = flow.call(id("recall"), id, Memory.recall(store));
    var text = flow.call(id("copy"), from, works.copy());
    var said = flow.call(id("say"), Bind.join(Said.class, recalled, text), Memory.say());
    var recent =
        flow.call(
            id("sum"),
            said,
            random.nextBoolean()
                ? Memory.summarize(Window.bytes(50), works.chat().text())
                : Memory.window(Window.bytes(10_000)));
    Ref<Conversation> answered = flow.call(id("converse"), recent, works.converse());
    return flow.call(
        id("last"), flow.call(id("remember"), answered, Memory.remember(store)), Memory.last());
  }

  private Ref<String> route(Flow flow, Binding<String> from, List<Ref<String>> known, int deep) {
    var route =
        flow.route(id("route"), from, works.router())
            .when("long", branch -> body(branch, known, deep - 1, 2))
            .otherwise(branch -> body(branch, known, deep - 1, 2));
    if (random.nextInt(3) == 0) {
      flow.rescue(route, (branch, failure) -> body(branch, known, deep - 1, 1));
    }
    if (random.nextInt(3) == 0) {
      return route;
    }
    Ref<String> label = flow.decision(route).at(random.nextBoolean() ? "label" : "reason");
    var told =
        flow.call(id("label"), label, random.nextBoolean() ? works.copy() : works.sink("pay"));
    return flow.call(id("joined"), Bind.<String>all(List.of(route, told)), works.joined());
  }

  private Ref<String> each(Flow flow, List<Ref<String>> known, int deep) {
    var items = List.of(known.get(random.nextInt(known.size())), known.get(0));
    var each =
        flow.<String, String>each(
            id("each"),
            Bind.<String>all(items),
            2,
            (body, item) -> body(body, plus(known, item), deep - 1, 2));
    return flow.call(id("joined"), each, works.joined());
  }

  private Ref<String> loop(Flow flow, Binding<String> from, List<Ref<String>> known, int deep) {
    return flow.loop(
        id("loop"),
        from,
        3,
        (body, turn) ->
            body.call(id("again"), body(body, plus(known, turn), deep - 1, 2), works.again()));
  }

  private Ref<String> race(Flow flow, List<Ref<String>> known, int deep) {
    var race =
        flow.race(id("race"))
            .run("one", branch -> body(branch, known, deep - 1, 2))
            .run("two", branch -> body(branch, known, deep - 1, 2));
    return random.nextBoolean() ? race.first() : race.best(String::length);
  }

  private Ref<String> sub(Flow flow, Binding<String> from, int deep) {
    return flow.sub(id("sub"), from, inner(deep));
  }

  /** A plan that trusts what it is given, or does not. */
  private Plan<String> inner(int deep) {
    return Flow.plan(
        id("plan"),
        inner -> {
          var text =
              random.nextBoolean()
                  ? inner.input("text", String.class, Input.Mark.TRUSTED)
                  : inner.input("text", String.class);
          return body(inner, List.of(text), deep - 1, 2);
        });
  }

  private Ref<String> rescued(Flow flow, Binding<String> from, List<Ref<String>> known, int deep) {
    var step = flow.call(id("fails"), from, works.fails());
    return random.nextBoolean()
        ? flow.rescue(step, (body, failure) -> body(body, known, deep - 1, 2))
        : flow.rescue(step, this::told, ErrorKind.REFUSED);
  }

  private Ref<String> told(Flow body, Ref<Failure> failure) {
    Ref<String> message = failure.at("message");
    return random.nextBoolean()
        ? body.call(id("pay"), message, works.sink("pay"))
        : body.call(id("copy"), message, works.copy());
  }

  private Ref<String> service(Flow flow, Binding<String> from) {
    return flow.call(
        id("service"), from, works.service(random.nextBoolean() ? inner(1) : reading(), engine));
  }

  private Plan<String> reading() {
    return Flow.plan(
        id("plan"),
        inner -> inner.call(id("retrieve"), inner.input("text", String.class), works.retrieve()));
  }

  private static <T> List<T> plus(List<T> some, T one) {
    var more = new ArrayList<>(some);
    more.add(one);
    return more;
  }

  private String id(String kind) {
    return kind + "_" + steps++;
  }
}
