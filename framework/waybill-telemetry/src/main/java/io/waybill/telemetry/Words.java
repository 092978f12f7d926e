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
      case ROUND -> items(rounds(node), books) ? "item" : "iteration";
      default -> Names.word(node.kind);
    };
  }

  static String step(Node node, Books books) {
    return switch (node.kind) {
      case RUN -> books.waybill.plan();
      case ROUND -> Places.lastStep(rounds(node));
      default -> Places.lastStep(node.path);
    };
  }

  static void name(Node node, Books books, Canvas canvas) {
    switch (node.kind) {
      case RUN -> canvas.name(Operation.WORKFLOW, books.waybill.plan());
      case PLAN -> canvas.name(Operation.WORKFLOW, plan(node, books));
      case ROUND -> canvas.name(kind(node, books), Places.number(node.path));
      default -> canvas.name(kind(node, books), Places.lastStep(node.path));
    }
  }

  static String plan(Node node, Books books) {
    return Objects.requireNonNullElse(
        books.group(Shape.SUB, node.path), Places.lastStep(node.path));
  }

  private static String rounds(Node node) {
    return node.path.substring(0, node.path.lastIndexOf('['));
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
