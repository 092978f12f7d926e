package io.waybill.work;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Threads for what must hold one: a virtual thread for each task where the JDK has them (21 and
 * newer).
 */
public final class Offload {
  private static final Function<Runnable, Disposable> BEGIN = beginning("waybill-blocking");

  private Offload() {}

  /**
   * For calls that wait for the world. Without virtual threads it is a pool of ten threads a core,
   * so what waits there for something else on threads of this kind needs one of its own.
   */
  public static Scheduler scheduler(String name) {
    return virtual()
        .map(threads -> Schedulers.fromExecutorService(threads, name))
        .orElseGet(
            () ->
                Schedulers.newBoundedElastic(
                    Schedulers.DEFAULT_BOUNDED_ELASTIC_SIZE, Integer.MAX_VALUE, name, 60, true));
  }

  /**
   * For a library that wants an executor. Without virtual threads it has as many as it asks for.
   */
  public static ExecutorService executor(String name) {
    return virtual()
        .orElseGet(
            () ->
                Executors.newCachedThreadPool(
                    task -> {
                      var thread = new Thread(task, name);
                      thread.setDaemon(true);
                      return thread;
                    }));
  }

  /** Runs something on a thread that it may hold; disposing of it interrupts that. */
  static Disposable begin(Runnable task) {
    return BEGIN.apply(task);
  }

  /** A virtual thread is begun without an executor around it, which would cost as much again. */
  private static Function<Runnable, Disposable> beginning(String name) {
    try {
      var ofVirtual = Thread.class.getMethod("ofVirtual");
      var builder = ofVirtual.getReturnType();
      var named = builder.getMethod("name", String.class).invoke(ofVirtual.invoke(null), name);
      var threads = (ThreadFactory) builder.getMethod("factory").invoke(named);
      return task -> {
        var thread = threads.newThread(task);
        thread.start();
        return thread::interrupt;
      };
    } catch (ReflectiveOperationException olderThan21) {
      return scheduler(name)::schedule;
    }
  }

  private static Optional<ExecutorService> virtual() {
    try {
      var perTask = Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
      return Optional.of((ExecutorService) perTask);
    } catch (ReflectiveOperationException olderThan21) {
      return Optional.empty();
    }
  }
}
