package io.waybill.routing;

import java.util.Map;

/** What a text must be like, and the branch it then takes. */
public record Rule(Condition when, String label) {
  public Rule {
    if (label.isBlank()) {
      throw new IllegalArgumentException("a rule needs a label: " + when);
    }
  }

  Map<String, Object> data() {
    return Map.of(when.kind(), when.argument(), "label", label);
  }
}
