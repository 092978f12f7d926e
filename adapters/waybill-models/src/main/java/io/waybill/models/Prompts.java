package io.waybill.models;

import io.waybill.plan.Binding;
import io.waybill.plan.Body;
import io.waybill.plan.Plan;
import io.waybill.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at the prompts of a plan for what costs more than it must. Engines and providers keep the
 * beginning of a prompt in a cache, as far as it is the same as before: what never changes belongs
 * before what does.
 */
public final class Prompts {
  /** Less than this nobody caches. */
  private static final int WORTH_IT = 500;

  private final List<String> hints = new ArrayList<>();

  private Prompts() {}

  /**
   * What could be better, a line for each step that asks a chat model; empty if all is well. A
   * prompt is told of if more of it that never changes stands after its first hole than before, and
   * that is at least 500 characters.
   */
  public static List<String> hints(Plan<?> plan) {
    var prompts = new Prompts();
    prompts.look("", plan.steps());
    return List.copyOf(prompts.hints);
  }

  private void look(String scope, List<Step> steps) {
    for (var step : steps) {
      var path = scope + step.id();
      if (step instanceof Step.Working working && asksAChat(working)) {
        template(step.input()).flatMap(text -> hint(path, text)).ifPresent(hints::add);
      }
      step.bodies().stream().map(Body::steps).forEach(inside -> look(path + "/", inside));
      if (step instanceof Step.Sub sub) {
        look(path + "/", sub.plan().steps());
      }
    }
  }

  private static boolean asksAChat(Step.Working step) {
    return step.work().info().name().startsWith("chat.");
  }

  private static Optional<Binding.Text> template(Binding<?> input) {
    var value = input instanceof Binding.After<?> after ? after.value() : input;
    return value instanceof Binding.Text text ? Optional.of(text) : Optional.empty();
  }

  private static Optional<String> hint(String path, Binding.Text text) {
    int before = text.literals().get(0).length();
    int after = text.literals().stream().skip(1).mapToInt(String::length).sum();
    return text.refs().isEmpty() || after < WORTH_IT || after <= before
        ? Optional.empty()
        : Optional.of(
            "step '%s': %d characters of its prompt that never change stand after '%s', which does, and %d before. No cache keeps them there: write them first, or as the model's system text"
                .formatted(path, after, text.refs().get(0).id(), before));
  }
}
