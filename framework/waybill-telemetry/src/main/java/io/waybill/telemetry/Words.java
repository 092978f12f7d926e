package io.waybill.telemetry;

import io.waybill.ledger.Shape;
import java.util.Objects;

/** What the spans of steps, and of what is around them, are called. */
final class Words {
  private Words() {}

  static String kind(Node node, Books books) {
    return switch (node.kind) {
      case STEP -> route(node, books) ? "route" : "step";
      case ROUNDS -> items(node.path, books) ? "each" : "loop";
      case ROUND -> items(rounds(node).path, books) ? "item" : "iteration";
      default -> Names.word(node.kind);
    };
  }

  static String step(Node node, Books books) {
    return switch (node.kind) {
      case RUN -> books.waybill.plan();
      case ROUND -> rounds(node).id();
      default -> node.id();
    };
  }

  static void name(Node node, Books books, Canvas canvas) {
    switch (node.kind) {
      case RUN -> canvas.name(Operation.WORKFLOW, books.waybill.plan());
      case PLAN -> canvas.name(Operation.WORKFLOW, plan(node, books));
      default -> canvas.name(kind(node, books), node.id());
    }
  }

  static String plan(Node node, Books books) {
    return Objects.requireNonNullElse(books.group(Shape.SUB, node.path), node.id());
  }

  /** What a turn or an item is one of. */
  private static Node rounds(Node round) {
    return Objects.requireNonNull(round.parent);
  }

  private static boolean items(String path, Books books) {
    return books.group(Shape.EACH, path) != null;
  }

  private static boolean route(Node node, Books books) {
    var line = node.line;
    return (node.work != null && !node.work.labels().isEmpty())
        || (line != null && line.decision().isPresent())
        || books.group(Shape.ROUTE, node.path) != null;
  }
}
