package io.waybill.reports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Rectangles in rows, arrows running down: each node one row below the lowest it depends on, rows
 * sorted so that few arrows cross, nodes pulled to the middle of what they are joined to.
 */
final class SvgGraph {
  private static final double GAP_ACROSS = 26;
  private static final double GAP_DOWN = 42;
  private static final int SWEEPS = 12;

  /** An arrow, and the bends by which it passes the rows between. */
  record Arrow(SvgNode from, SvgNode to, boolean dashed, List<SvgNode> bends) {
    List<SvgNode> stops() {
      var stops = new ArrayList<SvgNode>();
      stops.add(from);
      stops.addAll(bends);
      stops.add(to);
      return stops;
    }
  }

  private final List<SvgNode> nodes;
  private final List<Arrow> arrows = new ArrayList<>();
  private final List<List<SvgNode>> rows = new ArrayList<>();
  private final Map<SvgNode, List<SvgNode>> above = new HashMap<>();
  private final Map<SvgNode, List<SvgNode>> below = new HashMap<>();
  private double width;
  private double height;

  /** Lays out. The nodes come in an order in which every arrow points forwards. */
  SvgGraph(List<SvgNode> nodes, List<Arrow> wanted) {
    this.nodes = List.copyOf(nodes);
    rank(wanted);
    int last = nodes.stream().mapToInt(node -> node.row).max().orElse(-1);
    IntStream.rangeClosed(0, last).forEach(row -> rows.add(new ArrayList<>()));
    nodes.forEach(node -> rows.get(node.row).add(node));
    wanted.forEach(arrow -> arrows.add(bent(arrow)));
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      sortRows(sweep % 2 == 0);
    }
    rows.forEach(this::spread);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      pull(sweep % 2 == 0);
    }
    settle();
  }

  List<SvgNode> nodes() {
    return nodes;
  }

  List<Arrow> arrows() {
    return arrows;
  }

  double width() {
    return width;
  }

  double height() {
    return height;
  }

  private void rank(List<Arrow> wanted) {
    for (int pass = 0; pass < nodes.size(); pass++) {
      wanted.forEach(arrow -> arrow.to().row = Math.max(arrow.to().row, arrow.from().row + 1));
    }
  }

  private Arrow bent(Arrow arrow) {
    var bends = new ArrayList<SvgNode>();
    for (int row = arrow.from().row + 1; row < arrow.to().row; row++) {
      var bend = SvgNode.bend();
      rows.get(row).add(bend);
      bends.add(bend);
    }
    var bent = new Arrow(arrow.from(), arrow.to(), arrow.dashed(), bends);
    var stops = bent.stops();
    for (int i = 1; i < stops.size(); i++) {
      above.computeIfAbsent(stops.get(i), node -> new ArrayList<>()).add(stops.get(i - 1));
      below.computeIfAbsent(stops.get(i - 1), node -> new ArrayList<>()).add(stops.get(i));
    }
    return bent;
  }

  private void sortRows(boolean down) {
    rows.forEach(SvgGraph::number);
    for (int i = 0; i < rows.size(); i++) {
      var row = rows.get(down ? i : rows.size() - 1 - i);
      row.sort(
          Comparator.comparingDouble(node -> mean(node, down, other -> other.place, node.place)));
      number(row);
    }
  }

  /** Where each node of a row stands in it, from 0 to 1. */
  private static void number(List<SvgNode> row) {
    for (int i = 0; i < row.size(); i++) {
      row.get(i).place = (i + 0.5) / row.size();
    }
  }

  /** The mean over what a node is joined to on one side; {@code alone} if that is nothing. */
  private double mean(SvgNode node, boolean down, ToDoubleFunction<SvgNode> figure, double alone) {
    return joined(node, down).stream().mapToDouble(figure).average().orElse(alone);
  }

  private List<SvgNode> joined(SvgNode node, boolean down) {
    return (down ? above : below).getOrDefault(node, List.of());
  }

  private void spread(List<SvgNode> row) {
    double at = 0;
    for (var node : row) {
      node.x = at;
      at += node.width + GAP_ACROSS;
    }
    double half = at / 2;
    row.forEach(node -> node.x -= half);
  }

  /** Moves each row towards what it is joined to, keeping order and gaps. */
  private void pull(boolean down) {
    for (int i = 0; i < rows.size(); i++) {
      var row = rows.get(down ? i : rows.size() - 1 - i);
      var wanted =
          row.stream()
              .mapToDouble(node -> mean(node, down, SvgNode::middle, node.middle()))
              .toArray();
      var fromLeft = wanted.clone();
      var fromRight = wanted.clone();
      for (int at = 1; at < wanted.length; at++) {
        fromLeft[at] = Math.max(wanted[at], fromLeft[at - 1] + apart(row, at));
      }
      for (int at = wanted.length - 2; at >= 0; at--) {
        fromRight[at] = Math.min(wanted[at], fromRight[at + 1] - apart(row, at + 1));
      }
      for (int at = 0; at < wanted.length; at++) {
        row.get(at).center((fromLeft[at] + fromRight[at]) / 2);
      }
    }
  }

  private static double apart(List<SvgNode> row, int at) {
    return (row.get(at - 1).width + row.get(at).width) / 2 + GAP_ACROSS;
  }

  private void settle() {
    double left = rows.stream().flatMap(List::stream).mapToDouble(node -> node.x).min().orElse(0);
    double top = 0;
    for (var row : rows) {
      double tallest = row.stream().mapToDouble(node -> node.height).max().orElse(0);
      for (var node : row) {
        node.x -= left;
        node.y = top;
        node.rowEnd = top + tallest;
        width = Math.max(width, node.x + node.width);
      }
      height = top + tallest;
      top = height + GAP_DOWN;
    }
  }
}
