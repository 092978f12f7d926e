package io.waybill.yaml;

import io.waybill.plan.Input;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads the shapes of plans and of what is inside them. */
final class Shapes {
  static final Map<String, Class<?>> TYPES =
      new TreeMap<>(
          Map.of(
              "text", String.class,
              "number", Number.class,
              "boolean", Boolean.class,
              "object", Map.class,
              "list", List.class));

  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]*+");

  private Shapes() {}

  /** A plan whose other keys, if any, have been asked for. */
  static PlanShape plan(Keys keys, Optional<Name> name, Problems problems) {
    int before = problems.count();
    var inputs = inputs(keys, problems);
    var budget = Budgets.read(keys);
    var output = output(keys, problems);
    var steps = keys.required("steps").isPresent() ? steps(keys, problems) : List.<StepShape>of();
    keys.refuseUnknown();
    return new PlanShape(
        name.orElse(new Name("", keys.at(), keys.path())),
        inputs,
        budget,
        steps,
        output,
        problems.count() == before && name.isPresent());
  }

  /**
   * One step, or steps and their output; a single step is called what the body is called. A body
   * with an output and no steps hands on a value from around it.
   */
  static BodyShape body(Name name, String id, Node node, Problems problems) {
    if (node instanceof Node.Mapping mapping
        && (mapping.entries().containsKey("steps") || mapping.entries().containsKey("output"))) {
      var keys = Keys.of(node, name.path(), problems);
      var output = output(keys, problems);
      var steps = steps(keys, problems);
      keys.refuseUnknown();
      return new BodyShape(name, steps, output);
    }
    var step = StepShapes.only(new Name(id, name.at(), name.path()), node, problems);
    return new BodyShape(name, List.of(step), Optional.empty());
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** Notes a name that can be no id. */
  static Name checked(Name id, Problems problems) {
    if (!isId(id.text())) {
      var better = id.text().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
      problems.add(
          id.at(),
          id.path(),
          "has the id '%s'; an id is a-z, 0-9 and _, a letter first%s"
              .formatted(
                  Known.clipped(id.text()),
                  isId(better) && better.length() <= 40 ? ": write '" + better + "'" : ""));
    }
    return id;
  }

  private static Optional<Name> output(Keys keys, Problems problems) {
    return keys.required("output")
        .flatMap(
            node ->
                Keys.text(node, keys.path("output"), problems)
                    .map(text -> new Name(text, keys.path("output"))));
  }

  private static List<StepShape> steps(Keys keys, Problems problems) {
    var steps = new ArrayList<StepShape>();
    keys.entries("steps")
        .forEach(
            (id, entry) ->
                steps.add(
                    StepShapes.step(
                        new Name(id, entry.key(), keys.path("steps") + "." + id),
                        entry.value(),
                        problems)));
    return steps;
  }

  private static List<Input> inputs(Keys keys, Problems problems) {
    var inputs = new ArrayList<Input>();
    keys.entries("inputs")
        .forEach(
            (id, entry) ->
                inputs.add(
                    input(
                        new Name(id, entry.key(), keys.path("inputs") + "." + id),
                        entry.value(),
                        problems)));
    return inputs;
  }

  private static Input input(Name id, Node node, Problems problems) {
    var input = input(id.path(), id.text(), node, problems);
    input.problems().forEach(problem -> problems.add(id.at(), id.path(), problem));
    return input;
  }

  private static Input input(String path, String id, Node node, Problems problems) {
    if (node instanceof Node.Scalar) {
      var type = Keys.text(node, path, problems).map(text -> new Name(text, path));
      return new Input(id, type(type, problems), Set.of());
    }
    var keys = Keys.of(node, path, problems);
    var type = type(keys.requiredName("type"), problems);
    var marks = EnumSet.noneOf(Input.Mark.class);
    if (keys.flag("private")) {
      marks.add(Input.Mark.PRIVATE);
    }
    if (keys.flag("trusted")) {
      marks.add(Input.Mark.TRUSTED);
    }
    keys.refuseUnknown();
    return new Input(id, type, marks);
  }

  private static Class<?> type(Optional<Name> name, Problems problems) {
    if (name.isEmpty()) {
      return Object.class;
    }
    var type = TYPES.get(name.get().text());
    if (type == null) {
      problems.add(
          name.get().at(),
          name.get().path(),
          "is '%s', which is no type. %s"
              .formatted(
                  Known.clipped(name.get().text()),
                  Known.among(name.get().text(), TYPES.keySet())));
      return Object.class;
    }
    return type;
  }
}
