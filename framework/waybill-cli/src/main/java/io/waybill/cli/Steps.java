package io.waybill.cli;

import io.waybill.plan.Body;
import io.waybill.plan.Plan;
import io.waybill.plan.Step;
import io.waybill.work.Choice;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** All the steps of a plan, however deep. */
final class Steps {
  private Steps() {}

  static Stream<Step> in(Plan<?> plan) {
    return plan.steps().stream().flatMap(Steps::andBelow);
  }

  private static Stream<Step> andBelow(Step step) {
    var bodies = step.bodies().stream().flatMap(body -> body.steps().stream());
    var inner = step instanceof Step.Sub sub ? sub.plan().steps().stream() : Stream.<Step>empty();
    return Stream.concat(Stream.of(step), Stream.concat(bodies, inner).flatMap(Steps::andBelow));
  }

  /** All the steps of a body, however deep. */
  static Stream<Step> in(Body body) {
    return body.steps().stream().flatMap(Steps::andBelow);
  }

  /** The id of every route → the labels that lead somewhere, {@code otherwise} included. */
  static Map<String, Set<String>> routes(Plan<?> plan) {
    var routes = new LinkedHashMap<String, Set<String>>();
    in(plan)
        .filter(Step.Route.class::isInstance)
        .map(Step.Route.class::cast)
        .forEach(
            route -> {
              var labels = routes.computeIfAbsent(route.id(), id -> new TreeSet<>());
              labels.addAll(route.when().keySet());
              labels.add(Choice.OTHERWISE);
            });
    return routes;
  }

  /** The id of the step at the end of a path: {@code intent:billing/answer} → {@code answer}. */
  static String idOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** A path with its positions left out: {@code reviews[3]/grade} → {@code reviews[]/grade}. */
  static String everyTime(String path) {
    return path.replaceAll("\\[\\d+]", "[]");
  }
}
