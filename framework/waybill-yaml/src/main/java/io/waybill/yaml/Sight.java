package io.waybill.yaml;

import io.waybill.plan.Input;
import io.waybill.plan.Ref;
import io.waybill.plan.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How expressions name values where a step is written: the other direction of {@link Scope}.
 *
 * @param given which value {@code item}, {@code turn} and {@code failure} mean here
 * @param decisions what decisions that are not called by their step's id are called; empty if they
 *     have no name
 */
record Sight(Set<String> inputs, Map<String, String> given, Map<String, String> decisions) {
  static Sight of(List<Input> inputs) {
    return new Sight(
        inputs.stream().map(Input::id).collect(Collectors.toSet()), Map.of(), Map.of());
  }

  /** Inside a body that is given a value. */
  Sight inside(Ref<?> value) {
    return new Sight(inputs, with(given, word(value.id()), value.id()), decisions);
  }

  /** Inside an {@code if}: the decision of its step is called by the id that people wrote. */
  Sight insideIf(String written, String decider) {
    return new Sight(
        inputs, given, with(decisions, Ref.decisionOf(decider).id(), Ref.decisionOf(written).id()));
  }

  /** Beside steps of which some are an {@code if}, whose own decision is nobody's business. */
  Sight beside(List<Step> steps) {
    var hidden = this;
    for (var step : steps) {
      if (step instanceof Step.Route route && Conditional.of(route).isPresent()) {
        hidden =
            new Sight(inputs, given, with(hidden.decisions, Ref.decisionOf(step.id()).id(), ""));
      }
    }
    return hidden;
  }

  /** The path to a value; empty if there is no word for it here. */
  Optional<String> path(Ref<?> ref) {
    return root(ref.id()).map(root -> root + parts(ref.path()));
  }

  private Optional<String> root(String id) {
    if (id.startsWith("routes.")) {
      return Optional.of(decisions.getOrDefault(id, id)).filter(name -> !name.isEmpty());
    }
    if (id.contains(".")) {
      return Optional.of(word(id)).filter(word -> id.equals(given.get(word)));
    }
    return Optional.of((inputs.contains(id) ? "inputs." : "steps.") + id);
  }

  private static Map<String, String> with(Map<String, String> map, String key, String value) {
    var more = new TreeMap<>(map);
    more.put(key, value);
    return more;
  }

  /** {@code item} of {@code reviews.item}. */
  private static String word(String id) {
    return id.substring(id.lastIndexOf('.') + 1);
  }

  private static String parts(List<String> names) {
    return names.stream()
        .map(
            name ->
                name.matches("[A-Za-z0-9_]+")
                    ? "." + name
                    : "[" + BindingWriter.constant(name) + "]")
        .collect(Collectors.joining());
  }
}
