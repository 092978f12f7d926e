package io.waybill.yaml;

import io.waybill.plan.Input;
import io.waybill.plan.Ref;
import io.waybill.work.Choice;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names that expressions may use in one body: its own steps, then those around it. */
final class Scope {
  private static final List<String> ROOTS = List.of("inputs", "steps", "routes");
  private static final Map<String, String> GIVEN_BY =
      Map.of("item", "a for_each", "turn", "a loop", "failure", "an on_error");

  private final @Nullable Scope around;
  private final Map<String, Type> inputs = new LinkedHashMap<>();
  private final Map<String, Type> steps = new LinkedHashMap<>();
  private final Map<String, Ref<?>> routes = new LinkedHashMap<>();
  private final Map<String, Typed> given = new LinkedHashMap<>();

  /** A value and what is known of it. */
  record Typed(Ref<?> ref, Type type) {}

  private Scope(@Nullable Scope around) {
    this.around = around;
  }

  /** The names of a plan that has no steps yet. */
  static Scope of(List<Input> inputs) {
    var scope = new Scope(null);
    inputs.forEach(input -> scope.inputs.put(input.id(), input.type()));
    return scope;
  }

  /** The names of a body that has no steps yet. */
  Scope inner() {
    return new Scope(this);
  }

  /** The same for a body that is given something: {@code item}, {@code turn}, {@code failure}. */
  Scope inner(String word, Ref<?> ref, Type type) {
    var scope = inner();
    scope.given.put(word, new Typed(ref, type));
    return scope;
  }

  void declare(String step, Type type) {
    steps.put(step, type);
  }

  /** Makes a decision known by the id of the step that people wrote. */
  Scope decides(String step, String decider) {
    routes.put(step, Ref.decisionOf(decider));
    return this;
  }

  /** A step by its id alone. */
  Optional<Ref<?>> step(String id) {
    for (var scope = this; scope != null; scope = scope.around) {
      if (scope.steps.containsKey(id)) {
        return Optional.of(Ref.to(id));
      }
    }
    return Optional.empty();
  }

  /** Whether a body around this one has such a step or input: nothing may hide it. */
  boolean isAround(String id) {
    for (var scope = around; scope != null; scope = scope.around) {
      if (scope.steps.containsKey(id) || scope.inputs.containsKey(id)) {
        return true;
      }
    }
    return false;
  }

  /** What a path names. */
  Typed resolve(Term.Path path) throws ExpressionException {
    var word = given(path.root());
    if (word.isPresent()) {
      return parts(word.get(), path, 0);
    }
    if (!ROOTS.contains(path.root())) {
      throw new ExpressionException(path.offset(), unknownRoot(path.root()));
    }
    if (path.parts().isEmpty()) {
      throw new ExpressionException(
          path.offset(), "is '%s' alone: write %s.NAME".formatted(path.root(), path.root()));
    }
    return parts(named(path.root(), path), path, 1);
  }

  /** The ids of all steps in sight. */
  Set<String> stepIds() {
    return names("steps");
  }

  private Typed named(String root, Term.Path path) throws ExpressionException {
    var name = path.parts().get(0);
    for (var scope = this; scope != null; scope = scope.around) {
      var decision = root.equals("routes") ? scope.routes.get(name) : null;
      if (decision != null) {
        return new Typed(decision, Choice.class);
      }
      if (root.equals("steps") && scope.steps.containsKey(name)) {
        return new Typed(Ref.to(name), scope.steps.get(name));
      }
      if (root.equals("inputs") && scope.inputs.containsKey(name)) {
        return new Typed(Ref.to(name), scope.inputs.get(name));
      }
    }
    throw new ExpressionException(
        path.offset(0),
        "names %s.%s, which does not exist. %s"
            .formatted(root, Known.clipped(name), Known.among(name, names(root))));
  }

  private static Typed parts(Typed whole, Term.Path path, int from) throws ExpressionException {
    Ref<?> ref = whole.ref();
    var type = whole.type();
    for (int i = from; i < path.parts().size(); i++) {
      try {
        type = Types.part(type, path.parts().get(i));
      } catch (Types.NoSuchPart e) {
        throw new ExpressionException(
            path.offset(i),
            "names a part of %s, which %s"
                .formatted(
                    new Term.Path(0, path.root(), path.parts().subList(0, i), List.of()),
                    e.said()));
      }
      ref = ref.at(path.parts().get(i));
    }
    return new Typed(ref, type);
  }

  private Optional<Typed> given(String word) {
    for (var scope = this; scope != null; scope = scope.around) {
      if (scope.given.containsKey(word)) {
        return Optional.ofNullable(scope.given.get(word));
      }
    }
    return Optional.empty();
  }

  private Set<String> names(String root) {
    var names = new LinkedHashSet<String>();
    for (var scope = this; scope != null; scope = scope.around) {
      names.addAll(
          switch (root) {
            case "inputs" -> scope.inputs.keySet();
            case "steps" -> scope.steps.keySet();
            default -> scope.routes.keySet();
          });
    }
    return names;
  }

  private String unknownRoot(String root) {
    if (GIVEN_BY.containsKey(root)) {
      return "names '%s', which only exists inside %s".formatted(root, GIVEN_BY.get(root));
    }
    if (names("steps").contains(root)) {
      return "names '%s': write steps.%s".formatted(root, root);
    }
    if (names("inputs").contains(root)) {
      return "names '%s': write inputs.%s".formatted(root, root);
    }
    var roots = new ArrayList<>(ROOTS);
    GIVEN_BY.keySet().stream().filter(word -> given(word).isPresent()).sorted().forEach(roots::add);
    return "names '%s', which does not exist. %s"
        .formatted(Known.clipped(root), Known.among(root, roots));
  }
}
