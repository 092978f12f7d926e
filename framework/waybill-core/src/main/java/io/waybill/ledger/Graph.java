package io.waybill.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a run and what each waited for, as numbers. Whatever a node waited for has a smaller
 * number. Lines that share one list of what they waited for share one node for all of it, so that a
 * thousand lines after a thousand others are two thousand edges.
 */
final class Graph {
  /**
   * A line, or the end of all the lines in a list; times are nanoseconds. A line whose pieces
   * others waited for is several nodes in a row: up to each of these pieces, and up to its end.
   */
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

  private final Map<String, SortedSet<Integer>> pieces;

  private Graph(Map<String, SortedSet<Integer>> pieces) {
    this.pieces = pieces;
  }

  static List<Node> of(List<Waybill.Line> lines) {
    var graph = new Graph(pieces(lines));
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (!line.inner() && !line.attempts().isEmpty() && !line.beaten()) {
        graph.add(i, line);
      }
    }
    return graph.nodes;
  }

  /** Which pieces of which lines somebody waited for. */
  private static Map<String, SortedSet<Integer>> pieces(List<Waybill.Line> lines) {
    var pieces = new HashMap<String, SortedSet<Integer>>();
    for (var line : lines) {
      for (var path : line.after()) {
        int piece = Waybill.Line.piece(path);
        if (piece >= 0) {
          pieces.computeIfAbsent(Waybill.Line.line(path), one -> new TreeSet<>()).add(piece);
        }
      }
    }
    return pieces;
  }

  private void add(int index, Waybill.Line line) {
    var before = before(line.after());
    var spent = Spent.on(line.attempts());
    // No line begins before what it waited for has ended; should a record say so, paths would count
    // that time twice.
    long reached = reached(before);
    long from = Math.max(spent.ready(), reached);
    var moments = pieces.containsKey(line.path()) ? line.pieces() : List.<Long>of();
    for (int piece : pieces.getOrDefault(line.path(), Collections.emptySortedSet())) {
      if (piece < moments.size()) {
        long until = Math.min(Math.max(from, moments.get(piece)), Math.max(from, spent.ended()));
        byPath.put(Waybill.Line.piece(line.path(), piece), nodes.size());
        var part = Spent.within(line.attempts(), from, until);
        before = new int[] {node(index, before, until, until - from, part)};
        from = until;
      }
    }
    byPath.put(line.path(), nodes.size());
    long span = Math.max(0, spent.ended() - from);
    var rest = moments.isEmpty() ? spent : Spent.within(line.attempts(), from, spent.ended());
    node(index, before, Math.max(from, spent.ended()), span, rest);
  }

  private int node(int line, int[] before, long reached, long span, Spent spent) {
    long service = Math.min(spent.service(), span);
    long queue = Math.min(spent.queue(), span - service);
    nodes.add(new Node(line, before, reached, span, service, queue));
    return nodes.size() - 1;
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
    if (paths.isEmpty()) {
      return NOTHING;
    }
    var known = new int[paths.size()];
    int count = 0;
    for (var path : paths) {
      var node = known(path);
      if (node != null) {
        known[count++] = node;
      }
    }
    return count == known.length ? known : Arrays.copyOf(known, count);
  }

  private @Nullable Integer known(String path) {
    var piece = byPath.get(path);
    return piece == null ? byPath.get(Waybill.Line.line(path)) : piece;
  }

  private long reached(int[] before) {
    long reached = 0;
    for (int node : before) {
      reached = Math.max(reached, nodes.get(node).reached);
    }
    return reached;
  }
}
