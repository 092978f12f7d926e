package io.waybill.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Puts steps in an order that satisfies what they read, as near as can be to the order they were
 * written in.
 */
final class Order {
  private final List<Step> steps;
  private final Map<String, Integer> definedBy = new HashMap<>();
  private final List<List<Integer>> readers = new ArrayList<>();
  private final int[] open;

  private Order(List<Step> steps) {
    this.steps = steps;
    this.open = new int[steps.size()];
    for (int i = 0; i < steps.size(); i++) {
      int step = i;
      steps.get(i).defines().forEach(id -> definedBy.putIfAbsent(id, step));
      readers.add(new ArrayList<>());
    }
    for (int i = 0; i < steps.size(); i++) {
      for (int read : reads(i)) {
        open[i]++;
        readers.get(read).add(i);
      }
    }
  }

  /** Steps on a cycle, and what only they lead to, are left out. */
  static List<Step> of(List<Step> steps) {
    return new Order(steps).sorted();
  }

  /** One cycle as a list of ids that ends where it began; empty if there is none. */
  static List<String> cycle(List<Step> steps) {
    var order = new Order(steps);
    var sorted = order.sorted().size();
    return sorted == steps.size() ? List.of() : order.cycle();
  }

  private Set<Integer> reads(int step) {
    var read = new LinkedHashSet<Integer>();
    steps.get(step).input().refs().forEach(ref -> add(read, ref.id()));
    steps.get(step).bodies().forEach(body -> body.captures().forEach(id -> add(read, id)));
    if (steps.get(step).bodies().stream()
        .noneMatch(body -> body.captures().contains(steps.get(step).id()))) {
      read.remove(step); // a branch may read the decision that chose it
    }
    return read;
  }

  private void add(Set<Integer> read, String id) {
    var step = definedBy.get(id);
    if (step != null) {
      read.add(step);
    }
  }

  private List<Step> sorted() {
    var ready = new PriorityQueue<Integer>();
    for (int i = 0; i < open.length; i++) {
      if (open[i] == 0) {
        ready.add(i);
      }
    }
    var sorted = new ArrayList<Step>(steps.size());
    for (Integer next; (next = ready.poll()) != null; ) {
      sorted.add(steps.get(next));
      for (int reader : readers.get(next)) {
        if (--open[reader] == 0) {
          ready.add(reader);
        }
      }
    }
    return sorted;
  }

  /**
   * Walks backwards from any step that never became ready: it waits for another such step, and so
   * on round.
   */
  private List<String> cycle() {
    int step = 0;
    while (open[step] == 0) {
      step++;
    }
    var walked = new ArrayList<Integer>();
    while (!walked.contains(step)) {
      walked.add(step);
      step = reads(step).stream().filter(read -> open[read] > 0).findFirst().orElseThrow();
    }
    var ids = new ArrayList<String>();
    walked
        .subList(walked.indexOf(step), walked.size())
        .forEach(each -> ids.add(0, steps.get(each).id()));
    ids.add(ids.get(0));
    return ids;
  }
}
