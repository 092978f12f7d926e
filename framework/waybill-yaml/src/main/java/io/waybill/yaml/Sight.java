package io.waybill.yaml;

import io.waybill.plan.Input;
import io.waybill.plan.Ref;
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
 */
record Sight(Set<String> inputs, Map<String, String> given) {
  static Sight of(List<Input> inputs) {
    return new Sight(inputs.stream().map(Input::id).collect(Collectors.toSet()), Map.of());
  }

  /** Inside a body that is given a value. */
  Sight inside(Ref<?> value) {
    var more = new TreeMap<>(given);
    more.put(word(value.id()), value.id());
    return new Sight(inputs, more);
  }

  /** The path to a value; empty if there is no word for it here. */
  Optional<String> path(Ref<?> ref) {
    return root(ref.id()).map(root -> root + parts(ref.path()));
  }

  private Optional<String> root(String id) {
    if (id.startsWith("routes.")) {
      return Optional.of(id);
    }
    if (id.contains(".")) {
      return Optional.of(word(id)).filter(word -> id.equals(given.get(word)));
    }
    return Optional.of((inputs.contains(id) ? "inputs." : "steps.") + id);
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
