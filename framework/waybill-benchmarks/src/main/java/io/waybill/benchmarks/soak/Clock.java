package io.waybill.benchmarks.soak;

/** Tells how long it is since it was last asked, in nanoseconds. */
final class Clock {
  private long at = System.nanoTime();

  long lap() {
    long before = at;
    at = System.nanoTime();
    return at - before;
  }
}
