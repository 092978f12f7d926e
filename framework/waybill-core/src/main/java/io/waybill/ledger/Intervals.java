package io.waybill.ledger;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Stretches of time; where they overlap they count once. */
final class Intervals {
  private static final int FEW = 4;

  private long[] from;
  private long[] to;
  private int count;

  /** Whether each was added after all that begin before it. */
  private boolean inOrder = true;

  Intervals() {
    this(FEW);
  }

  Intervals(int expected) {
    from = new long[expected];
    to = new long[expected];
  }

  void add(long from, long to) {
    if (from >= to) {
      return;
    }
    if (count == this.from.length) {
      this.from = Arrays.copyOf(this.from, 2 * count + FEW);
      this.to = Arrays.copyOf(this.to, 2 * count + FEW);
    }
    inOrder = inOrder && (count == 0 || this.from[count - 1] <= from);
    this.from[count] = from;
    this.to[count] = to;
    count++;
  }

  /** How long at least one of them lasted. */
  long measure() {
    if (!inOrder) {
      order();
    }
    long measure = 0;
    long covered = Long.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      if (to[i] > covered) {
        measure += to[i] - Math.max(from[i], covered);
        covered = to[i];
      }
    }
    return measure;
  }

  private void order() {
    var ordered =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparingLong(i -> from[i]))
            .mapToInt(i -> i)
            .toArray();
    long[] begins = IntStream.of(ordered).mapToLong(i -> from[i]).toArray();
    long[] ends = IntStream.of(ordered).mapToLong(i -> to[i]).toArray();
    from = begins;
    to = ends;
    inOrder = true;
  }
}
