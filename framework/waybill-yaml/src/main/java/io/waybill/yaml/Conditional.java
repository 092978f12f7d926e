package io.waybill.yaml;

import io.waybill.plan.Binding;
import io.waybill.plan.Body;
import io.waybill.plan.Policy;
import io.waybill.plan.Ref;
import io.waybill.plan.Rescue;
import io.waybill.plan.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A route that is an {@code if}: a comparison, the step that it lets run, and nothing else. */
record Conditional(Binding<?> left, Comparison comparison, Binding<?> right, Step then) {
  /** What an {@code if} says, if that is all that the route is. */
  static Optional<Conditional> of(Step.Route route) {
    var info = route.work().info();
    var comparison = Comparison.of(info.config().get("op"));
    var input = route.input() instanceof Binding.After<?> after ? after.value() : route.input();
    if (comparison.isEmpty()
        || !info.equals(comparison.get().router().info())
        || !(input instanceof Binding.Join<?> operands)
        || !operands.type().equals(Comparison.Operands.class)
        || !route.policy().equals(Policy.NONE)
        || !route.rescue().equals(Rescue.NONE)
        || !route.when().keySet().equals(Set.of(Comparison.TRUE))) {
      return Optional.empty();
    }
    var then = route.when().values().iterator().next();
    return only(then, route.id() + StepReader.THEN)
            && only(route.otherwise(), route.id() + StepReader.SKIP)
            && skips(route.otherwise().steps().get(0), route.id() + StepReader.SKIP)
        ? Optional.of(
            new Conditional(
                operands.parts().get(0),
                comparison.get(),
                operands.parts().get(1),
                then.steps().get(0)))
        : Optional.empty();
  }

  private static boolean only(Body body, String id) {
    return body.steps().stream().map(Step::id).toList().equals(List.of(id))
        && body.output().equals(Ref.to(id));
  }

  /** Whether a call only yields nothing. */
  private static boolean skips(Step step, String id) {
    return step instanceof Step.Call call
        && call.id().equals(id)
        && call.work().info().equals(Value.itself().info())
        && call.input().equals(Binding.nothing())
        && call.policy().equals(Policy.NONE)
        && call.rescue().equals(Rescue.NONE);
  }
}
