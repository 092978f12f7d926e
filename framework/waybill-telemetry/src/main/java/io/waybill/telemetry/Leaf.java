package io.waybill.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.waybill.ledger.Posting;
import io.waybill.work.WorkInfo;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Draws what has no steps in it: attempts, and what is waited for between them. */
final class Leaf {
  private Leaf() {}

  static Drawn of(String run, Node node) {
    var facts = common(run, node, kind(node), step(node));
    var work = Objects.requireNonNull(node.work);
    return switch (node.kind) {
      case ATTEMPT -> attempt(node, facts);
      case WAIT -> between(node, "wait " + waitedFor(work), facts);
      default -> between(node, "backoff", facts);
    };
  }

  /** What every span tells. */
  static AttributesBuilder common(String run, Node node, String kind, String step) {
    return Attributes.builder()
        .put(Names.RUN, run)
        .put(Names.KIND, kind)
        .put(Names.STEP, step)
        .put(Names.PATH, node.path)
        .put(Names.ATTEMPT, (long) node.attempt);
  }

  private static String kind(Node node) {
    return node.inner() ? "inner" : Names.word(node.kind);
  }

  /** The id of the step that all of it belongs to. */
  private static String step(Node leaf) {
    var node = leaf;
    while (node.kind != Node.Kind.STEP) {
      node = Objects.requireNonNull(node.parent);
    }
    return Places.lastStep(node.path);
  }

  private static Drawn attempt(Node node, AttributesBuilder facts) {
    var posting = Objects.requireNonNull(node.posting);
    var operation = Operation.of(posting, node.asked());
    long first = posting.marks().first();
    var events =
        first < 0
            ? List.<Drawn.Event>of()
            : List.of(
                new Drawn.Event(
                    Names.FIRST_TOKEN, Math.max(node.start, Math.min(first / 1000, node.end))));
    return new Drawn(
        node,
        operation.spanName(posting),
        Operation.spanKind(node),
        AttemptFacts.of(node, facts),
        events,
        List.of(),
        origin(posting.how().origin().traceparent()),
        error(posting));
  }

  /** The span that a {@code traceparent} names, if it is one. */
  private static Optional<SpanContext> origin(String traceparent) {
    var parts = traceparent.split("-", -1);
    var span =
        parts.length < 4
            ? SpanContext.getInvalid()
            : SpanContext.createFromRemoteParent(
                parts[1], parts[2], TraceFlags.getDefault(), TraceState.getDefault());
    return Optional.of(span).filter(SpanContext::isValid);
  }

  static Optional<String> error(Posting posting) {
    return posting.fate() == Posting.Fate.USED
        ? Optional.empty()
        : Optional.of(Names.word(posting.fate()));
  }

  private static String waitedFor(WorkInfo work) {
    if (!work.pool().isEmpty()) {
      return work.pool();
    }
    return work.model().isEmpty() ? work.name() : work.model();
  }

  private static Drawn between(Node node, String name, AttributesBuilder facts) {
    return new Drawn(
        node,
        name,
        SpanKind.INTERNAL,
        facts.build(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }
}
