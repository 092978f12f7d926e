package io.waybill.mcp;

import io.waybill.plan.DidYouMean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A mapping of the configuration: hands out its entries by key, and at its end names those that
 * nobody asked for.
 */
final class Section {
  /** What is wrong with the file so far. */
  record Problems(String file, List<String> all) {
    void add(Node node, String path, String what) {
      all.add("%s:%d: %s %s".formatted(file, node.getStartMark().getLine() + 1, path, what));
    }
  }

  private final Problems problems;
  private final String path;
  private final Node node;
  private final Map<String, Node> keys = new LinkedHashMap<>();
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final TreeSet<String> known = new TreeSet<>();

  Section(Problems problems, String path, Node node) {
    this.problems = problems;
    this.path = path;
    this.node = node;
    if (node instanceof MappingNode mapping && plain(problems, path, node)) {
      mapping.getValue().forEach(this::entry);
    } else if (!(node instanceof MappingNode)) {
      problems.add(node, path, "is no mapping");
    }
  }

  private void entry(NodeTuple tuple) {
    var key = scalar(tuple.getKeyNode(), path).orElse("");
    keys.put(key, tuple.getKeyNode());
    if (values.put(key, tuple.getValueNode()) != null) {
      problems.add(tuple.getKeyNode(), path, "has '%s' twice".formatted(key));
    }
  }

  String path() {
    return path;
  }

  void problem(String what) {
    problems.add(node, path, what);
  }

  /** Says what is wrong with the value of a key. */
  void problem(String key, String what) {
    problems.add(values.getOrDefault(key, node), path + "." + key, what);
  }

  boolean has(String key) {
    known.add(key);
    return values.containsKey(key);
  }

  Optional<String> text(String key) {
    return has(key) ? scalar(values.get(key), path + "." + key) : Optional.empty();
  }

  /** A value of a kind of its own; what cannot be read is a problem, in the words of its reader. */
  <T> T value(String key, T otherwise, Function<String, T> reader) {
    var written = text(key);
    try {
      return written.map(reader).orElse(otherwise);
    } catch (IllegalArgumentException e) {
      problem(key, String.valueOf(e.getMessage()));
      return otherwise;
    }
  }

  List<String> texts(String key) {
    var texts = new ArrayList<String>();
    if (has(key) && values.get(key) instanceof SequenceNode list && plain(key, list)) {
      list.getValue().forEach(item -> scalar(item, path + "." + key).ifPresent(texts::add));
    } else if (has(key) && !(values.get(key) instanceof SequenceNode)) {
      problem(key, "is no list: write [one, two]");
    }
    return texts;
  }

  /** A mapping of texts. */
  Map<String, String> table(String key) {
    var table = new LinkedHashMap<String, String>();
    section(key)
        .ifPresent(
            inner ->
                inner.names().forEach(name -> inner.text(name).ifPresent(t -> table.put(name, t))));
    return table;
  }

  Optional<Section> section(String key) {
    return has(key)
        ? Optional.of(new Section(problems, path + "." + key, values.get(key)))
        : Optional.empty();
  }

  boolean isList(String key) {
    return has(key) && values.get(key) instanceof SequenceNode;
  }

  /** Its keys, whatever they are called. */
  List<String> names() {
    known.addAll(values.keySet());
    return List.copyOf(values.keySet());
  }

  /** Names the keys that nobody asked for. */
  void end() {
    keys.forEach(
        (key, at) -> {
          if (!known.contains(key)) {
            problems.add(at, path, "has '%s'. %s".formatted(key, DidYouMean.among(key, known)));
          }
        });
  }

  private Optional<String> scalar(Node node, String where) {
    if (node instanceof ScalarNode scalar && !Tag.NULL.equals(scalar.getTag())) {
      return plain(problems, where, node) ? Optional.of(scalar.getValue()) : Optional.empty();
    }
    problems.add(node, where, "is no text");
    return Optional.empty();
  }

  private boolean plain(String key, Node node) {
    return plain(problems, path + "." + key, node);
  }

  /** An anchor could make a small file a large one, or one without an end. */
  private static boolean plain(Problems problems, String where, Node node) {
    if (node.getAnchor() != null) {
      problems.add(node, where, "has the anchor &%s: leave it out".formatted(node.getAnchor()));
      return false;
    }
    if (!node.getTag().startsWith(Tag.PREFIX)) {
      problems.add(node, where, "has the YAML tag %s: leave it out".formatted(node.getTag()));
      return false;
    }
    return true;
  }
}
