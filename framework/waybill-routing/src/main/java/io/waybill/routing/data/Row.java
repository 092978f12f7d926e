package io.waybill.routing.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A text and what is known of it.
 *
 * @param line where it stands in its file, the first being 1
 * @param text what a router would be asked
 * @param fields everything else, each as text: {@code label}, for instance
 */
public record Row(int line, String text, Map<String, String> fields) {
  public Row {
    if (text.isBlank()) {
      throw new IllegalArgumentException("line %d has no text".formatted(line));
    }
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** What stands in a field; empty if it has none of that name. */
  public String field(String name) {
    return fields.getOrDefault(name, "");
  }
}
