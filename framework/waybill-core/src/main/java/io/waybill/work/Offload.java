package io.waybill.work;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Where blocking work goes: a virtual thread per task where the JDK has them, else Reactor's
 * bounded pool.
 */
final class Offload {
  static final Scheduler SCHEDULER = scheduler();

  private Offload() {}

  private static Scheduler scheduler() {
    try {
      var perTask = Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
      return Schedulers.fromExecutorService((ExecutorService) perTask, "waybill-blocking");
    } catch (ReflectiveOperationException olderThan21) {
      return Schedulers.boundedElastic();
    }
  }
}
