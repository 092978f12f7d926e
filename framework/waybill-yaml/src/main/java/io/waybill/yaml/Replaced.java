package io.waybill.yaml;

import java.util.LinkedHashMap;
import java.util.Map;

/** Nodes with other texts in the place of some: files as seen from elsewhere, models renamed. */
record Replaced(Map<Node, String> texts) implements Node.Cases<Node> {
  @Override
  public Node scalar(Node.Scalar scalar) {
    var text = texts.get(scalar);
    return text == null ? scalar : Node.Scalar.quoted(scalar.at(), text);
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
