package io.waybill.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The lines of a run and what each waited for, as numbers. Whatever a node waited for has a smaller
 * number. Lines that share one list of what they waited for share one node for all of it, so that a
 * thousand lines after a thousand others are two thousand edges.
 */
final class Graph {
  /** A line, or the end of all the lines in a list; times are nanoseconds. */
  static final class Node {
    /** Its place in the waybill; -1 for a list. */
    final int line;

    /** The nodes it waited for. */
    final int[] before;

    /** When it and everything before it had ended. */
    final long reached;

    /** What it adds to a path. */
    final long span;

    /** Of that, the time in service. */
    final long service;

    /** Of that, the time spent waiting for its turn. */
    final long queue;

    private Node(int line, int[] before, long reached, long span, long service, long queue) {
      this.line = line;
      this.before = before;
      this.reached = reached;
      this.span = span;
      this.service = service;
      this.queue = queue;
    }

    long span() {
      return span;
    }

    /** What it adds to a path if nobody has to queue. */
    long unqueued() {
      return span - queue;
    }
  }

  private static final int[] NOTHING = {};

  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Integer> byPath = new HashMap<>();
  private final IdentityHashMap<List<String>, Integer> lists = new IdentityHashMap<>();

  private Graph() {}

  static List<Node> of(List<Waybill.Line> lines) {
    var graph = new Graph();
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (!line.inner() && !line.attempts().isEmpty() && !line.beaten()) {
        graph.add(i, line);
      }
    }
    return graph.nodes;
  }

  private void add(int index, Waybill.Line line) {
    var before = before(line.after());
    var spent = Spent.on(line.attempts());
    // No line begins before what it waited for has ended; should a record say so, paths would count
    // that time twice.
    long reached = reached(before);
    long span = Math.max(0, spent.ended() - Math.max(spent.ready(), reached));
    long service = Math.min(spent.service(), span);
    long queue = Math.min(spent.queue(), span - service);
    byPath.put(line.path(), nodes.size());
    nodes.add(new Node(index, before, Math.max(reached, spent.ended()), span, service, queue));
  }

  private int[] before(List<String> after) {
    if (after.size() < 2) {
      return known(after);
    }
    var all = lists.get(after);
    if (all == null) {
      var before = known(after);
      all = nodes.size();
      lists.put(after, all);
      nodes.add(new Node(-1, before, reached(before), 0, 0, 0));
    }
    return new int[] {all};
  }

  /** What never ran has no line, and nothing waited for it. */
  private int[] known(List<String> paths) {
    return paths.isEmpty()
        ? NOTHING
        : paths.stream().filter(byPath::containsKey).mapToInt(byPath::get).toArray();
  }

  private long reached(int[] before) {
    long reached = 0;
    for (int node : before) {
      reached = Math.max(reached, nodes.get(node).reached);
    }
    return reached;
  }
}
