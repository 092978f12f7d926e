package io.waybill.benchmarks.peers;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A task for branches that are called at once: the first to be called fails after a while, if one
 * is to; the others hold their threads for a second and say when they were interrupted.
 */
final class Siblings implements Task {
  private static final long FAILS_AFTER = 20;
  private static final long TAKES = 1000;

  private final AtomicInteger called = new AtomicInteger();
  private final boolean oneFails;

  /** Open once this many are being performed. */
  final CountDownLatch begun;

  /** When the one failed, in nanoseconds. */
  volatile long failed;

  /** When others were interrupted, in nanoseconds. */
  final Queue<Long> interrupted = new ConcurrentLinkedQueue<>();

  /** How many others went on to their end. */
  final AtomicInteger wentOn = new AtomicInteger();

  Siblings(int width, boolean oneFails) {
    this.begun = new CountDownLatch(width);
    this.oneFails = oneFails;
  }

  @Override
  public Manner manner() {
    return Manner.BLOCKING;
  }

  @Override
  public int now(int n) {
    boolean fails = called.getAndIncrement() == 0 && oneFails;
    begun.countDown();
    try {
      TimeUnit.MILLISECONDS.sleep(fails ? FAILS_AFTER : TAKES);
    } catch (InterruptedException now) {
      interrupted.add(System.nanoTime());
      throw new IllegalStateException("interrupted", now);
    }
    if (fails) {
      failed = System.nanoTime();
      throw new Boom();
    }
    wentOn.incrementAndGet();
    return n + 1;
  }
}
