package io.waybill.yaml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * The second stage: a text becomes nodes, in work bounded by limits and not by the text. YAML's
 * machinery (aliases, anchors, tags, directives, keys that are no text) is refused: a file needs
 * none of it, and each has been somebody's way in.
 */
final class Scan {
  private static final int DEEPEST = 50;
  private static final int LONGEST_KEY = 200;

  private final FileText source;
  private final FileKind kind;
  private final Problems problems;
  private final ParserImpl parser;
  private final Deque<String> path = new ArrayDeque<>();
  private int nodes;

  private Scan(FileText source, FileKind kind, Problems problems) {
    this.source = source;
    this.kind = kind;
    this.problems = problems;
    var options = new LoaderOptions();
    options.setCodePointLimit(kind.largest());
    this.parser = new ParserImpl(new StreamReader(source.text()), options);
  }

  /**
   * The nodes of a text.
   *
   * @throws YamlException if it is no YAML, or more YAML than such a file needs
   */
  static Node of(FileText source, FileKind kind) {
    var problems = new Problems();
    try {
      var node = new Scan(source, kind, problems).document();
      problems.throwIfAny();
      return node;
    } catch (YAMLException e) {
      Traps.explain(source, e, problems);
      throw problems.exception();
    }
  }

  private Node document() {
    parser.getEvent();
    if (parser.checkEvent(Event.ID.StreamEnd)) {
      throw refused(
          At.beginningOf(source.file()),
          "is empty: a %s begins with '%s'".formatted(kind.called(), kind.begins()));
    }
    var start = (DocumentStartEvent) parser.getEvent();
    if (start.getVersion() != null || (start.getTags() != null && !start.getTags().isEmpty())) {
      problems.add(at(start.getStartMark()), "", "begins with a directive (%): leave it out");
    }
    var node = node();
    parser.getEvent();
    if (!parser.checkEvent(Event.ID.StreamEnd)) {
      throw refused(
          at(parser.peekEvent().getStartMark()),
          "has a second document: one file, one " + kind.called());
    }
    return node;
  }

  private Node node() {
    var event = parser.getEvent();
    var at = at(event.getStartMark());
    if (++nodes > kind.values()) {
      throw refused(
          at, String.format(Locale.ROOT, "is the start of more than %,d values", kind.values()));
    }
    if (path.size() > DEEPEST) {
      throw refused(at, "is nested more than 50 deep");
    }
    if (event instanceof AliasEvent alias) {
      problems.add(at, path(), "is the alias *%s: write it out".formatted(alias.getAnchor()));
      return Node.Scalar.quoted(at, "");
    }
    plainOf((NodeEvent) event, at);
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar, at);
    }
    return event instanceof SequenceStartEvent ? sequence(at) : mapping(at);
  }

  private void plainOf(NodeEvent event, At at) {
    if (event.getAnchor() != null) {
      problems.add(at, path(), "has the anchor &%s: leave it out".formatted(event.getAnchor()));
    }
    var tag = tag(event);
    if (tag != null && !kind.hasHoles()) {
      problems.add(at, path(), "has the YAML tag %s: leave it out".formatted(Known.clipped(tag)));
    } else if (tag != null) {
      var value = event instanceof ScalarEvent scalar ? scalar.getValue() : "";
      problems.add(at, path(), Traps.tag(tag, value));
    }
  }

  private static @Nullable String tag(NodeEvent event) {
    if (event instanceof ScalarEvent scalar) {
      return scalar.getTag();
    }
    return event instanceof MappingStartEvent mapping
        ? mapping.getTag()
        : ((SequenceStartEvent) event).getTag();
  }

  private Node.Scalar scalar(ScalarEvent event, At at) {
    if (!FileText.sound(event.getValue())) {
      problems.add(at, path(), "has an escape for a character that no text needs");
    }
    var span = new Span(source, event.getStartMark().getIndex(), event.getEndMark().getIndex());
    return new Node.Scalar(at, event.getValue(), event.isPlain(), span);
  }

  private Node sequence(At at) {
    var items = new ArrayList<Node>();
    while (!parser.checkEvent(Event.ID.SequenceEnd)) {
      path.addLast(String.valueOf(items.size()));
      items.add(node());
      path.removeLast();
    }
    parser.getEvent();
    return new Node.Sequence(at, items);
  }

  private Node mapping(At at) {
    var entries = new LinkedHashMap<String, Node.Entry>();
    while (!parser.checkEvent(Event.ID.MappingEnd)) {
      var key = key();
      path.addLast(key.text());
      var entry = new Node.Entry(key.at(), node());
      path.removeLast();
      var first = entries.putIfAbsent(key.text(), entry);
      if (first != null) {
        problems.add(
            key.at(),
            path(),
            "has '%s' twice; the first is in line %d".formatted(key.text(), first.key().line()));
      }
    }
    parser.getEvent();
    return new Node.Mapping(at, entries);
  }

  private Node.Scalar key() {
    var at = at(parser.peekEvent().getStartMark());
    if (!parser.checkEvent(Event.ID.Scalar)) {
      throw refused(at, "has a key that is no text");
    }
    var key = (Node.Scalar) node();
    if (key.text().length() > LONGEST_KEY) {
      throw refused(at, "has a key of %d characters".formatted(key.text().length()));
    }
    return key;
  }

  private At at(Mark mark) {
    return new At(source.file(), mark.getLine() + 1, mark.getColumn() + 1);
  }

  private String path() {
    return String.join(".", path);
  }

  private YamlException refused(At at, String message) {
    problems.add(at, path(), message);
    return problems.exception();
  }
}
