package io.waybill.yaml;

import java.util.LinkedHashMap;
import java.util.Set;

/** Nodes with the names of files as they would be written in the root. */
record Rebased(Folder folder, Set<Node> files) implements Node.Cases<Node> {
  @Override
  public Node scalar(Node.Scalar scalar) {
    return files.contains(scalar)
        ? Node.Scalar.quoted(scalar.at(), folder.fromRoot(scalar.text()))
        : scalar;
  }

  @Override
  public Node sequence(Node.Sequence sequence) {
    return new Node.Sequence(
        sequence.at(), sequence.items().stream().map(item -> item.match(this)).toList());
  }

  @Override
  public Node mapping(Node.Mapping mapping) {
    var entries = new LinkedHashMap<String, Node.Entry>();
    mapping
        .entries()
        .forEach(
            (key, entry) ->
                entries.put(key, new Node.Entry(entry.key(), entry.value().match(this))));
    return new Node.Mapping(mapping.at(), entries);
  }
}
