package io.waybill.cli;

import io.waybill.routing.judge.Gates;
import io.waybill.yaml.YamlException;
import io.waybill.yaml.YamlKeys;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the figures of a router must be, as a file says it. */
final class GatesFile {
  private static final String BEGINS = "gates: 1";

  private GatesFile() {}

  /**
   * Reads a file of gates: {@code in_scope_accuracy: { least: 0.95 }}.
   *
   * @param known the figures there are
   * @throws YamlException with every problem and its place, a figure that is not known among them
   */
  static Gates read(Path file, Collection<String> known) {
    return YamlKeys.read(file, BEGINS, keys -> gates(keys, known));
  }

  private static Gates gates(YamlKeys keys, Collection<String> known) {
    keys.needs("gates");
    keys.value(
        "gates",
        written -> written.equals("1") ? Optional.of(1) : Optional.empty(),
        "is a format that nobody knows here: write 1");
    var bounds = new LinkedHashMap<String, Gates.Bound>();
    for (var name : known) {
      keys.inner(name).flatMap(GatesFile::bound).ifPresent(bound -> bounds.put(name, bound));
    }
    return new Gates(bounds);
  }

  private static Optional<Gates.Bound> bound(YamlKeys gate) {
    if (!gate.has("least") && !gate.has("most")) {
      gate.problem("least", "is missing: write a least, a most or both, { least: 0.95 }");
    }
    var least = number(gate, "least");
    var most = number(gate, "most");
    gate.refuseUnknown();
    try {
      return least.isEmpty() && most.isEmpty()
          ? Optional.empty()
          : Optional.of(new Gates.Bound(least, most));
    } catch (IllegalArgumentException impossible) {
      gate.problem("most", "is less than the least: no figure is both");
      return Optional.empty();
    }
  }

  private static OptionalDouble number(YamlKeys gate, String key) {
    return gate.value(key, GatesFile::number, "is no number: write one such as 0.95")
        .map(OptionalDouble::of)
        .orElseGet(OptionalDouble::empty);
  }

  private static Optional<Double> number(String written) {
    return written.matches("-?[0-9]{1,15}(\\.[0-9]{1,20})?")
        ? Optional.of(Double.parseDouble(written))
        : Optional.empty();
  }
}
