package io.waybill.telemetry;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.waybill.ledger.Posting;
import io.waybill.work.WorkInfo;
import java.util.Objects;

/** Draws what has no steps in it: attempts, and what is waited for between them. */
final class Leaf {
  private Leaf() {}

  static void draw(Node node, Canvas canvas) {
    canvas.draw(node);
    common(node, kind(node), step(node), canvas);
    switch (node.kind) {
      case ATTEMPT -> attempt(node, canvas);
      case WAIT -> canvas.name("wait", waitedFor(Objects.requireNonNull(node.work)));
      default -> canvas.name("backoff", "");
    }
    canvas.done();
  }

  /** What every span tells. */
  static void common(Node node, String kind, String step, Canvas canvas) {
    canvas.put(Names.RUN, canvas.run());
    canvas.put(Names.KIND, kind);
    canvas.put(Names.STEP, step);
    canvas.put(Names.PATH, node.path);
    canvas.put(Names.ATTEMPT, (long) node.attempt);
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
    return node.id();
  }

  private static void attempt(Node node, Canvas canvas) {
    var posting = Objects.requireNonNull(node.posting);
    var operation = Operation.of(posting, node.asked());
    operation.name(posting, canvas);
    AttemptFacts.put(operation, posting, canvas);
    long first = posting.marks().first();
    if (first >= 0) {
      canvas.event(Names.FIRST_TOKEN, Math.max(node.start, Math.min(first / 1000, node.end)));
    }
    origin(posting.how().origin().traceparent(), canvas);
    error(posting, canvas);
  }

  /** The span that a {@code traceparent} names, if it is one. */
  private static void origin(String traceparent, Canvas canvas) {
    var parts = traceparent.isEmpty() ? new String[0] : traceparent.split("-", -1);
    if (parts.length >= 4) {
      var span =
          SpanContext.createFromRemoteParent(
              parts[1], parts[2], TraceFlags.getDefault(), TraceState.getDefault());
      if (span.isValid()) {
        canvas.origin(span);
      }
    }
  }

  static void error(Posting posting, Canvas canvas) {
    if (posting.fate() != Posting.Fate.USED) {
      canvas.error(Names.word(posting.fate()));
    }
  }

  private static String waitedFor(WorkInfo work) {
    if (!work.pool().isEmpty()) {
      return work.pool();
    }
    return work.model().isEmpty() ? work.name() : work.model();
  }
}
