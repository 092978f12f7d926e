package io.waybill.ledger;

import java.util.List;

/**
 * For every node of the longest path, the longest path that avoids it; all of them at once.
 *
 * <p>Say a node is past the k-th node of the path if that is the last one of the path that leads to
 * it. Along any way through the graph this number only grows, so a way around the k-th node has
 * exactly one edge that goes from before it to past it. Everything before that edge, and everything
 * after, is free of the node by itself: the longest ways to and from the edge are known already. So
 * each edge offers one length to a whole stretch of the path, and the best offer is the answer.
 */
final class Detours {
  private final LongestPath longest;
  private final int count;
  private final int[] past;
  private final boolean[] onPath;
  private final long[] offers;

  private Detours(List<Graph.Node> nodes, LongestPath longest, List<Integer> path) {
    this.longest = longest;
    this.count = path.size();
    this.past = new int[nodes.size()];
    this.onPath = new boolean[nodes.size()];
    this.offers = new long[2 * count];
    for (int k = 0; k < count; k++) {
      past[path.get(k)] = k + 1;
      onPath[path.get(k)] = true;
    }
    var last = new boolean[nodes.size()];
    java.util.Arrays.fill(last, true);
    for (int node = 0; node < nodes.size(); node++) {
      for (int earlier : nodes.get(node).before) {
        past[node] = Math.max(past[node], past[earlier]);
        last[earlier] = false;
      }
      offer(nodes.get(node), node);
    }
    for (int node = 0; node < last.length; node++) {
      if (last[node]) {
        offer(past[node], count, longest.to(node));
      }
    }
    settle();
  }

  /** For the k-th node of the path, the length of the longest path without it. */
  static long[] around(List<Graph.Node> nodes, LongestPath longest, List<Integer> path) {
    var detours = new Detours(nodes, longest, path);
    return java.util.Arrays.copyOfRange(detours.offers, detours.count, 2 * detours.count);
  }

  private void offer(Graph.Node node, int number) {
    int upTo = onPath[number] ? past[number] - 1 : past[number];
    for (int earlier : node.before) {
      offer(past[earlier], upTo, longest.to(earlier) + longest.from(number));
    }
    if (node.before.length == 0) {
      offer(0, upTo, longest.from(number));
    }
  }

  /** To the nodes after the first {@code from} of the path, up to and with number {@code upTo}. */
  private void offer(int from, int upTo, long length) {
    int left = from + count;
    int right = upTo + count;
    for (; left < right; left >>= 1, right >>= 1) {
      if ((left & 1) == 1) {
        offers[left] = Math.max(offers[left], length);
        left++;
      }
      if ((right & 1) == 1) {
        right--;
        offers[right] = Math.max(offers[right], length);
      }
    }
  }

  /** Offers are kept in a tree over the path, at the fewest nodes that cover the stretch. */
  private void settle() {
    for (int i = 2; i < offers.length; i++) {
      offers[i] = Math.max(offers[i], offers[i >> 1]);
    }
  }
}
