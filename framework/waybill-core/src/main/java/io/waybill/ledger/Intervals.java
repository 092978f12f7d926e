package io.waybill.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Stretches of time; where they overlap they count once. */
final class Intervals {
  private record Interval(long from, long to) {}

  private final List<Interval> all = new ArrayList<>();

  void add(long from, long to) {
    if (from < to) {
      all.add(new Interval(from, to));
    }
  }

  /** How long at least one of them lasted. */
  long measure() {
    all.sort(Comparator.comparingLong(Interval::from));
    long measure = 0;
    long covered = Long.MIN_VALUE;
    for (var next : all) {
      if (next.to > covered) {
        measure += next.to - Math.max(next.from, covered);
        covered = next.to;
      }
    }
    return measure;
  }
}
