package io.waybill.telemetry;

import io.waybill.ledger.Waybill;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws the beginning of each step that others went on from before it had answered: from its start
 * to just before the first of these began. So whoever walks back from that one comes to the step,
 * whose own span ends later.
 */
final class Beginnings {
  private final Tree tree;

  private Beginnings(Tree tree) {
    this.tree = tree;
  }

  static void in(Tree tree, List<Waybill.Line> lines) {
    var first = new LinkedHashMap<String, Long>();
    for (var line : lines) {
      var step = tree.step(line.path());
      for (var before : line.before()) {
        if (step != null && !line.after().contains(before)) {
          first.merge(before, step.start, Math::min);
        }
      }
    }
    new Beginnings(tree).draw(first);
  }

  private void draw(Map<String, Long> first) {
    first.forEach(
        (path, next) -> {
          var step = tree.step(path);
          if (step != null && step.parent != null) {
            long until = apart(step.parent, next - 1);
            if (until > step.start) {
              tree.nodes.beginning(step, step.parent, until);
            }
          }
        });
  }

  /** Two spans beside each other never touch. */
  private static long apart(Node around, long until) {
    return around.children.stream().anyMatch(child -> child.start == until)
        ? apart(around, until - 1)
        : until;
  }
}
