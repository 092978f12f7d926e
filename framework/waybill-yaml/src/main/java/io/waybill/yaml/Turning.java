package io.waybill.yaml;

import io.waybill.plan.Binding;
import io.waybill.plan.Policy;
import io.waybill.plan.Ref;
import io.waybill.plan.Rescue;
import io.waybill.plan.Step;
import java.util.List;
import java.util.Optional;

/** The body of a loop that files can say: steps, their value, and the comparison that ends it. */
record Turning(
    List<Step> steps, Ref<?> value, Binding<?> left, Comparison comparison, Binding<?> right) {
  /** What {@code do} and {@code until} say, if that is all that the body is. */
  static Optional<Turning> of(Step.Loop loop) {
    var last = loop.id() + StepReader.UNTIL;
    if (!loop.body().output().equals(Ref.to(last))) {
      return Optional.empty();
    }
    var rest = loop.body().steps().stream().filter(step -> !step.id().equals(last)).toList();
    return loop.body().steps().stream()
        .filter(step -> step.id().equals(last))
        .findFirst()
        .flatMap(step -> of(step, rest));
  }

  private static Optional<Turning> of(Step step, List<Step> rest) {
    if (!(step instanceof Step.Call call)
        || !(call.input() instanceof Binding.Join<?> verdict)
        || !verdict.type().equals(Comparison.Verdict.class)
        || !(verdict.parts().get(0) instanceof Ref<?> value)
        || !call.policy().equals(Policy.NONE)
        || !call.rescue().equals(Rescue.NONE)) {
      return Optional.empty();
    }
    var info = call.work().info();
    return Comparison.of(info.config().get("op"))
        .filter(comparison -> info.equals(comparison.until().info()))
        .map(
            comparison ->
                new Turning(
                    rest, value, verdict.parts().get(1), comparison, verdict.parts().get(2)));
  }
}
