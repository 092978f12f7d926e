package io.waybill.telemetry.jaeger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A trace as Jaeger tells it; its spans in the order of their starts. */
record Trace(String id, List<Span> spans) {

  /**
   * One of its spans.
   *
   * @param parent its id; empty for the root
   * @param after the spans it is linked to
   * @param start in microseconds since 1970
   * @param duration in microseconds
   * @param tags all values as texts
   * @param events their names
   */
  record Span(
      String id,
      String name,
      Optional<String> parent,
      List<String> after,
      long start,
      long duration,
      Map<String, String> tags,
      List<String> events) {
    long end() {
      return start + duration;
    }

    String tag(String key) {
      return tags.getOrDefault(key, "");
    }
  }

  static Trace of(JsonNode json) {
    var spans =
        elements(json.path("spans"))
            .map(Trace::span)
            .sorted(
                Comparator.comparingLong(Span::start)
                    .thenComparing(span -> span.tag("waybill.step.path"))
                    .thenComparing(Span::name))
            .toList();
    return new Trace(json.path("traceID").asText(), spans);
  }

  private static Span span(JsonNode json) {
    return new Span(
        json.path("spanID").asText(),
        json.path("operationName").asText(),
        references(json, "CHILD_OF").stream().findFirst(),
        references(json, "FOLLOWS_FROM"),
        json.path("startTime").asLong(),
        json.path("duration").asLong(),
        tags(json.path("tags")),
        elements(json.path("logs")).map(log -> tags(log.path("fields")).get("event")).toList());
  }

  private static List<String> references(JsonNode span, String kind) {
    return elements(span.path("references"))
        .filter(reference -> reference.path("refType").asText().equals(kind))
        .map(reference -> reference.path("spanID").asText())
        .sorted()
        .toList();
  }

  private static Map<String, String> tags(JsonNode tags) {
    var map = new TreeMap<String, String>();
    elements(tags).forEach(tag -> map.put(tag.path("key").asText(), tag.path("value").asText()));
    return map;
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  /** Whether it has its root, and as many spans as that one says. */
  boolean complete() {
    var expected = Integer.toString(spans.size());
    return spans.stream()
        .anyMatch(
            span -> span.parent().isEmpty() && span.tag("waybill.spans.expected").equals(expected));
  }

  Span root() {
    return spans.stream().filter(span -> span.parent().isEmpty()).findFirst().orElseThrow();
  }

  Span span(String id) {
    return spans.stream().filter(span -> span.id().equals(id)).findFirst().orElseThrow();
  }

  /** Names, indented by how deep they are, in the order of their starts. */
  String tree() {
    var tree = new StringBuilder();
    draw(root(), "", tree);
    return tree.toString();
  }

  private void draw(Span span, String indent, StringBuilder tree) {
    tree.append(indent).append(span.name()).append('\n');
    for (var child : spans) {
      if (child.parent().equals(Optional.of(span.id()))) {
        draw(child, indent + "  ", tree);
      }
    }
  }
}
