package io.waybill.http;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Where exchanges go on: a virtual thread each where the JDK has them, else daemons. */
final class Threads {
  private Threads() {}

  static ExecutorService some() {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException olderThan21) {
      return Executors.newCachedThreadPool(
          task -> {
            var thread = new Thread(task, "waybill-http");
            thread.setDaemon(true);
            return thread;
          });
    }
  }
}
