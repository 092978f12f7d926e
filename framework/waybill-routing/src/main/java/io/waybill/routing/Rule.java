package io.waybill.routing;

import java.util.LinkedHashMap;
import java.util.Map;

/** What an input must be like, and the branch it then takes. */
public record Rule(Condition when, String label) {
  public Rule {
    if (label.isBlank()) {
      throw new IllegalArgumentException("a rule needs a label: " + when);
    }
  }

  Map<String, Object> data() {
    var data = new LinkedHashMap<String, Object>();
    when.field().ifPresent(field -> data.put("field", field));
    data.put(when.kind(), when.argument());
    data.put("label", label);
    return data;
  }
}
