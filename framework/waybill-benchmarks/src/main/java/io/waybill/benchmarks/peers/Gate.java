package io.waybill.benchmarks.peers;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;

/** A task that holds every run that comes with a certain {@code n} until it is opened. */
record Gate(
    Manner manner,
    int heldAt,
    LongAdder held,
    CountDownLatch latch,
    CompletableFuture<Boolean> opened)
    implements Task {
  Gate(Manner manner, int heldAt) {
    this(manner, heldAt, new LongAdder(), new CountDownLatch(1), new CompletableFuture<>());
  }

  @Override
  public int now(int n) {
    if (n == heldAt) {
      held.increment();
      try {
        latch.await();
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException("interrupted", interrupted);
      }
    }
    return n + 1;
  }

  @Override
  public CompletableFuture<Integer> later(int n) {
    if (n != heldAt) {
      return CompletableFuture.completedFuture(n + 1);
    }
    held.increment();
    return opened.thenApply(now -> n + 1);
  }

  /** On another thread, as an answer would come. */
  void open() {
    latch.countDown();
    opened.completeAsync(() -> true);
  }
}
