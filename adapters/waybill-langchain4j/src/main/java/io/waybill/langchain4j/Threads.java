package io.waybill.langchain4j;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Where calls go that may hold their thread: a virtual thread each where the JDK has them, else a
 * pool. Those that wait for others on it have a pool of their own, or they could hold all the
 * threads that the others need.
 */
final class Threads {
  /** For exchanges with models and for tools: they wait for the world, never for each other. */
  static final Scheduler EXCHANGES = scheduler("waybill-chat");

  /** For what is built on these: AI services, plans as tools. */
  static final Scheduler AROUND = scheduler("waybill-services");

  private Threads() {}

  private static Scheduler scheduler(String name) {
    try {
      var perTask = Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
      return Schedulers.fromExecutorService((ExecutorService) perTask, name);
    } catch (ReflectiveOperationException olderThan21) {
      return Schedulers.newBoundedElastic(
          Schedulers.DEFAULT_BOUNDED_ELASTIC_SIZE, Integer.MAX_VALUE, name, 60, true);
    }
  }
}
