package io.waybill.run;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * A loop that any thread may wake and one thread at a time runs: whoever wakes it first runs it,
 * until nobody has woken it since. Its counter is what orders the memory of a run.
 */
abstract class SingleWriter {
  private static final AtomicIntegerFieldUpdater<SingleWriter> WANTED =
      AtomicIntegerFieldUpdater.newUpdater(SingleWriter.class, "wanted");

  @SuppressWarnings("UnusedVariable") // read and written through its updater
  private volatile int wanted;

  /** Takes in what there is, and does what follows. */
  abstract void round();

  void wake() {
    if (WANTED.getAndIncrement(this) != 0) {
      return;
    }
    int seen = 1;
    do {
      round();
      seen = WANTED.addAndGet(this, -seen);
    } while (seen != 0);
  }
}
