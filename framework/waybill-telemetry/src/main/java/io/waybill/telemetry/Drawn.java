package io.waybill.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.waybill.ledger.Charge;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /** Keeps what is drawn. */
  static final class Album implements Canvas {
    final List<Drawn> all = new ArrayList<>();
    private final Waybill waybill;
    private @Nullable Node node;
    private String name = "";
    private AttributesBuilder attributes = Attributes.builder();
    private final List<Event> events = new ArrayList<>();
    private final List<Node> links = new ArrayList<>();
    private @Nullable SpanContext origin;
    private @Nullable String error;

    Album(Waybill waybill) {
      this.waybill = waybill;
    }

    @Override
    public List<Charge> charges(Posting posting) {
      return waybill.prices().charges(posting.work(), posting.billed(), waybill.began(posting));
    }

    @Override
    public String run() {
      return waybill.run();
    }

    @Override
    public void begun(Node node) {}

    @Override
    public void draw(Node node) {
      this.node = node;
      attributes = Attributes.builder();
      events.clear();
      links.clear();
      origin = null;
      error = null;
    }

    @Override
    public void name(String word, String what) {
      name = Titles.title(word, what);
    }

    @Override
    public <T> void put(AttributeKey<T> name, T value) {
      attributes.put(name, value);
    }

    @Override
    public void event(String name, long at) {
      events.add(new Event(name, at));
    }

    @Override
    public void link(Node to) {
      links.add(to);
    }

    @Override
    public void origin(SpanContext span) {
      origin = span;
    }

    @Override
    public void error(String why) {
      error = why;
    }

    @Override
    public void done() {
      var drawn = Objects.requireNonNull(node);
      all.add(
          new Drawn(
              drawn,
              name,
              drawn.spanKind(),
              attributes.build(),
              events,
              links,
              Optional.ofNullable(origin),
              Optional.ofNullable(error)));
    }
  }
}
