package io.waybill.yaml;

import io.waybill.plan.Body;
import io.waybill.plan.Budget;
import io.waybill.plan.Input;
import io.waybill.plan.Plan;
import io.waybill.plan.Ref;
import io.waybill.plan.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes plans: the other direction of {@link PlanReader} and {@link BodyReader}. */
final class PlanWriter {
  private final Origins origins;
  private final Declarations declared = new Declarations();
  private final Unwritable unwritable = new Unwritable();

  PlanWriter(Origins origins) {
    this.origins = origins;
  }

  /**
   * The text of a file.
   *
   * @throws IllegalArgumentException with everything that no file can say
   */
  static String write(Plan<?> plan, Catalog catalog, Folder folder) {
    var writer = new PlanWriter(new Origins(catalog, folder));
    var file = writer.file(plan);
    writer.unwritable.throwIfAny(plan.name());
    return Printer.print(file);
  }

  Origins origins() {
    return origins;
  }

  Declarations declared() {
    return declared;
  }

  Unwritable unwritable() {
    return unwritable;
  }

  private Node.Mapping file(Plan<?> plan) {
    var own = plan(plan);
    var plans = new LinkedHashMap<String, Node>();
    for (var next = declared.nextPlan(); next.isPresent(); next = declared.nextPlan()) {
      plans.put(next.get().getKey(), Nodes.mapping(plan(next.get().getValue())));
    }
    var file = new LinkedHashMap<String, Node>();
    file.put("waybill", Nodes.plain(1));
    file.putAll(own);
    for (var section : List.of("models", "routers", "documents")) {
      putUnlessEmpty(file, section, declared.section(section));
    }
    putUnlessEmpty(file, "plans", plans);
    file.put("steps", file.remove("steps"));
    file.put("output", file.remove("output"));
    return Nodes.mapping(file);
  }

  private Map<String, Node> plan(Plan<?> plan) {
    var keys = new LinkedHashMap<String, Node>();
    keys.put("plan", Nodes.text(plan.name()));
    var inputs = new LinkedHashMap<String, Node>();
    plan.inputs().forEach(input -> inputs.put(input.id(), input(input)));
    putUnlessEmpty(keys, "inputs", inputs);
    if (!plan.budget().equals(Budget.NONE)) {
      keys.put("budget", Budgets.write(plan.budget()));
    }
    var sight = Sight.of(plan.inputs()).beside(plan.steps());
    keys.put("steps", Nodes.mapping(steps(plan.steps(), sight, "")));
    keys.put("output", new BindingWriter(sight, "", unwritable).path(plan.output()));
    return keys;
  }

  private Node input(Input input) {
    var type =
        Shapes.TYPES.entrySet().stream()
            .filter(known -> known.getValue().equals(input.type()))
            .map(Map.Entry::getKey)
            .findFirst();
    if (type.isEmpty()) {
      unwritable.add(
          "",
          "input '%s' is a %s; files have %s"
              .formatted(
                  input.id(),
                  input.type().getSimpleName(),
                  Shapes.TYPES.values().stream()
                      .map(Class::getSimpleName)
                      .collect(Collectors.joining(", "))));
    }
    if (input.marks().isEmpty()) {
      return Nodes.text(type.orElse("object"));
    }
    var keys = new LinkedHashMap<String, Node>();
    keys.put("type", Nodes.text(type.orElse("object")));
    if (input.marks().contains(Input.Mark.PRIVATE)) {
      keys.put("private", Nodes.plain(true));
    }
    if (input.marks().contains(Input.Mark.TRUSTED)) {
      keys.put("trusted", Nodes.plain(true));
    }
    return Nodes.mapping(keys);
  }

  /** Steps that see each other. */
  private Map<String, Node> steps(List<Step> steps, Sight sight, String prefix) {
    var written = new LinkedHashMap<String, Node>();
    steps.forEach(step -> written.put(step.id(), step(step, sight, prefix + step.id())));
    return written;
  }

  private Node.Mapping step(Step step, Sight sight, String at) {
    return Nodes.mapping(step.match(new StepWriter(this, sight, at), step));
  }

  /** A body: a single step if it can be, with an id if it is not called as the body is. */
  Node.Mapping body(Body body, String name, Sight around, String prefix) {
    var sight = around;
    for (var given : body.given()) {
      sight = sight.inside(given);
    }
    return body(body.steps(), body.output(), name, sight, prefix);
  }

  /** The same for the steps of a body in their own sight. */
  Node.Mapping body(List<Step> steps, Ref<?> output, String name, Sight around, String prefix) {
    var sight = around.beside(steps);
    var keys = new LinkedHashMap<String, Node>();
    if (steps.size() == 1 && output.equals(Ref.to(steps.get(0).id()))) {
      var only = steps.get(0);
      if (!only.id().equals(name)) {
        keys.put("id", Nodes.text(only.id()));
      }
      keys.putAll(only.match(new StepWriter(this, sight, prefix + only.id()), only));
      return Nodes.mapping(keys);
    }
    putUnlessEmpty(keys, "steps", steps(steps, sight, prefix));
    keys.put("output", new BindingWriter(sight, prefix, unwritable).path(output));
    return Nodes.mapping(keys);
  }

  private static void putUnlessEmpty(
      Map<String, Node> keys, String key, Map<String, ? extends Node> values) {
    if (!values.isEmpty()) {
      keys.put(key, Nodes.mapping(values));
    }
  }
}
