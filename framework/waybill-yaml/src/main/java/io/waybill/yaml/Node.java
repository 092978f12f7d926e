package io.waybill.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of YAML and its place; values are still the text that was written. */
sealed interface Node {
  At at();

  /** What people call its form. */
  String form();

  <R> R match(Cases<R> cases);

  /** One case per form. */
  interface Cases<R> {
    R scalar(Scalar scalar);

    R sequence(Sequence sequence);

    R mapping(Mapping mapping);
  }

  /**
   * A text.
   *
   * @param plain whether it stands without quotes on one line, so that {@code 5} is a number
   * @param source where {@link Spot} looks for a part of it; its place is enough without one
   */
  record Scalar(At at, String text, boolean plain, Span source) implements Node {
    static Scalar plain(At at, String text) {
      return new Scalar(at, text, true, Span.NONE);
    }

    static Scalar quoted(At at, String text) {
      return new Scalar(at, text, false, Span.NONE);
    }

    @Override
    public String form() {
      return "text";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.scalar(this);
    }
  }

  /** A list. */
  record Sequence(At at, List<Node> items) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String form() {
      return "a list";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.sequence(this);
    }
  }

  /** Keys and values, in the order they were written. */
  record Mapping(At at, Map<String, Entry> entries) implements Node {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public String form() {
      return "a mapping";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.mapping(this);
    }
  }

  /** A value and the place of its key. */
  record Entry(At key, Node value) {}
}
