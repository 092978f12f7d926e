package io.waybill.ledger;

import java.util.List;
import java.util.function.IntPredicate;

/**
 * The nodes of one line in a graph, in a row: one, or one for each piece that others waited for and
 * one for the rest.
 *
 * @param first its first node
 * @param last its last one
 */
record Parted(List<Graph.Node> nodes, int first, int last) {
  static Parted at(List<Graph.Node> nodes, int first) {
    int last = first;
    while (last + 1 < nodes.size() && nodes.get(last + 1).line == nodes.get(first).line) {
      last++;
    }
    return new Parted(nodes, first, last);
  }

  /** What those of them add up to. */
  long sum(IntPredicate which) {
    long sum = 0;
    for (int node = first; node <= last; node++) {
      sum += which.test(node) ? nodes.get(node).span : 0;
    }
    return sum;
  }

  long service() {
    long service = 0;
    for (int node = first; node <= last; node++) {
      service += nodes.get(node).service;
    }
    return service;
  }

  /** How long it went on after the first piece. */
  long overlapped() {
    return first == last ? 0 : sum(node -> node > first);
  }

  /**
   * How much shorter the longest path would be if its service took no time.
   *
   * @param around the longest path that avoids it
   */
  long drag(LongestPath longest, long around) {
    if (first == last || around == longest.length()) {
      return Math.min(nodes.get(first).service, longest.length() - around);
    }
    var onwards = onwards(longest);
    long length = around;
    long reached = longest.to(first) - nodes.get(first).span;
    for (int node = first; node <= last; node++) {
      reached += nodes.get(node).span - nodes.get(node).service;
      length = Math.max(length, reached + onwards[node - first]);
    }
    return longest.length() - length;
  }

  /** The longest ways onwards from each of them that leave the line there. */
  private long[] onwards(LongestPath longest) {
    var onwards = new long[last - first + 1];
    for (int node = last + 1; node < nodes.size(); node++) {
      for (int earlier : nodes.get(node).before) {
        if (earlier >= first && earlier <= last) {
          onwards[earlier - first] = Math.max(onwards[earlier - first], longest.from(node));
        }
      }
    }
    return onwards;
  }
}
