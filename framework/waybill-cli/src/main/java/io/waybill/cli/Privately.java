package io.waybill.cli;

import io.waybill.plan.Input;
import io.waybill.plan.Plan;
import io.waybill.plan.Ref;
import io.waybill.plan.Step;
import io.waybill.work.WorkInfo.Privacy;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which routes of a plan may be given private data, as far as one can tell without following every
 * value: where there is any, all but those that read nothing but inputs that are not private, and
 * what a guard that clears it gives.
 */
final class Privately {
  private Privately() {}

  /** Their ids. */
  static Set<String> routes(Plan<?> plan) {
    var routes = new TreeSet<String>();
    if (holdsAny(plan)) {
      inputs(plan, routes);
      Steps.in(plan)
          .filter(Step.Sub.class::isInstance)
          .map(step -> ((Step.Sub) step).plan())
          .forEach(inner -> in(inner.steps(), Set.of(), routes));
    }
    return routes;
  }

  private static boolean holdsAny(Plan<?> plan) {
    return asksForAny(plan) || Steps.in(plan).anyMatch(Privately::bringsAny);
  }

  private static boolean bringsAny(Step step) {
    if (step instanceof Step.Sub sub) {
      return asksForAny(sub.plan());
    }
    return step instanceof Step.Working working
        && working.work().info().safety().privacy() == Privacy.PRIVATE;
  }

  private static boolean asksForAny(Plan<?> plan) {
    return plan.inputs().stream().anyMatch(Privately::isPrivate);
  }

  private static boolean isPrivate(Input input) {
    return input.marks().contains(Input.Mark.PRIVATE);
  }

  private static void inputs(Plan<?> plan, Set<String> routes) {
    var clear = new HashSet<String>();
    plan.inputs().stream()
        .filter(input -> !isPrivate(input))
        .forEach(input -> clear.add(input.id()));
    in(plan.steps(), clear, routes);
  }

  /**
   * Notes the routes among these steps and in their bodies.
   *
   * @param around ids of values that are not private
   */
  private static void in(Collection<Step> steps, Set<String> around, Set<String> routes) {
    var clear = new HashSet<>(around);
    steps.forEach(step -> step.defines().forEach(clear::remove));
    steps.stream().filter(Privately::clears).forEach(step -> clear.add(step.id()));
    for (var step : steps) {
      if (step instanceof Step.Route && !reads(step, clear)) {
        routes.add(step.id());
      }
      step.bodies()
          .forEach(
              body -> {
                var inside = new HashSet<>(clear);
                body.given().stream().map(Ref::id).forEach(inside::remove);
                in(body.steps(), inside, routes);
              });
    }
  }

  private static boolean clears(Step step) {
    return step instanceof Step.Call call
        && call.rescue().bodies().isEmpty()
        && call.policy().instead().isEmpty()
        && call.work().info().safety().privacy() == Privacy.CLEARED;
  }

  private static boolean reads(Step step, Set<String> clear) {
    return step.input().refs().stream().map(Ref::id).allMatch(clear::contains);
  }
}
