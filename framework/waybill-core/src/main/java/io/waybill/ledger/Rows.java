package io.waybill.ledger;

import io.waybill.plan.Outline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The lines of a waybill as the tree that a receipt shows. A step of which there are many lines,
 * items of an each or turns of a loop, is one row.
 */
final class Rows {
  private static final int MOST = 200;

  /** More rows than these, and steps are folded of which there are fewer lines. */
  private static final int MANY = 60;

  /** Of more lines than so many a step is folded; the next where that leaves many rows. */
  private static final int[] MOST_OF_ONE_STEP = {20, 10, 5, 2, 1};

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

  private final Function<List<Waybill.Line>, Sums> sums;

  private Rows(Function<List<Waybill.Line>, Sums> sums) {
    this.sums = sums;
  }

  static List<Row> of(Waybill waybill, Function<List<Waybill.Line>, Sums> sums) {
    var shown = waybill.lines().stream().filter(line -> !line.attempts().isEmpty()).toList();
    var ofOneStep =
        shown.stream()
            .collect(
                Collectors.groupingBy(line -> Outline.path(line.path()), Collectors.counting()));
    long folded = Long.MAX_VALUE;
    var rows = new Rows(sums);
    for (int most : MOST_OF_ONE_STEP) {
      long counted = ofOneStep.values().stream().filter(count -> count > most).count();
      if (folded != counted) {
        folded = counted;
        rows = new Rows(sums);
        rows.put(waybill.groups(), shown, line -> ofOneStep.getOrDefault(line, 0L) > most);
      }
      if (rows.rows.size() <= MANY) {
        break;
      }
    }
    return rows.capped();
  }

  private void put(
      List<Waybill.Group> groups, List<Waybill.Line> lines, Predicate<String> foldedStep) {
    groups.stream()
        .filter(group -> group.shape() == Shape.RACE)
        .forEach(race -> races.put(race.path(), race.name()));
    for (var line : lines) {
      boolean folded = foldedStep.test(Outline.path(line.path()));
      put(line, Place.of(line.attempts().get(0), folded, races.keySet()));
    }
    list(top, 0);
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
      rows.add(row(name.toString(), depth, child.beside, node.lines, child.race()));
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
  private List<Row> capped() {
    if (rows.size() <= MOST) {
      return rows;
    }
    var rest = rows.subList(MOST - 1, rows.size());
    var capped = new ArrayList<>(rows.subList(0, MOST - 1));
    var lines = rest.stream().flatMap(row -> row.lines().stream()).toList();
    capped.add(row("…", 0, false, lines, Optional.empty()));
    return capped;
  }

  private Row row(
      String name, int depth, boolean beside, List<Waybill.Line> lines, Optional<String> race) {
    return new Row(name, depth, beside, lines, race, sums.apply(lines), 0);
  }
}
