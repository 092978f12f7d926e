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
      Mono.fromRunnable(BlockingSeen::hold).subscribeOn(Schedulers.parallel()).block();
      return false;
    } catch (RuntimeException | BlockingOperationError e) {
      return in(e);
    }
  }

  private static void hold() {
    try {
      Thread.sleep(0);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
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
