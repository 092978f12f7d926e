package io.waybill.yaml;

import java.util.ArrayList;
import java.util.List;

/** What of a plan no file can say, gathered while the rest is still written. */
final class Unwritable {
  private final List<String> found = new ArrayList<>();

  /** Notes one; the node only fills the gap. */
  Node.Scalar add(String step, String message) {
    found.add(step.isEmpty() ? message : "step '%s' %s".formatted(step, message));
    return Nodes.text("");
  }

  void throwIfAny(String plan) {
    if (!found.isEmpty()) {
      throw new IllegalArgumentException(
          "plan '%s' cannot be written as YAML:\n  - %s"
              .formatted(plan, String.join("\n  - ", found)));
    }
  }
}
