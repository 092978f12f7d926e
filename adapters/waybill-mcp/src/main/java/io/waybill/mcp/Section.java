package io.waybill.mcp;

import io.waybill.plan.DidYouMean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
      var where = path.isEmpty() ? "the file" : path;
      all.add("%s:%d: %s %s".formatted(file, node.getStartMark().getLine() + 1, where, what));
    }
  }

  /** What a value is called that nobody has called anything. */
  private static final Set<Tag> PLAIN =
      Set.of(Tag.MAP, Tag.SEQ, Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.TIMESTAMP, Tag.MERGE);

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

  private String below(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  void problem(String what) {
    problems.add(node, path, what);
  }

  /** Says what is wrong with the value of a key. */
  void problem(String key, String what) {
    problems.add(values.getOrDefault(key, node), below(key), what);
  }

  boolean has(String key) {
    return find(key).isPresent();
  }

  private Optional<Node> find(String key) {
    known.add(key);
    return Optional.ofNullable(values.get(key));
  }

  Optional<String> text(String key) {
    return find(key).flatMap(value -> scalar(value, below(key)));
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
    var written = find(key);
    if (written.isPresent() && written.get() instanceof SequenceNode list && plain(key, list)) {
      list.getValue().forEach(item -> scalar(item, below(key)).ifPresent(texts::add));
    } else if (written.isPresent() && !(written.get() instanceof SequenceNode)) {
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
    return find(key).map(value -> new Section(problems, below(key), value));
  }

  boolean isList(String key) {
    return find(key).filter(SequenceNode.class::isInstance).isPresent();
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
    return plain(problems, below(key), node);
  }

  /** An anchor could make a small file a large one, or one without an end. */
  private static boolean plain(Problems problems, String where, Node node) {
    if (node.getAnchor() != null) {
      problems.add(node, where, "has the anchor &%s: leave it out".formatted(node.getAnchor()));
      return false;
    }
    if (!PLAIN.contains(node.getTag())) {
      problems.add(node, where, "has the YAML tag %s: leave it out".formatted(node.getTag()));
      return false;
    }
    return true;
  }
}
