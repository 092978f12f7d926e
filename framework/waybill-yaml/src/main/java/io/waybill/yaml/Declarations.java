package io.waybill.yaml;

import io.waybill.plan.Plan;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a file declares because its steps name it, under names that differ. */
final class Declarations {
  private final Map<String, Map<String, Node.Mapping>> sections = new LinkedHashMap<>();
  private final Map<Plan<?>, String> plans = new HashMap<>();
  private final Deque<Map.Entry<String, Plan<?>>> unwritten = new ArrayDeque<>();

  /** The name of what is made of these settings: the wanted one, or one near it. */
  String name(String section, String wanted, Node.Mapping settings) {
    var named = sections.computeIfAbsent(section, name -> new LinkedHashMap<>());
    var text = Printer.print(settings);
    for (int i = 1; ; i++) {
      var name = i == 1 ? wanted : wanted + "_" + i;
      var taken = named.putIfAbsent(name, settings);
      if (taken == null || Printer.print(taken).equals(text)) {
        return name;
      }
    }
  }

  /** The name of a router; a file that is all there is to one stands in its place. */
  String router(Origin origin) {
    var only = origin.settings().entries();
    var file = only.size() == 1 ? only.get(Sections.FITTED) : null;
    if (file != null
        && file.value() instanceof Node.Scalar name
        && name.text().endsWith(Sections.FITTED_FILE)) {
      return name.text();
    }
    var settings =
        origin.asks().renamed(origin.settings(), (wanted, model) -> name("models", wanted, model));
    return name("routers", origin.name(), settings);
  }

  /** The name of a plan that a step runs. */
  String plan(Plan<?> plan) {
    var known = plans.get(plan);
    if (known != null) {
      return known;
    }
    var name = plan.name();
    for (int i = 2; plans.containsValue(name); i++) {
      name = plan.name() + "_" + i;
    }
    plans.put(plan, name);
    unwritten.add(Map.entry(name, plan));
    return name;
  }

  /** The next plan that was named and is not written yet. */
  Optional<Map.Entry<String, Plan<?>>> nextPlan() {
    return Optional.ofNullable(unwritten.poll());
  }

  Map<String, Node.Mapping> section(String name) {
    return sections.getOrDefault(name, Map.of());
  }
}
