package io.waybill.cli;

import io.waybill.run.Run;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Ctrl-C: cancels the runs in flight, and holds the end of the process until the command has said
 * what there is to say.
 */
final class Interrupt {
  private static final long SECONDS_TO_SPEAK = 8;

  private final Set<Run<?>> running = ConcurrentHashMap.newKeySet();
  private final Sinks.Empty<Void> asked = Sinks.empty();
  private final CountDownLatch spoken = new CountDownLatch(1);
  private volatile boolean requested;
  private volatile String stopped = "";

  /** The JVM ends on SIGINT and SIGTERM by running its hooks, so this is one; it waits in it. */
  void install() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::holdTheEnd, "waybill-interrupt"));
  }

  void request() {
    requested = true;
    asked.tryEmitEmpty();
    stop("interrupted");
  }

  /** What work that is no run comes to; a complaint if it is cancelled before. */
  <T> T await(Mono<T> work) {
    return work.takeUntilOther(asked.asMono()).blockOptional().orElseThrow(Complaint::cancelled);
  }

  /** No new run; those in flight are cancelled. */
  void stop(String reason) {
    stopped = reason;
    running.forEach(run -> run.cancel(reason));
  }

  boolean requested() {
    return requested;
  }

  boolean stopped() {
    return !stopped.isEmpty();
  }

  void watch(Run<?> run) {
    running.add(run);
    if (stopped()) {
      run.cancel(stopped);
    }
  }

  void unwatch(Run<?> run) {
    running.remove(run);
  }

  boolean idle() {
    return running.isEmpty();
  }

  /** The command has printed everything it will. */
  void spoken() {
    spoken.countDown();
  }

  private void holdTheEnd() {
    if (spoken.getCount() == 0) {
      return;
    }
    request();
    try {
      if (!spoken.await(SECONDS_TO_SPEAK, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(Exit.CANCELLED);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
