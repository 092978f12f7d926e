package io.waybill.langchain4j;

import io.waybill.work.CallContext;
import io.waybill.work.Line;
import io.waybill.work.Offload;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Where calls go that may hold their thread. Those that wait for others have threads of their own,
 * or they could hold all that the others need.
 */
final class Threads {
  /** For exchanges with models and for tools: they wait for the world, never for each other. */
  static final Scheduler EXCHANGES = Offload.scheduler("waybill-chat");

  /** For what is built on these: AI services, plans as tools. */
  static final Scheduler AROUND = Offload.scheduler("waybill-services");

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
}
