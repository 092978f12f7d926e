package io.waybill.langchain4j;

import io.waybill.work.CallContext;
import io.waybill.work.Line;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import reactor.core.publisher.Mono;
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

  /**
   * A call on a thread of its own, which is interrupted when the call is cancelled; nobody hears of
   * what comes of it then.
   */
  static <T> Mono<T> call(
      Scheduler where, CallContext call, Function<? super Line, ? extends T> body) {
    return Line.open(
        call,
        (line, sink) -> {
          var left = new AtomicBoolean();
          line.onCancel(() -> left.set(true));
          var thread =
              where.schedule(
                  () -> {
                    try {
                      T answer = body.apply(line);
                      sink.success(answer);
                    } catch (Throwable error) {
                      if (!left.get()) {
                        sink.error(error);
                      }
                    }
                  });
          line.onCancel(thread::dispose);
        });
  }

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
