package io.waybill.telemetry;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes the spans of a run. What a reader can take in, and what a trace store takes, ends at a few
 * thousand of them: once a trace is full, the next round of a loop or map begins another one.
 */
final class Nodes {
  final List<Node> roots = new ArrayList<>();
  private final Canvas canvas;
  private final int most;
  private int serial;

  Nodes(Canvas canvas, int most) {
    this.canvas = canvas;
    this.most = most;
    root(Node.Kind.RUN, "", 0);
  }

  Node node(Node.Kind kind, String path, int attempt, Node parent, long start) {
    return new Node(kind, path, attempt, parent, start, serial++);
  }

  /** A step once more, beside itself, up to some time. */
  void beginning(Node step, Node around, long until) {
    var node = node(Node.Kind.BEGINNING, step.path, 0, around, step.start);
    node.timed = step.timed;
    node.end = until;
    canvas.begun(node);
  }

  /**
   * What steps are put in: an open one, if it began after the same end.
   *
   * @param cause the number of that end
   */
  Node enter(Node around, Places.Place place, int cause, long start) {
    var open = around.shared().inside.get(place.path());
    if (open != null && open.cause == cause) {
      return open;
    }
    var in = place.kind() == Node.Kind.ROUND ? withRoom(around, start) : around;
    var node = node(place.kind(), place.path(), 0, in, start);
    node.cause = cause;
    around.shared().inside.put(place.path(), node);
    canvas.begun(node);
    return node;
  }

  private Node withRoom(Node rounds, long start) {
    var newest = rounds.shared().parts.get(rounds.shared().parts.size() - 1);
    if (newest.part.spans < most) {
      return newest;
    }
    var next = root(newest.kind, newest.path, start);
    next.goesOn(newest.shared());
    canvas.begun(next);
    return next;
  }

  private Node root(Node.Kind kind, String path, long start) {
    var root = new Node(kind, path, new Node.Part(roots.size() + 1), start, serial++);
    roots.add(root);
    return root;
  }
}
