package io.waybill.testkit;

import java.util.Optional;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Whether this JVM lets anybody see that a thread is held which must not be. */
final class BlockingSeen {
  private static final Optional<String> WHY_NOT = install();

  private BlockingSeen() {}

  /** Why it does not; empty if it does. */
  static Optional<String> whyNot() {
    return WHY_NOT;
  }

  private static Optional<String> install() {
    try {
      BlockHound.install();
      // a thread that was already waiting would be taken for one that is held, and break its pool
      Schedulers.shutdownNow();
    } catch (Throwable refused) { // agents fail in many ways, and none of them is the work's fault
      return Optional.of("BlockHound cannot be installed in this JVM: " + refused);
    }
    return seesOne()
        ? Optional.empty()
        : Optional.of(
            "BlockHound sees nothing in this JVM; run it with -XX:+AllowRedefinitionToAddDeleteMethods");
  }

  private static boolean seesOne() {
    try {
      Mono.fromRunnable(new Hold()).subscribeOn(Schedulers.parallel()).block();
      return false;
    } catch (RuntimeException | BlockingOperationError e) {
      return in(e);
    }
  }

  /**
   * A class of its own: the thread that runs it must not wait for the one around it to be ready.
   */
  private static final class Hold implements Runnable {
    @Override
    public void run() {
      try {
        Thread.sleep(0);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Whether an error says that a thread was held. */
  static boolean in(Throwable error) {
    for (Throwable e = error; e != null; e = e.getCause()) {
      if (e instanceof BlockingOperationError) {
        return true;
      }
    }
    return false;
  }
}
