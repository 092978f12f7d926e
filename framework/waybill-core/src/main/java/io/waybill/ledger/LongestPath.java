package io.waybill.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToLongFunction;

/** The longest path through a graph, and how far every node is from its two ends. */
final class LongestPath {
  private final List<Graph.Node> nodes;
  private final ToLongFunction<Graph.Node> weight;
  private final long[] before;
  private final long[] after;
  private long length;
  private int last = -1;

  LongestPath(List<Graph.Node> nodes, ToLongFunction<Graph.Node> weight) {
    this.nodes = nodes;
    this.weight = weight;
    this.before = new long[nodes.size()];
    this.after = new long[nodes.size()];
    for (int node = 0; node < nodes.size(); node++) {
      for (int earlier : nodes.get(node).before) {
        before[node] = Math.max(before[node], to(earlier));
      }
      if (last < 0 || to(node) > length) {
        length = to(node);
        last = node;
      }
    }
    for (int node = nodes.size() - 1; node >= 0; node--) {
      for (int earlier : nodes.get(node).before) {
        after[earlier] = Math.max(after[earlier], from(node));
      }
    }
  }

  long length() {
    return length;
  }

  /** The longest way from the start to the end of this node. */
  long to(int node) {
    return before[node] + weight.applyAsLong(nodes.get(node));
  }

  /** The longest way from the start of this node to the end. */
  long from(int node) {
    return weight.applyAsLong(nodes.get(node)) + after[node];
  }

  /** How much longer this node could be for free: latest less earliest end. */
  long slack(int node) {
    return length - to(node) - after[node];
  }

  /** One path of that length, from its first node to its last. */
  List<Integer> nodes() {
    var path = new ArrayList<Integer>();
    for (int node = last; node >= 0; node = earlier(node)) {
      path.add(node);
    }
    Collections.reverse(path);
    return path;
  }

  private int earlier(int node) {
    for (int earlier : nodes.get(node).before) {
      if (to(earlier) == before[node]) {
        return earlier;
      }
    }
    return -1;
  }
}
