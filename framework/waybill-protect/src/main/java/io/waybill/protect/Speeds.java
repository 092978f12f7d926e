package io.waybill.protect;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** How fast the last few hundred calls were. */
final class Speeds {
  private static final int KEPT = 256;

  /** Fewer than this say nothing. */
  private static final int ENOUGH = 20;

  private final long[] first = new long[KEPT];
  private int told;
  private long answers;
  private long fastest = Long.MAX_VALUE;

  /** The first part of an answer took so long; of one that never came, at least so long. */
  synchronized void first(long nanos) {
    first[told % KEPT] = nanos;
    told = told + 1 == 2 * KEPT ? KEPT : told + 1;
  }

  /** A whole answer took so long. */
  synchronized void whole(long nanos) {
    answers++;
    fastest = Math.min(fastest, nanos);
  }

  /** What so many of a hundred first parts have taken at most. */
  synchronized Optional<Duration> within(int percent) {
    int known = Math.min(told, KEPT);
    if (known < ENOUGH) {
      return Optional.empty();
    }
    var sorted = Arrays.copyOf(first, known);
    Arrays.sort(sorted);
    return Optional.of(Duration.ofNanos(sorted[(percent * known + 99) / 100 - 1]));
  }

  /** What no answer was ever faster than. */
  synchronized Optional<Duration> fastest() {
    return answers < ENOUGH ? Optional.empty() : Optional.of(Duration.ofNanos(fastest));
  }
}
