package io.waybill.telemetry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    for (var around = parent; around != null; around = around.around()) {
      around.spans++;
    }
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
   * What a step is put in: as far as what it is drawn after is in the same, that.
   *
   * @param after the step that it is drawn after; null if it is none
   */
  Node in(List<Places.Place> places, @Nullable Node after, Moments.From from) {
    var in = roots.get(0);
    if (places.isEmpty()) {
      return in;
    }
    var around = holders(after);
    int shared = 0;
    while (shared < Math.min(places.size(), around.size())
        && around.get(shared).path.equals(places.get(shared).path())
        && around.get(shared).kind == places.get(shared).kind()) {
      in = around.get(shared++);
    }
    for (var place : places.subList(shared, places.size())) {
      in = enter(in, place, from.number(), from.next());
    }
    return in;
  }

  /** What a step is in, from the outside in. */
  private static List<Node> holders(@Nullable Node step) {
    var holders = new ArrayList<Node>();
    var node = step;
    while (node != null && node.kind != Node.Kind.RUN) {
      if (node.kind.holdsSteps()) {
        holders.add(node);
      }
      node = node.around();
    }
    Collections.reverse(holders);
    return holders;
  }

  /**
   * What steps are put in: an open one, if it began after the same end.
   *
   * @param cause the number of that end
   */
  private Node enter(Node around, Places.Place place, int cause, long start) {
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

  /** What rounds are put in. Those inside a round stay with it, unless they are many themselves. */
  private Node withRoom(Node rounds, long start) {
    var newest = rounds.shared().parts.get(rounds.shared().parts.size() - 1);
    boolean few = insideARound(rounds) && newest.spans < most / 2;
    if (newest.part.spans < most || few) {
      return newest;
    }
    var next = root(newest.kind, newest.path, start);
    next.goesOn(newest.shared());
    canvas.begun(next);
    return next;
  }

  private static boolean insideARound(Node rounds) {
    var around = rounds.around();
    while (around != null && around.kind != Node.Kind.ROUND) {
      around = around.around();
    }
    return around != null;
  }

  private Node root(Node.Kind kind, String path, long start) {
    var root = new Node(kind, path, new Node.Part(roots.size() + 1), start, serial++);
    roots.add(root);
    return root;
  }
}
