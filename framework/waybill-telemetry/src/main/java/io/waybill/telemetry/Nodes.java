package io.waybill.telemetry;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the spans of a run. What a reader can take in, and what a trace store takes, ends at a few
 * thousand of them: once a trace is full, the next round of a loop or map begins another one.
 */
final class Nodes {
  /** Told of every span once it has begun, and of some once their end is settled. */
  interface Watcher {
    /** Nobody. */
    Watcher NONE =
        new Watcher() {
          @Override
          public void begun(Node node) {}

          @Override
          public void settled(Node node) {}
        };

    /** Told of all but the root of the run. */
    void begun(Node node);

    /** Told of what has no steps in it. */
    void settled(Node node);
  }

  final List<Node> roots = new ArrayList<>();
  private final Watcher watcher;
  private final int most;
  private int serial;

  Nodes(Watcher watcher, int most) {
    this.watcher = watcher;
    this.most = most;
    root(Node.Kind.RUN, "", null, null, 0);
  }

  Node node(Node.Kind kind, String path, int attempt, Node parent, long start) {
    return new Node(
        kind, new Node.Where(path, attempt, parent, parent, parent.part, null, serial++), start);
  }

  /** A step once more, beside itself, up to some time. */
  void beginning(Node step, Node around, long until) {
    var node = node(Node.Kind.BEGINNING, step.path, 0, around, step.start);
    node.end = until;
    watcher.begun(node);
  }

  /**
   * What steps are put in: an open one, if it began after the same end.
   *
   * @param cause the number of that end
   */
  Node enter(Node around, Places.Place place, int cause, long start) {
    var open = around.shared.inside.get(place.path());
    if (open != null && open.cause == cause) {
      return open;
    }
    var in = place.kind() == Node.Kind.ROUND ? withRoom(around, start) : around;
    var node = node(place.kind(), place.path(), 0, in, start);
    node.cause = cause;
    around.shared.inside.put(place.path(), node);
    watcher.begun(node);
    return node;
  }

  private Node withRoom(Node rounds, long start) {
    var newest = rounds.shared.parts.get(rounds.shared.parts.size() - 1);
    if (newest.part.spans < most) {
      return newest;
    }
    var next = root(newest.kind, newest.path, newest.around, newest.shared, start);
    watcher.begun(next);
    return next;
  }

  private Node root(
      Node.Kind kind, String path, @Nullable Node around, Node.@Nullable Shared shared, long at) {
    var part = new Node.Part(roots.size() + 1);
    var root = new Node(kind, new Node.Where(path, 0, null, around, part, shared, serial++), at);
    roots.add(root);
    return root;
  }
}
