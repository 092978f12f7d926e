package io.waybill.yaml;

import io.waybill.plan.Body;
import io.waybill.plan.Ref;
import io.waybill.plan.Step;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the names in a list of steps: first all that they define, then what each reads. */
final class BodyReader {
  private final FileReader file;
  private final Places places;

  BodyReader(FileReader file, Places places) {
    this.file = file;
    this.places = places;
  }

  FileReader file() {
    return file;
  }

  Places places() {
    return places;
  }

  /**
   * Steps that see each other.
   *
   * @param scope where they are declared
   * @param prefix of their paths: {@code intent:billing/}
   */
  List<Step> steps(List<StepShape> shapes, Scope scope, String prefix) {
    var works = new Works(file);
    var doings = new ArrayList<Doing>();
    var sound = new ArrayList<Boolean>();
    for (var shape : shapes) {
      int before = file.problems().count();
      doings.add(shape.verb().match(works));
      if (scope.isAround(shape.id().text())) {
        file.problems()
            .add(
                shape.id().at(),
                shape.id().path(),
                "has the id '%s' of a value around it: give it another, 'id: …'"
                    .formatted(shape.id().text()));
      }
      sound.add(shape.sound() && file.problems().count() == before);
      scope.declare(
          shape.id().text(),
          shape.onError().isEmpty() ? doings.get(doings.size() - 1).output() : Object.class);
      if (shape.verb() instanceof Verb.Route && shape.condition().isEmpty()) {
        scope.decides(shape.id().text(), shape.id().text());
      }
    }
    var steps = new ArrayList<Step>();
    for (int i = 0; i < shapes.size(); i++) {
      var at = prefix + shapes.get(i).id().text();
      int before = file.problems().count();
      steps.add(new StepReader(this, shapes.get(i), doings.get(i), scope, at).step());
      places.put(at, shapes.get(i).id(), sound.get(i) && file.problems().count() == before);
    }
    return steps;
  }

  /** A body that is given nothing. */
  Body body(BodyShape shape, Scope around, String prefix) {
    return body(shape, List.of(), around.inner(), prefix);
  }

  /** A body that is given a value, which expressions call by a word. */
  Body body(BodyShape shape, String word, Ref<?> given, Type type, Scope around, String prefix) {
    return body(shape, List.of(given), around.inner(word, given, type), prefix);
  }

  private Body body(BodyShape shape, List<Ref<?>> given, Scope scope, String prefix) {
    var steps = steps(shape.steps(), scope, prefix);
    var body = new Body(given, steps, output(shape, scope).orElse(Ref.to("")));
    places.body(prefix, body);
    return body;
  }

  /** What a body yields, in its own scope. */
  Optional<Ref<?>> output(BodyShape shape, Scope scope) {
    if (shape.output().isPresent()) {
      return new Bindings(scope, file.problems()).output(shape.output().get());
    }
    return shape.steps().stream().findFirst().map(step -> Ref.to(step.id().text()));
  }
}
