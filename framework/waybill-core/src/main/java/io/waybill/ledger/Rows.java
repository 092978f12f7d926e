package io.waybill.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The lines of a waybill as the tree that a receipt shows. A step of which there are many lines,
 * items of an each or turns of a loop, is one row.
 */
final class Rows {
  private static final int MOST_OF_ONE_STEP = 20;
  private static final int MOST = 200;

  /** A row in the making. */
  private static final class Node {
    private final Place.Crumb crumb;
    private final List<Waybill.Line> lines = new ArrayList<>();
    private final List<Node> children = new ArrayList<>();
    private int first = Integer.MAX_VALUE;
    private int last = -1;
    private long ready = Long.MAX_VALUE;
    private long ended = Long.MIN_VALUE;
    private boolean beside;

    /** Of a race, or of many that are folded: who won, by path. */
    private final Map<String, String> winners = new HashMap<>();

    private Node(Place.Crumb crumb) {
      this.crumb = crumb;
    }

    private void hold(Place.Crumb crumb, Spent spent) {
      first = Math.min(first, crumb.index());
      last = Math.max(last, crumb.index());
      ready = Math.min(ready, spent.ready());
      ended = Math.max(ended, spent.ended());
    }

    /** {@code small won}, {@code small won 3, large won 2}; of what is no race, empty. */
    private Optional<String> race() {
      if (winners.isEmpty()) {
        return Optional.empty();
      }
      var wins = new TreeMap<String, Integer>();
      winners.values().stream()
          .filter(winner -> !winner.isEmpty())
          .forEach(winner -> wins.merge(winner, 1, Integer::sum));
      boolean one = winners.size() == 1;
      return Optional.of(
          wins.entrySet().stream()
              .map(win -> win.getKey() + " won" + (one ? "" : " " + win.getValue()))
              .collect(Collectors.joining(", ")));
    }

    private String name() {
      if (last < 0) {
        return crumb.label();
      }
      var range = first == last ? "" + first : first + "…" + last;
      return crumb.label() + (crumb.mark() == '[' ? "[" + range + "]" : "#" + range);
    }
  }

  private final Node top = top();
  private final Map<String, String> races = new HashMap<>();
  private final Map<String, Node> byKey = new HashMap<>();
  private final List<Row> rows = new ArrayList<>();

  private Rows() {}

  static List<Row> of(Waybill waybill) {
    var shown = waybill.lines().stream().filter(line -> !line.attempts().isEmpty()).toList();
    var ofOneStep =
        shown.stream()
            .collect(
                Collectors.groupingBy(line -> Place.stripped(line.path()), Collectors.counting()));
    var rows = new Rows();
    waybill.groups().stream()
        .filter(group -> group.shape() == Shape.RACE)
        .forEach(race -> rows.races.put(race.path(), race.name()));
    for (var line : shown) {
      boolean many = ofOneStep.getOrDefault(Place.stripped(line.path()), 0L) > MOST_OF_ONE_STEP;
      rows.put(line, Place.of(line.attempts().get(0), many, rows.races.keySet()));
    }
    rows.list(rows.top, 0);
    return capped(rows.rows);
  }

  private void put(Waybill.Line line, List<Place.Crumb> crumbs) {
    var spent = Spent.on(line.attempts());
    var node = top;
    for (var crumb : crumbs) {
      var parent = node;
      node =
          byKey.computeIfAbsent(
              crumb.key(),
              key -> {
                var made = new Node(crumb);
                parent.children.add(made);
                return made;
              });
      node.hold(crumb, spent);
      if (!crumb.race().isEmpty()) {
        node.winners.put(crumb.race(), races.getOrDefault(crumb.race(), ""));
      }
    }
    node.lines.add(line);
  }

  private void list(Node parent, int depth) {
    markThoseBeside(parent.children);
    for (var child : parent.children) {
      var name = new StringBuilder(child.name());
      var node = child;
      while (node.lines.isEmpty() && node.children.size() == 1) {
        node = node.children.get(0);
        name.append('/').append(node.name());
      }
      rows.add(new Row(name.toString(), depth, child.beside, node.lines, child.race()));
      list(node, depth + 1);
    }
  }

  /** Two run beside each other if there was a time at which both were under way. */
  private static void markThoseBeside(List<Node> nodes) {
    var byStart = new ArrayList<>(nodes);
    byStart.sort(Comparator.comparingLong(node -> node.ready));
    var latest = top();
    for (var node : byStart) {
      if (node.ready < latest.ended) {
        node.beside = true;
        latest.beside = true;
      }
      latest = node.ended > latest.ended ? node : latest;
    }
  }

  private static Node top() {
    return new Node(new Place.Crumb("", "", -1, ' ', ""));
  }

  /** What nobody would read is one row, so that the columns still add up. */
  private static List<Row> capped(List<Row> rows) {
    if (rows.size() <= MOST) {
      return rows;
    }
    var rest = rows.subList(MOST - 1, rows.size());
    var capped = new ArrayList<>(rows.subList(0, MOST - 1));
    var lines = rest.stream().flatMap(row -> row.lines().stream()).toList();
    capped.add(new Row("…", 0, false, lines, Optional.empty()));
    return capped;
  }
}
