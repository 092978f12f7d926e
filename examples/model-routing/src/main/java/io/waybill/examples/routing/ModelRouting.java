package io.waybill.examples.routing;

import io.waybill.dsl.Flow;
import io.waybill.plan.Plan;
import io.waybill.routing.cascade.Answered;
import io.waybill.routing.cascade.Cascade;
import io.waybill.work.Choice;
import io.waybill.work.Work;

/**
 * Two models and the ways to have a question answered by them: one of them always, whichever a
 * router picks beforehand, or the weak one first and the strong one where that will not do.
 */
public final class ModelRouting {
  private final Pair models;

  public ModelRouting(Pair models) {
    this.models = models;
  }

  /** The weak model, whatever is asked. */
  public Plan<String> weak() {
    return always("weak", models.weak());
  }

  /** The strong model, whatever is asked. */
  public Plan<String> strong() {
    return always("strong", models.strong());
  }

  private static Plan<String> always(String name, Work<String, String> model) {
    return Flow.plan(
        name, flow -> flow.call("answer", flow.input("question", String.class), model));
  }

  /**
   * Whichever a router picks by the question.
   *
   * @param router chooses {@code weak} or {@code strong}; where it cannot, the strong one is asked
   */
  public Plan<String> routed(String name, Work<? super String, Choice> router) {
    return Flow.plan(
        name,
        flow -> {
          var question = flow.input("question", String.class);
          return flow.route("answer", question, router)
              .when("weak", branch -> branch.call("weak", question, models.weak()))
              .when("strong", branch -> branch.call("strong", question, models.strong()))
              .otherwise(branch -> branch.call("strong", question, models.strong()));
        });
  }

  /** The weak one first; what its answer looks like decides whether the strong one is asked. */
  public Plan<String> cascade(Work<Answered, Choice> scorer) {
    return Cascade.of(models.weak(), models.strong(), scorer).plan("cascade");
  }
}
