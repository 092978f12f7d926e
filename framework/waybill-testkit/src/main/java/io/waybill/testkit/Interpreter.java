package io.waybill.testkit;

import io.waybill.plan.Body;
import io.waybill.plan.Plan;
import io.waybill.plan.Ref;
import io.waybill.plan.Step;
import io.waybill.testkit.Told.Failed;
import io.waybill.testkit.Told.Stuck;
import io.waybill.testkit.Told.Value;
import io.waybill.work.Choice;
import io.waybill.work.ErrorKind;
import io.waybill.work.Failure;
import io.waybill.work.Turn;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Goes through a plan, one step after the other. What a step reads has come to be by then, or never
 * will, because something before it failed.
 */
final class Interpreter implements Step.Cases<Interpreter.At, Told> {
  /** Where a step is, the values it can see, and what became of the steps beside it. */
  record At(String path, Map<String, Object> values, Map<String, Told> beside) {}

  private final IdentityHashMap<List<Step>, List<Step>> orders = new IdentityHashMap<>();

  Told plan(String scope, Plan<?> plan, Map<?, ?> inputs) {
    var given = plan.inputs().stream().map(input -> inputs.get(input.id())).toArray();
    var body =
        new Body(
            plan.inputs().stream().<Ref<?>>map(input -> Ref.to(input.id())).toList(),
            plan.steps(),
            plan.output());
    return body(scope, body, Map.of(), given);
  }

  private Told body(String scope, Body body, Map<String, Object> around, Object... given) {
    var values = new HashMap<>(around);
    body.steps().forEach(step -> step.defines().forEach(values::remove));
    for (int i = 0; i < given.length; i++) {
      values.put(body.given().get(i).id(), given[i]);
    }
    var told = new LinkedHashMap<String, Told>();
    orders
        .computeIfAbsent(body.steps(), Interpreter::inOrder)
        .forEach(step -> told.put(step.id(), step(new At(scope + step.id(), values, told), step)));
    return end(body, values, told);
  }

  private static Told end(Body body, Map<String, Object> values, Map<String, Told> told) {
    var possible = new HashSet<Made>();
    told.values().forEach(step -> possible.addAll(step.possible()));
    var failing =
        body.steps().stream().map(Step::id).filter(id -> !failures(told, id).isEmpty()).toList();
    var output = values.get(body.output().id());
    if (!failing.isEmpty()) {
      if (output != null) {
        throw new Told.Undecided();
      }
      var failures = new HashSet<Failure>();
      failing.forEach(id -> failures.addAll(failures(told, id)));
      var certain = failing.size() == 1 ? needed(body, failing.get(0), told) : Set.<Made>of();
      return new Told(new Failed(failures), certain, possible);
    }
    return output == null
        ? new Told(new Stuck(), Set.of(), possible)
        : new Told(
            new Value(body.output().pick(output)),
            needed(body, body.output().id(), told),
            possible);
  }

  private static Set<Failure> failures(Map<String, Told> told, String id) {
    var result = Objects.requireNonNull(told.get(id)).result();
    return result instanceof Failed failed ? failed.failures() : Set.of();
  }

  /**
   * The certain attempts of what produces a value, and of all that it waits for. A route's decision
   * only takes the router.
   */
  private static Set<Made> needed(Body body, String id, Map<String, Told> told) {
    var definedBy = new HashMap<String, Step>();
    body.steps().forEach(step -> step.defines().forEach(each -> definedBy.put(each, step)));
    var seen = new HashSet<String>();
    var certain = new HashSet<Made>();
    var open = new ArrayDeque<>(List.of(id));
    while (!open.isEmpty()) {
      var next = open.pop();
      var step = definedBy.get(next);
      if (step != null && seen.add(next)) {
        certain.addAll(Objects.requireNonNull(told.get(next)).certain());
        step.input().refs().forEach(ref -> open.push(ref.id()));
      }
    }
    return certain;
  }

  /** So that whatever a step or its bodies read has come to be, or never will. */
  private static List<Step> inOrder(List<Step> steps) {
    var open = new ArrayList<>(steps);
    var ordered = new ArrayList<Step>();
    while (!open.isEmpty()) {
      var later = new HashSet<String>();
      open.forEach(step -> later.addAll(step.defines()));
      var next =
          open.stream()
              .filter(step -> reads(step).noneMatch(later::contains))
              .findFirst()
              .orElseThrow();
      open.remove(next);
      ordered.add(next);
    }
    return ordered;
  }

  private static Stream<String> reads(Step step) {
    var captured = step.bodies().stream().flatMap(body -> body.captures().stream());
    return Stream.concat(
        step.input().refs().stream().map(Ref::id),
        captured.filter(id -> !step.defines().contains(id)));
  }

  private Told step(At at, Step step) {
    if (!step.input().refs().stream().allMatch(ref -> at.values.containsKey(ref.id()))) {
      return Told.of(new Stuck());
    }
    Told told;
    try {
      told = step.match(this, at);
    } catch (Told.Undecided e) {
      throw e;
    } catch (RuntimeException e) {
      told = Told.failed(Failure.at(at.path, e));
    }
    var rescued = told.result() instanceof Failed failed ? rescue(at, step, told, failed) : told;
    if (rescued.result() instanceof Value value) {
      at.values.put(step.id(), value.value());
    }
    return rescued;
  }

  private Told rescue(At at, Step step, Told told, Failed failed) {
    if (step.rescue().bodies().isEmpty()) {
      return told;
    }
    var ways = failed.failures().stream().map(failure -> rescue(at, step, failure)).toList();
    return Told.either(ways).after(told);
  }

  private Told rescue(At at, Step step, Failure failure) {
    var body = step.rescue().forKind(failure.kind());
    if (body == null) {
      return Told.failed(failure);
    }
    step.defines().stream()
        .skip(1)
        .forEach(
            decision ->
                at.values.putIfAbsent(
                    decision,
                    new Choice(
                        Choice.OTHERWISE, 0, Map.of(), failure.kind() + ": " + failure.message())));
    var mark = step.rescue().when().containsKey(failure.kind()) ? failure.kind() : "otherwise";
    return body(at.path + "!" + mark + "/", body, at.values, failure);
  }

  @Override
  public Told call(Step.Call step, At at) {
    return ReferenceAttempts.of(step, at.path, input(step, at));
  }

  @Override
  public Told route(Step.Route step, At at) {
    var asked = ReferenceAttempts.of(step, at.path, input(step, at));
    at.beside.put(step.defines().get(1), asked);
    if (!(asked.result() instanceof Value answer)) {
      return asked;
    }
    if (!(answer.value() instanceof Choice choice)) {
      return Told.failed(Failure.at(at.path, invalid("a router answers a Choice"))).after(asked);
    }
    at.values.put(step.defines().get(1), choice);
    var mark = step.when().containsKey(choice.label()) ? choice.label() : Choice.OTHERWISE;
    var branch = step.when().getOrDefault(choice.label(), step.otherwise());
    return body(at.path + ":" + mark + "/", branch, at.values).after(asked);
  }

  @Override
  public Told sub(Step.Sub step, At at) {
    return plan(at.path + "/", step.plan(), (Map<?, ?>) input(step, at));
  }

  @Override
  public Told each(Step.Each step, At at) {
    var items = (List<?>) input(step, at);
    var told = new ArrayList<Told>();
    for (int i = 0; i < items.size(); i++) {
      told.add(body(at.path + "[" + i + "]/", step.body(), at.values, items.get(i)));
    }
    var failing = told.stream().filter(item -> item.result() instanceof Failed).toList();
    var all = told.stream().reduce(Told.of(new Stuck()), (before, item) -> item.after(before));
    if (!failing.isEmpty()) {
      var certain = failing.size() == 1 ? failing.get(0).certain() : Set.<Made>of();
      return new Told(Told.either(failing).result(), certain, all.possible());
    }
    var values = told.stream().map(Told::result).filter(Value.class::isInstance).toList();
    return values.size() < items.size()
        ? new Told(new Stuck(), Set.of(), all.possible())
        : new Told(
            new Value(values.stream().map(value -> ((Value) value).value()).toList()),
            all.certain(),
            all.possible());
  }

  @Override
  public Told loop(Step.Loop step, At at) {
    var told = Told.of(new Value(input(step, at)));
    for (int turn = 0; turn < step.turns(); turn++) {
      var before = ((Value) told.result()).value();
      told = body(at.path + "[" + turn + "]/", step.body(), at.values, before).after(told);
      if (!(told.result() instanceof Value answer)) {
        return told;
      }
      if (!(answer.value() instanceof Turn<?> end)) {
        return Told.failed(Failure.at(at.path, invalid("its body must answer a Turn"))).after(told);
      }
      told = Told.of(new Value(end.value())).after(told);
      if (end instanceof Turn.Done) {
        return told;
      }
    }
    return told;
  }

  @Override
  public Told race(Step.Race step, At at) {
    var runners = new LinkedHashMap<String, Told>();
    step.runners()
        .forEach(
            (label, runner) ->
                runners.put(label, body(at.path + ":" + label + "/", runner, at.values)));
    return ReferenceRace.of(at.path, step.finish(), runners);
  }

  private static Object input(Step step, At at) {
    var values = step.input().refs().stream().map(ref -> at.values.get(ref.id())).toArray();
    return step.input().from(values, 0);
  }

  private static WorkException invalid(String message) {
    return new WorkException(ErrorKind.INVALID, Usage.NONE, message);
  }
}
