package io.waybill.telemetry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The critical path of a trace as Jaeger 2.20 finds it, written anew from what its code does: begin
 * at the end of the root, go to the child that ends last, and so on inwards; where there is none,
 * go back to what is around, and on to the child that ended last before the one just left began.
 * Everything is in whole microseconds, and before means strictly before.
 */
public final class Walked {
  /** A span, as far as the walk looks at it. */
  public record Span(String id, String parent, long start, long end) {}

  /** A stretch of the root's time, and the span that it was spent in. */
  public record Section(Span span, long from, long to) {}

  private final Map<String, Span> spans = new HashMap<>();
  private final Map<String, List<Span>> children = new HashMap<>();
  private final List<Section> sections = new ArrayList<>();

  private Walked() {}

  /** From the end to the start; spans reach at most as far as what is around them. */
  public static List<Section> of(List<Span> trace) {
    var walked = new Walked();
    var byParent = new HashMap<String, List<Span>>();
    trace.forEach(
        span -> byParent.computeIfAbsent(span.parent, parent -> new ArrayList<>()).add(span));
    var roots = byParent.getOrDefault("", List.of());
    if (roots.size() != 1) {
      throw new IllegalArgumentException("a trace has one root, not " + roots.size());
    }
    walked.cut(roots.get(0), byParent);
    walked.walk(roots.get(0));
    return walked.sections;
  }

  private void cut(Span span, Map<String, List<Span>> byParent) {
    spans.put(span.id, span);
    var kept = new ArrayList<Span>();
    for (var child : byParent.getOrDefault(span.id, List.of())) {
      if (child.start < span.end && child.end > span.start) {
        var cut =
            new Span(
                child.id,
                span.id,
                Math.max(child.start, span.start),
                Math.min(child.end, span.end));
        kept.add(cut);
        cut(cut, byParent);
      }
    }
    children.put(span.id, kept);
  }

  private void walk(Span root) {
    Span span = root;
    long until = root.end;
    boolean back = false;
    while (true) {
      var last = last(span, back ? until : Long.MAX_VALUE);
      long from = last == null ? span.start : last.end;
      if (from != until) {
        sections.add(new Section(span, from, until));
      }
      if (last != null) {
        span = last;
        until = last.end;
        back = false;
      } else if (span.parent.isEmpty()) {
        return;
      } else {
        until = span.start;
        span = spans.get(span.parent);
        back = true;
      }
    }
  }

  private @Nullable Span last(Span span, long before) {
    Span last = null;
    for (var child : children.get(span.id)) {
      if (child.end < before && (last == null || child.end > last.end)) {
        last = child;
      }
    }
    return last;
  }

  /** The same sections from the start to the end. */
  public static List<Section> forwards(List<Section> sections) {
    var forwards = new ArrayList<>(sections);
    Collections.reverse(forwards);
    return forwards;
  }
}
