package io.waybill.dsl;

import io.waybill.plan.Rescue;
import io.waybill.plan.Step;

/** The same step with a rescue. */
final class Rescued implements Step.Cases<Rescue, Step> {
  static final Rescued BY = new Rescued();

  private Rescued() {}

  @Override
  public Step call(Step.Call step, Rescue rescue) {
    return new Step.Call(step.id(), step.input(), step.work(), step.policy(), rescue);
  }

  @Override
  public Step route(Step.Route step, Rescue rescue) {
    return new Step.Route(
        step.id(), step.input(), step.work(), step.policy(), step.when(), step.otherwise(), rescue);
  }

  @Override
  public Step sub(Step.Sub step, Rescue rescue) {
    return new Step.Sub(step.id(), step.input(), step.plan(), rescue);
  }

  @Override
  public Step each(Step.Each step, Rescue rescue) {
    throw unrescuable(step);
  }

  @Override
  public Step loop(Step.Loop step, Rescue rescue) {
    throw unrescuable(step);
  }

  @Override
  public Step race(Step.Race step, Rescue rescue) {
    return new Step.Race(step.id(), step.runners(), step.finish(), rescue);
  }

  private static IllegalArgumentException unrescuable(Step step) {
    return new IllegalArgumentException(
        "'%s' has many bodies, so there is no one value to put in its place: rescue a step inside it"
            .formatted(step.id()));
  }
}
