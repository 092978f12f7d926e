package io.waybill.reports;

import io.waybill.reports.Comparison.Difference;
import io.waybill.reports.Comparison.Measure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What could make a comparison say what is not so. */
final class Cautions {
  /** By how much of all runs the share of a branch may differ before it is told. */
  private static final double MUCH = 0.1;

  private final Side a;
  private final Side b;
  private final boolean paired;
  private final List<String> notes = new ArrayList<>();

  Cautions(Side a, Side b, boolean paired) {
    this.a = a;
    this.b = b;
    this.paired = paired;
  }

  List<String> about(List<Difference> runs) {
    if (!a.books().equals(b.books())) {
      notes.add(
          "A was priced by %s, B by %s: --prices BOOK puts both under one"
              .formatted(books(a), books(b)));
    }
    for (var run : runs) {
      if (run.unpriced() > 0) {
        notes.add(
            "%s without a price: the costs cannot be compared"
                .formatted(Figures.counted(run.unpriced(), "attempt")));
      }
    }
    if (!paired) { // the same inputs have no other mix
      a.choices().keySet().stream().filter(b.choices()::containsKey).forEach(this::mix);
    }
    return notes;
  }

  private static String books(Side side) {
    return side.books().entrySet().stream()
        .map(
            book ->
                Shown.brief(book.getKey(), 19)
                    + book.getValue().map(day -> " (checked " + day + ")").orElse(""))
        .collect(Collectors.joining(" and "));
  }

  /** The runs of a side that took one branch. */
  private static final class Taken {
    private int runs;
    private final double[] sums = new double[2];

    private double mean(int measure) {
      return sums[measure] / runs;
    }
  }

  /** Whether the inputs of one side went other ways, and whether that hides what happened there. */
  private void mix(String route) {
    var ofA = taken(a, route);
    var ofB = taken(b, route);
    long allOfA = ofA.values().stream().mapToLong(taken -> taken.runs).sum();
    long allOfB = ofB.values().stream().mapToLong(taken -> taken.runs).sum();
    var moved = new ArrayList<String>();
    var labels = new LinkedHashMap<>(ofA);
    ofB.forEach(labels::putIfAbsent);
    for (var label : labels.keySet()) {
      double shareA = ofA.containsKey(label) ? (double) ofA.get(label).runs / allOfA : 0;
      double shareB = ofB.containsKey(label) ? (double) ofB.get(label).runs / allOfB : 0;
      if (Math.abs(shareA - shareB) >= MUCH) {
        moved.add(
            "'%s' %.0f %% of A and %.0f %% of B".formatted(label, 100 * shareA, 100 * shareB));
      }
    }
    if (!moved.isEmpty()) {
      notes.add(
          "the mix differs at '%s': %s; unpaired, that is part of every difference"
              .formatted(route, String.join(", ", moved)));
    }
    turned(route, ofA, ofB, Measure.COST, 0);
    turned(route, ofA, ofB, Measure.LATENCY, 1);
  }

  private static Map<String, Taken> taken(Side side, String route) {
    var taken = new LinkedHashMap<String, Taken>();
    side.choices()
        .getOrDefault(route, new HashMap<>())
        .forEach(
            (at, label) -> {
              var branch = taken.computeIfAbsent(label, one -> new Taken());
              var run = side.runs().get(at);
              branch.runs++;
              branch.sums[0] += run.cost().known().nanoUsd();
              branch.sums[1] += run.wall();
            });
    return taken;
  }

  /** One branch on both sides. */
  private record Both(Taken a, Taken b) {}

  /** Simpson's paradox: less over all, and more wherever one looks. */
  private void turned(
      String route, Map<String, Taken> ofA, Map<String, Taken> ofB, Measure measure, int index) {
    var both = new ArrayList<Both>();
    ofA.forEach(
        (label, branch) -> {
          var other = ofB.get(label);
          if (other != null && Math.min(branch.runs, other.runs) >= Interval.LEAST) {
            both.add(new Both(branch, other));
          }
        });
    if (both.size() < 2) {
      return;
    }
    double overall = mean(ofB, index) / mean(ofA, index) - 1;
    double sumA = both.stream().mapToDouble(one -> one.a.sums[index]).sum();
    double sumB = both.stream().mapToDouble(one -> one.a.runs * one.b.mean(index)).sum();
    double sameMix = sumB / sumA - 1;
    if (sameMix * overall < 0 && Math.min(Math.abs(sameMix), Math.abs(overall)) > 0.02) {
      notes.add(
          "mind the mix: over all runs B is %s, but branch by branch at '%s', with A's mix, it is %s"
              .formatted(
                  Verdict.plainly(measure, overall), route, Verdict.plainly(measure, sameMix)));
    }
  }

  private static double mean(Map<String, Taken> taken, int index) {
    double sum = taken.values().stream().mapToDouble(branch -> branch.sums[index]).sum();
    return sum / taken.values().stream().mapToLong(branch -> branch.runs).sum();
  }
}
