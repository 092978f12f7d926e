package io.waybill.yaml;

import io.waybill.plan.Binding;
import io.waybill.plan.Body;
import io.waybill.plan.Input;
import io.waybill.plan.Pieces;
import io.waybill.plan.Policy;
import io.waybill.plan.Ref;
import io.waybill.plan.Rescue;
import io.waybill.plan.Step;
import io.waybill.plan.Weighing;
import io.waybill.work.ErrorKind;
import io.waybill.work.Failure;
import io.waybill.work.Question;
import io.waybill.work.Work;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds the names in one step, whose work is found. */
final class StepReader implements Verb.Cases<Step> {
  /** Ends the id of the step that runs if an {@code if} holds. */
  static final String THEN = "_then";

  /** Ends the id of the step that yields nothing if it does not. */
  static final String SKIP = "_skip";

  /** Ends the id of the last step of a loop's body. */
  static final String UNTIL = "_until";

  private final BodyReader bodies;
  private final StepShape shape;
  private final Doing doing;
  private final Scope scope;
  private final Bindings bindings;
  private final String path;
  private final String id;
  private final String at;

  /**
   * @param at its path through bodies: {@code intent:billing/answer}
   */
  StepReader(BodyReader bodies, StepShape shape, Doing doing, Scope scope, String at) {
    this.bodies = bodies;
    this.shape = shape;
    this.doing = doing;
    this.scope = scope;
    this.bindings = new Bindings(scope, bodies.file().problems());
    this.path = shape.id().path();
    boolean conditional = shape.condition().isPresent();
    this.id = conditional ? shape.id().text() + THEN : shape.id().text();
    this.at = conditional ? at + ":" + Comparison.TRUE + "/" + id : at;
  }

  Step step() {
    var step = shape.verb().match(this);
    return shape.condition().isPresent() ? conditional(shape.condition().get(), step) : step;
  }

  @Override
  public Step guard(Verb.Guard guard) {
    return call(bindings.of(guard.with(), wanted(), path + ".with"));
  }

  @Override
  public Step retrieve(Verb.Retrieve retrieve) {
    return call(bindings.of(retrieve.with(), String.class, path + ".with"));
  }

  @Override
  public Step ask(Verb.Ask ask) {
    if (ask.prompt().isEmpty()) {
      Type wanted = ask.asksQuestion() ? Question.class : String.class;
      return call(bindings.of(ask.with(), wanted, path + ".with"));
    }
    var prompt = ask.prompt().get();
    var file = bodies.file();
    var text =
        prompt.text().startsWith("file:")
            ? file.library().prompt(prompt, file.folder())
            : Optional.of(prompt);
    return call(text.<Binding<?>>map(bindings::prompt).orElse(Binding.nothing()));
  }

  @Override
  public Step tool(Verb.Tool tool) {
    return call(bindings.of(tool.with(), wanted(), path + ".with"));
  }

  @Override
  public Step route(Verb.Route route) {
    var input = ordered(bindings.of(route.with(), wanted(), path + ".with"));
    // with an 'if' the decision is one body further in, where only the branches can see it
    var inside = scope.inner().decides(shape.id().text(), id);
    var when = new LinkedHashMap<String, Body>();
    for (var branch : route.when()) {
      var label = branch.label().text();
      when.put(label, bodies.body(branch.body(), inside, at + ":" + label + "/"));
    }
    var otherwise = bodies.body(route.otherwise(), inside, at + ":otherwise/");
    return new Step.Route(id, input, doing.work(), policy(), when, otherwise, rescue());
  }

  @Override
  public Step sub(Verb.Sub sub) {
    if (doing.plan().isEmpty()) {
      return call(Binding.nothing());
    }
    var inputs = new TreeMap<String, Class<?>>();
    doing.plan().get().inputs().forEach((Input input) -> inputs.put(input.id(), input.type()));
    var fields = bindings.fields(sub.with(), inputs, path + ".with", shape.id().at());
    return new Step.Sub(id, ordered(fields), doing.plan().get(), rescue());
  }

  @Override
  public Step each(Verb.Each each) {
    boolean streams = each.stream().isPresent();
    var type = streams ? String.class : Types.element(bindings.type(each.items()));
    var item = Ref.to(id + ".item");
    var body = bodies.body(each.body(), "item", item, type, scope, at + "/");
    return new Step.Each(id, ordered(items(each)), body, each.atMost());
  }

  private Binding<?> items(Verb.Each each) {
    var place = path + ".for_each";
    if (each.stream().isEmpty()) {
      return bindings.of(each.items(), List.class, place);
    }
    return Keys.text(each.items(), place, bodies.file().problems())
        .flatMap(text -> bindings.output(new Name(text, place)))
        .<Binding<?>>map(text -> new Pieces(text, each.stream().get()))
        .orElse(Binding.nothing());
  }

  @Override
  public Step loop(Verb.Loop loop) {
    var start = ordered(bindings.of(loop.start(), Object.class, path + ".loop"));
    Ref<?> turn = Ref.to(id + ".turn");
    var inner = scope.inner("turn", turn, Object.class);
    var last = id + UNTIL;
    var steps = new ArrayList<>(bodies.steps(loop.body().steps(), inner, at + "/"));
    var value = bodies.output(loop.body(), inner);
    var until =
        new Bindings(inner, bodies.file().problems())
            .condition(loop.until())
            .orElse(Bindings.Condition.UNREADABLE);
    var verdict =
        new Binding.Join<>(
            Comparison.Verdict.class, List.of(value.orElse(turn), until.left(), until.right()));
    steps.add(new Step.Call(last, verdict, until.comparison().until(), Policy.NONE, Rescue.NONE));
    var body = new Body(List.of(turn), steps, Ref.to(last));
    bodies.places().body(at + "/", body);
    return new Step.Loop(id, start, body, loop.turns());
  }

  @Override
  public Step race(Verb.Race race) {
    if (shape.condition().isEmpty() && !shape.needs().isEmpty()) {
      bodies
          .file()
          .problems()
          .add(
              shape.id().at(),
              path + ".needs",
              "orders a race, which waits for nothing itself: give the 'needs' to its runners, or give it an 'if'");
    }
    var runners = new LinkedHashMap<String, Body>();
    for (var runner : race.runners()) {
      var label = runner.label().text();
      var prefix = at + ":" + label + "/";
      runners.put(label, bodies.body(runner.body(), scope, prefix));
      race.score().ifPresent(score -> bodies.places().put(prefix + Weighing.step(id), score, true));
    }
    return race.score().isEmpty()
        ? new Step.Race(id, runners, race.finish(), rescue())
        : new Weighing(runners, scorer()).race(id, rescue());
  }

  /** Whether it gives numbers is checked on the plan. */
  @SuppressWarnings("unchecked")
  private Work<?, ? extends Number> scorer() {
    return (Work<?, ? extends Number>) doing.work();
  }

  @Override
  public Step value(Verb.Constant value) {
    return call(bindings.of(value.value(), Object.class, path + ".value"));
  }

  @Override
  public Step unclear(Verb.Unclear unclear) {
    return call(Binding.nothing());
  }

  private Type wanted() {
    return doing.work().info().input();
  }

  private Step.Call call(Binding<?> input) {
    return new Step.Call(id, ordered(input), doing.work(), policy(), rescue());
  }

  private Policy policy() {
    return new PolicyReader(bodies.file(), doing, bindings).policy(shape.policy());
  }

  private Rescue rescue() {
    var when = new EnumMap<ErrorKind, Body>(ErrorKind.class);
    Body otherwise = null;
    for (var branch : shape.onError()) {
      var kind = branch.label().text();
      var body =
          bodies.body(
              branch.body(),
              "failure",
              Ref.to(id + ".failure"),
              Failure.class,
              scope,
              at + "!" + kind + "/");
      if (kind.equals(StepShapes.OTHERWISE)) {
        otherwise = body;
      } else {
        when.put(ErrorKind.valueOf(kind), body);
      }
    }
    return new Rescue(when, Optional.ofNullable(otherwise));
  }

  /** Runs the step if a comparison holds; else its value is nothing. */
  private Step conditional(Name written, Step step) {
    var condition = bindings.condition(written).orElse(Bindings.Condition.UNREADABLE);
    var operands =
        new Binding.Join<>(Comparison.Operands.class, List.of(condition.left(), condition.right()));
    var skipped = shape.id().text() + SKIP;
    var skip = new Step.Call(skipped, Binding.nothing(), Value.itself(), Policy.NONE, Rescue.NONE);
    return new Step.Route(
        shape.id().text(),
        needed(operands),
        condition.comparison().router(),
        Policy.NONE,
        Map.of(Comparison.TRUE, new Body(List.of(), List.of(step), Ref.to(step.id()))),
        new Body(List.of(), List.of(skip), Ref.to(skipped)),
        Rescue.NONE);
  }

  /** An input that waits for what the step needs; with an {@code if}, that waits instead. */
  private Binding<?> ordered(Binding<?> input) {
    return shape.condition().isPresent() ? input : needed(input);
  }

  private Binding.Fields ordered(Binding.Fields inputs) {
    if (shape.condition().isPresent() || shape.needs().isEmpty()) {
      return inputs;
    }
    if (inputs.parts().isEmpty()) {
      bodies
          .file()
          .problems()
          .add(
              shape.id().at(),
              path + ".needs",
              "orders a plan without inputs: give it an 'if', or an input");
      return inputs;
    }
    var parts = new LinkedHashMap<String, Binding<?>>(new TreeMap<>(inputs.parts()));
    var first = parts.entrySet().iterator().next();
    first.setValue(needed(first.getValue()));
    return new Binding.Fields(parts);
  }

  private Binding<?> needed(Binding<?> input) {
    var needs = new ArrayList<Ref<?>>();
    for (var name : shape.needs()) {
      var step = scope.step(name.text());
      if (step.isPresent()) {
        needs.add(step.get());
      } else {
        bodies
            .file()
            .problems()
            .add(
                name.at(),
                name.path(),
                "names '%s', which is no step. %s"
                    .formatted(
                        Known.clipped(name.text()), Known.among(name.text(), scope.stepIds())));
      }
    }
    return needs.isEmpty() ? input : new Binding.After<>(input, needs);
  }
}
