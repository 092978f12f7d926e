package io.waybill.benchmarks.peers;

import java.util.concurrent.CompletableFuture;

/** A workflow that is built once and run many times. */
@FunctionalInterface
interface Flow {
  /** Waits for the result. */
  int run(int n) throws Exception;

  /**
   * Does not wait for it. Whoever can only wait does so on a thread of the run's own, a virtual one
   * where the JDK has them; cancelling interrupts that.
   */
  default CompletableFuture<Integer> start(int n) {
    var result = new CompletableFuture<Integer>();
    var waiting = Threads.EACH.submit(() -> waitFor(n, result));
    return whenCancelled(result, () -> waiting.cancel(true));
  }

  /** A result that does this when its caller cancels it. */
  static <T> CompletableFuture<T> whenCancelled(CompletableFuture<T> result, Runnable then) {
    var unused =
        result.whenComplete(
            (value, error) -> {
              if (result.isCancelled()) {
                then.run();
              }
            });
    return result;
  }

  private void waitFor(int n, CompletableFuture<Integer> result) {
    try {
      result.complete(run(n));
    } catch (Exception | StackOverflowError error) {
      result.completeExceptionally(error);
    }
  }
}
