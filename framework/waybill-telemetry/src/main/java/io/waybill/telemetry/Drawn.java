package io.waybill.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import java.util.List;
import java.util.Optional;

/**
 * A span as a value.
 *
 * @param node what it is drawn of: its trace, parent and times
 * @param links spans that it depended on, or goes on from
 * @param origin the span in another trace whose answer it gave
 * @param error what it failed with, in a word; empty if it did not
 */
record Drawn(
    Node node,
    String name,
    SpanKind kind,
    Attributes attributes,
    List<Event> events,
    List<Node> links,
    Optional<SpanContext> origin,
    Optional<String> error) {

  /** Something within a span, microseconds after the run began. */
  record Event(String name, long at) {}

  Drawn {
    events = List.copyOf(events);
    links = List.copyOf(links);
  }
}
