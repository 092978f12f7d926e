package io.waybill.mcp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tools that a server lists, by name: the order in which it lists them says nothing. */
record ToolList(SortedMap<String, Definition> tools) {
  ToolList {
    tools = Collections.unmodifiableSortedMap(new TreeMap<>(tools));
  }

  /**
   * @throws IllegalArgumentException if two have the same name, in words that follow {@code it
   *     lists}
   */
  static ToolList of(Collection<Definition> listed) {
    var tools = new TreeMap<String, Definition>();
    for (var tool : listed) {
      if (tools.put(tool.name(), tool) != null) {
        throw new IllegalArgumentException("the tool '%s' twice".formatted(tool.name()));
      }
    }
    return new ToolList(tools);
  }

  Optional<Definition> find(String name) {
    return Optional.ofNullable(tools.get(name));
  }

  String digest() {
    var all = Json.NODES.arrayNode();
    tools.values().forEach(tool -> all.add(tool.json()));
    return Json.digest(all);
  }

  /**
   * What is not as it was, in words: {@code 'search' has another description}, {@code 'wipe' is
   * new}.
   */
  List<String> changes(ToolList now) {
    var changes = new ArrayList<String>();
    tools.forEach(
        (name, tool) ->
            changes.addAll(
                now.find(name)
                    .map(other -> changes(tool, other))
                    .orElse(List.of("'%s' is gone".formatted(name)))));
    now.tools.keySet().stream()
        .filter(name -> !tools.containsKey(name))
        .map("'%s' is new"::formatted)
        .forEach(changes::add);
    return changes;
  }

  private static List<String> changes(Definition was, Definition is) {
    var parts = was.changed(is);
    return parts.isEmpty()
        ? List.of()
        : List.of("'%s' has another %s".formatted(was.name(), String.join(", another ", parts)));
  }

  /** Name → description, for people. */
  Map<String, String> described() {
    var all = new TreeMap<String, String>();
    tools.forEach((name, tool) -> all.put(name, tool.description()));
    return all;
  }
}
