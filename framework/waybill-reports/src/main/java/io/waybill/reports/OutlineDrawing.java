package io.waybill.reports;

import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Outline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The plan of a run as boxes and arrows: what ran, how often, and what it did not come to. */
final class OutlineDrawing {
  /** Of a branch that was not taken, more steps are one box. */
  private static final int MOST_SKIPPED = 4;

  private final Map<String, Outline.Node> byPath = new HashMap<>();
  private final Map<String, Map<String, List<Outline.Node>>> bodies = new HashMap<>();
  private final Map<String, Integer> times = new HashMap<>();
  private final Set<String> failed = new HashSet<>();
  private final Set<String> reached = new HashSet<>();

  OutlineDrawing(Waybill waybill) {
    var sound = waybill.outline().nodes().stream().filter(OutlineDrawing::inside).toList();
    for (var node : sound) {
      byPath.put(node.path(), node);
      bodies
          .computeIfAbsent(node.within(), within -> new LinkedHashMap<>())
          .computeIfAbsent(node.branch(), branch -> new ArrayList<>())
          .add(node);
    }
    for (var line : waybill.lines()) {
      if (!line.inner() && !line.attempts().isEmpty()) {
        var step = line.step();
        times.merge(step, 1, Integer::sum);
        reach(step);
        if (line.last().fate() == Posting.Fate.FAILED) {
          failed.add(step);
        }
      }
    }
    waybill.groups().forEach(group -> reach(group.step()));
  }

  /** Whatever a record says, nothing is within itself. */
  private static boolean inside(Outline.Node node) {
    return node.path().length() > node.within().length() && node.path().startsWith(node.within());
  }

  /** It, and all that it is within. */
  private void reach(String path) {
    var at = path;
    while (!at.isEmpty() && reached.add(at)) {
      var node = byPath.get(at);
      at = node == null ? "" : node.within();
    }
  }

  /** What is in the plan's own body, or in that of a branch of a step. */
  List<Outline.Node> body(String within, String branch) {
    return bodies.getOrDefault(within, Map.of()).getOrDefault(branch, List.of());
  }

  /** The branches of a step that have steps. */
  Set<String> branches(String path) {
    return bodies.getOrDefault(path, Map.of()).keySet();
  }

  /** As a style sheet calls it: {@code ran}, {@code failed} or {@code skipped}. */
  String fate(Outline.Node node) {
    if (failed.contains(node.path())) {
      return "failed";
    }
    return reached.contains(node.path()) ? "ran" : SvgNode.SKIPPED;
  }

  /** {@code gpt-4.1-mini ×20}. */
  String detail(Outline.Node node) {
    int count = times.getOrDefault(node.path(), 0);
    var who =
        switch (node.kind()) {
          case CALL -> node.who();
          case ROUTE -> "route by " + node.who();
          case SUB -> "plan";
          case EACH -> "for each";
          case LOOP -> "loop";
          case RACE -> "race";
        };
    return count > 1 ? who + " ×" + count : who;
  }

  /** {@code billing}, {@code if it fails}; empty where there is one body only. */
  static String title(String branch) {
    if (!branch.startsWith("!")) {
      return branch;
    }
    return branch.equals("!otherwise") ? "if it fails" : "if " + branch.substring(1);
  }

  SvgGraph graph() {
    return graph("", "");
  }

  /** How many boxes the graph has. */
  int boxes() {
    return boxes("", "");
  }

  private int boxes(String within, String branch) {
    if (folded(within, branch)) {
      return 1;
    }
    int boxes = 0;
    for (var node : body(within, branch)) {
      boxes++;
      for (var inner : branches(node.path())) {
        boxes += boxes(node.path(), inner);
      }
    }
    return boxes;
  }

  private boolean folded(String within, String branch) {
    return !within.isEmpty()
        && body(within, branch).stream().noneMatch(node -> reached.contains(node.path()))
        && steps(within, branch) > MOST_SKIPPED;
  }

  private int steps(String within, String branch) {
    int steps = 0;
    for (var node : body(within, branch)) {
      steps++;
      for (var inner : branches(node.path())) {
        steps += steps(node.path(), inner);
      }
    }
    return steps;
  }

  private SvgGraph graph(String within, String branch) {
    var nodes = new LinkedHashMap<String, SvgNode>();
    if (folded(within, branch)) {
      var title = steps(within, branch) + " steps";
      var all = List.<SvgNode.Group>of();
      return new SvgGraph(
          List.of(new SvgNode(SvgNode.Look.CALL, title, "not taken", all, SvgNode.SKIPPED)),
          List.of());
    }
    for (var node : body(within, branch)) {
      nodes.put(node.path(), box(node));
    }
    return new SvgGraph(List.copyOf(nodes.values()), arrows(within, branch, nodes));
  }

  private SvgNode box(Outline.Node node) {
    var groups =
        branches(node.path()).stream()
            .map(
                branch ->
                    new SvgNode.Group(
                        title(branch), branch.startsWith("!"), graph(node.path(), branch)))
            .toList();
    var look =
        switch (node.kind()) {
          case CALL -> SvgNode.Look.CALL;
          case ROUTE -> SvgNode.Look.ROUTE;
          case SUB, EACH, LOOP, RACE -> SvgNode.Look.SHAPE;
        };
    return new SvgNode(look, node.id(), detail(node), groups, fate(node));
  }

  /** Full arrows for what a step waits for, dashed ones for what only its bodies read. */
  private List<SvgGraph.Arrow> arrows(String within, String branch, Map<String, SvgNode> nodes) {
    var full = new LinkedHashSet<List<String>>();
    var dashed = new LinkedHashSet<List<String>>();
    for (var node : body(within, branch)) {
      node.after().forEach(before -> full.add(List.of(before, node.path())));
      inside(node, nodes.keySet(), node.path(), dashed);
    }
    dashed.removeAll(full);
    var order = new ArrayList<>(nodes.keySet());
    var arrows = new ArrayList<SvgGraph.Arrow>();
    full.forEach(ends -> arrow(ends, false, nodes, order, arrows));
    dashed.forEach(ends -> arrow(ends, true, nodes, order, arrows));
    return arrows;
  }

  private void inside(
      Outline.Node node, Set<String> beside, String around, Set<List<String>> found) {
    for (var branch : branches(node.path())) {
      for (var inner : body(node.path(), branch)) {
        inner.after().stream()
            .filter(beside::contains)
            .forEach(before -> found.add(List.of(before, around)));
        inside(inner, beside, around, found);
      }
    }
  }

  /** Only forwards: whatever a record says, the drawing comes to an end. */
  private static void arrow(
      List<String> ends,
      boolean dashed,
      Map<String, SvgNode> nodes,
      List<String> order,
      List<SvgGraph.Arrow> arrows) {
    var from = nodes.get(ends.get(0));
    var to = nodes.get(ends.get(1));
    if (from != null && to != null && order.indexOf(ends.get(0)) < order.indexOf(ends.get(1))) {
      arrows.add(new SvgGraph.Arrow(from, to, dashed, List.of()));
    }
  }
}
