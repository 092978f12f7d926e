package io.waybill.yaml;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes nodes that stand nowhere yet. */
final class Nodes {
  private static final At NOWHERE = At.beginningOf("");

  private Nodes() {}

  static Node.Scalar text(String text) {
    return Node.Scalar.quoted(NOWHERE, text);
  }

  /** A number, true, false or null. */
  static Node.Scalar plain(Object value) {
    return Node.Scalar.plain(NOWHERE, value.toString());
  }

  static Node.Sequence sequence(List<? extends Node> items) {
    return new Node.Sequence(NOWHERE, new ArrayList<>(items));
  }

  /** Of nodes, or of data such as a configuration is. */
  static Node.Mapping mapping(Map<String, ?> values) {
    var entries = new LinkedHashMap<String, Node.Entry>();
    values.forEach((key, value) -> entries.put(key, new Node.Entry(NOWHERE, node(value))));
    return new Node.Mapping(NOWHERE, entries);
  }

  /** A decimal as text that reads as a decimal, be it whole or not. */
  static String decimal(BigDecimal number) {
    var text = number.toString();
    return text.contains(".") || text.contains("E") ? text : text + "e0";
  }

  private static Node node(Object value) {
    if (value instanceof Node node) {
      return node;
    }
    if (value instanceof Map<?, ?> map) {
      var named = new LinkedHashMap<String, Object>();
      map.forEach((key, part) -> named.put(String.valueOf(key), part));
      return mapping(named);
    }
    if (value instanceof List<?> list) {
      return sequence(list.stream().map(Nodes::node).toList());
    }
    return value instanceof String text ? text(text) : plain(value);
  }
}
