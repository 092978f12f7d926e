package io.waybill.testkit;

import reactor.core.scheduler.Scheduler;

/** What the work of one random plan shares: its luck, and for each run a bill and other threads. */
final class RandomWorld {
  private final long seed;
  private final int failuresPerThousand;
  private volatile RandomCalls calls;

  RandomWorld(long seed, int failuresPerThousand, Scheduler elsewhere) {
    this.seed = seed;
    this.failuresPerThousand = failuresPerThousand;
    this.calls = new RandomCalls(this, elsewhere, new OwnBill());
  }

  Fate fate(String path, int attempt) {
    return new Fate(seed, failuresPerThousand, path, attempt);
  }

  /** Of the current run. What belongs to the run before goes on with its own. */
  RandomCalls calls() {
    return calls;
  }

  void nextRun(Scheduler elsewhere) {
    calls = new RandomCalls(this, elsewhere, new OwnBill());
  }
}
