package io.waybill.telemetry;

import io.waybill.ledger.Waybill;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Draws the beginning of each step that others went on from before it had answered: from its start
 * to just before the first of these began, or the one that is on the critical path. So whoever
 * walks back from that one comes to the step, whose own span ends later.
 */
final class Beginnings {
  private final Tree tree;

  private Beginnings(Tree tree) {
    this.tree = tree;
  }

  static void in(Tree tree, Books books) {
    var first = new LinkedHashMap<String, Node>();
    var critical = new LinkedHashMap<String, Node>();
    for (var line : books.waybill.lines()) {
      for (var after : line.after()) {
        var step = Waybill.Line.piece(after) < 0 ? null : tree.step(line.path());
        if (step != null) {
          first.merge(Waybill.Line.line(after), step, Beginnings::earlier);
          if (isCritical(step) && isCritical(tree.step(Waybill.Line.line(after)))) {
            critical.putIfAbsent(Waybill.Line.line(after), step);
          }
        }
      }
    }
    first.putAll(critical);
    new Beginnings(tree).draw(first);
  }

  private static boolean isCritical(@Nullable Node step) {
    return step != null && step.timed != null && step.timed.critical();
  }

  private static Node earlier(Node one, Node other) {
    return other.start < one.start ? other : one;
  }

  private void draw(Map<String, Node> nexts) {
    nexts.forEach(
        (path, next) -> {
          var step = tree.step(path);
          if (step != null && step.parent != null) {
            long until = apart(step.parent, next.start - 1);
            if (until > step.start) {
              tree.nodes.beginning(step, step.parent, until);
            }
          }
        });
  }

  /** Two spans beside each other never touch. */
  private static long apart(Node around, long until) {
    for (var child = around.first; child != null; child = child.next) {
      if (child.start == until) {
        return apart(around, until - 1);
      }
    }
    return until;
  }
}
