package io.waybill.routing.judge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Figures by name. What the rows cannot tell is no figure: it has a reason instead.
 *
 * @param known figures, in the order in which they are shown: {@code in_scope_accuracy}
 * @param unknown why there is no figure, by name: {@code no row is out of scope}
 */
public record Metrics(Map<String, Metric> known, Map<String, String> unknown) {
  public Metrics {
    known = Collections.unmodifiableMap(new LinkedHashMap<>(known));
    unknown = Collections.unmodifiableMap(new LinkedHashMap<>(unknown));
    for (var name : unknown.keySet()) {
      if (known.containsKey(name)) {
        throw new IllegalArgumentException("'%s' is both known and unknown".formatted(name));
      }
    }
  }

  /** The figure of that name, if the rows tell it. */
  public Optional<Metric> find(String name) {
    return Optional.ofNullable(known.get(name));
  }

  /**
   * These, and others of other names.
   *
   * @throws IllegalArgumentException if a name is known to one and unknown to the other
   */
  public Metrics and(Metrics others) {
    var all = new LinkedHashMap<>(known);
    all.putAll(others.known);
    var none = new LinkedHashMap<>(unknown);
    none.putAll(others.unknown);
    return new Metrics(all, none);
  }

  /** Every name, whether there is a figure or not. */
  public List<String> names() {
    var names = new ArrayList<>(known.keySet());
    names.addAll(unknown.keySet());
    return names;
  }
}
