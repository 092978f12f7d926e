package io.waybill.benchmarks.peers;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A task that holds its thread for 20 ms and counts how many did so at once. */
final class Crowd implements Task {
  private final AtomicInteger here = new AtomicInteger();

  /** The most that were performed at once. */
  final AtomicInteger most = new AtomicInteger();

  @Override
  public Manner manner() {
    return Manner.BLOCKING;
  }

  @Override
  public int now(int n) {
    most.accumulateAndGet(here.incrementAndGet(), Math::max);
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException("interrupted", interrupted);
    }
    here.decrementAndGet();
    return n + 1;
  }
}
