package io.waybill.yaml;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out of which kind something is that a file declares: the key whose presence says it. */
final class Kinds {
  private Kinds() {}

  /** The one of the kinds that is there; noted if it is none, or more than one. */
  static <T> Optional<Factory<T>> among(
      Keys keys, Map<String, Factory<T>> kinds, Problems problems) {
    List<String> present = kinds.keySet().stream().filter(keys::has).toList();
    if (present.size() != 1) {
      problems.add(
          keys.at(),
          keys.path(),
          present.isEmpty()
              ? unknown(keys, kinds)
              : "is of two kinds: " + String.join(", ", present));
      return Optional.empty();
    }
    return Optional.ofNullable(kinds.get(present.get(0)));
  }

  private static String unknown(Keys keys, Map<String, ?> kinds) {
    return "does not say its kind, one of %s. %s"
        .formatted(
            String.join(", ", kinds.keySet()),
            keys.mapping().entries().keySet().stream()
                .map(key -> Known.nearest(key, kinds.keySet()))
                .flatMap(Optional::stream)
                .findFirst()
                .map("Did you mean '%s'?"::formatted)
                .orElse(""))
        .strip();
  }
}
