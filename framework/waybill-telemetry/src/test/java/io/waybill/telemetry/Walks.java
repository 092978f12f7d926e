package io.waybill.telemetry;

import io.waybill.ledger.Shape;
import io.waybill.ledger.Timing;
import io.waybill.ledger.Waybill;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/** How Jaeger walks through the drawing of a run, and what the ledger says to that. */
final class Walks {
  /** What the two come to. */
  enum Verdict {
    SAME,
    /** Another path is as long, to the microsecond. */
    TIED,
    /** Some step was ready at another time than what it waited for ended. */
    OTHERWISE_READY,
    /** A step went on from a piece of an answer that was still being given. */
    OVERLAPPED,
    /**
     * A step in a body waited for something beside the body, which had begun by then: their spans
     * overlap, and nobody who looks at times could tell that one waited for the other.
     */
    CAPTURED_LATE,
    /**
     * Something was dropped, or lost a race, and its span ends when that was noticed: after the
     * beginning of what went on without it.
     */
    WENT_ON_BESIDE,
    ANOTHER
  }

  private Walks() {}

  /** The sections of the critical path that Jaeger finds, from the start to the end. */
  static List<Walked.Section> over(List<Drawn> drawn) {
    return Walked.forwards(
        Walked.of(
            drawn.stream()
                .map(Drawn::node)
                .map(
                    node ->
                        new Walked.Span(
                            "" + node.serial,
                            node.parent == null ? "" : "" + node.parent.serial,
                            node.start,
                            node.end))
                .toList()));
  }

  /** The steps that it is spent in. */
  static List<String> steps(Waybill waybill) {
    var drawn = Drawing.of(waybill);
    var steps =
        drawn.stream()
            .map(Drawn::node)
            .collect(Collectors.toMap(node -> "" + node.serial, Walks::step));
    var on = new LinkedHashSet<String>();
    over(drawn).forEach(section -> on.add(steps.get(section.span().id())));
    on.remove("");
    return new ArrayList<>(on);
  }

  private static String step(Node leaf) {
    var node = leaf;
    while (node != null && node.kind != Node.Kind.STEP && node.kind != Node.Kind.BEGINNING) {
      node = node.kind.holdsSteps() ? null : node.parent;
    }
    return node == null ? "" : node.path;
  }

  static List<String> critical(Waybill waybill) {
    return waybill.timing().lines().stream()
        .filter(Timing.OfLine::critical)
        .map(Timing.OfLine::path)
        .toList();
  }

  static Verdict verdict(Waybill waybill) {
    var walked = steps(waybill);
    if (walked.equals(critical(waybill))) {
      return Verdict.SAME;
    }
    if (!Waited.saysWhenItWasReady(waybill)) {
      return Verdict.OTHERWISE_READY;
    }
    if (tied(walked, waybill)) {
      return Verdict.TIED;
    }
    if (Waited.overlaps(waybill)) {
      return Verdict.OVERLAPPED;
    }
    if (Waited.forWhatEndedBesideItsBody(waybill)) {
      return Verdict.CAPTURED_LATE;
    }
    return leftBehind(waybill) ? Verdict.WENT_ON_BESIDE : Verdict.ANOTHER;
  }

  private static boolean leftBehind(Waybill waybill) {
    return waybill.groups().stream().anyMatch(group -> group.shape() == Shape.RACE)
        || waybill.ledger().postings().stream().anyMatch(posting -> posting.fate().dropped());
  }

  /** Whether what was walked is as long as the critical path, to the microsecond. */
  private static boolean tied(List<String> walked, Waybill waybill) {
    var walls =
        waybill.timing().lines().stream()
            .collect(Collectors.toMap(Timing.OfLine::path, line -> line.wall().toNanos()));
    long sum = walked.stream().mapToLong(path -> walls.getOrDefault(path, 0L)).sum();
    return Math.abs(sum - waybill.timing().longest().toNanos()) < 1000;
  }
}
