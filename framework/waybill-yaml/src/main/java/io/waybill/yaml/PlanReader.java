package io.waybill.yaml;

import io.waybill.plan.Body;
import io.waybill.plan.Plan;
import io.waybill.plan.PlanException;
import io.waybill.plan.Ref;
import java.util.List;
import java.util.Optional;

/** The last stages for one plan: its names and types, then the plan itself. */
final class PlanReader {
  private final FileReader file;
  private final Problems problems;

  PlanReader(FileReader file) {
    this.file = file;
    this.problems = file.problems();
  }

  /** The plan, unless something in it is wrong, which has been noted. */
  Optional<Plan<?>> read(PlanShape shape) {
    int before = problems.count();
    var places = new Places(shape.name());
    var scope = Scope.of(shape.inputs());
    var steps = new BodyReader(file, places).steps(shape.steps(), scope, "");
    var output = shape.output().flatMap(text -> new Bindings(scope, problems).output(text));
    if (!shape.sound() || output.isEmpty()) {
      places.trouble();
    }
    if (!file.library().fits(steps)) {
      problems.add(
          shape.name().at(),
          shape.name().path(),
          "is more than 20,000 steps or 16 plans deep, with all the plans that it runs");
      return Optional.empty();
    }
    Ref<?> yields = output.orElse(Ref.to(""));
    places.body("", new Body(List.of(), steps, yields));
    boolean whole = shape.sound() && problems.count() == before;
    try {
      var plan = new Plan<>(shape.name().text(), shape.inputs(), steps, yields, shape.budget());
      return whole ? Optional.of(plan) : Optional.empty();
    } catch (PlanException invalid) {
      places.report(invalid, whole, problems);
      return Optional.empty();
    }
  }
}
