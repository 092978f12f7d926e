package io.waybill.work;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * The context of a call for libraries that speak in callbacks and know no Reactor: besides all that
 * the context tells, it can be asked to stop things when nobody waits for the answer any more.
 */
public final class Line implements Between {
  private final CallContext call;
  private final String affinity;
  private final List<Runnable> stops = new ArrayList<>(1);
  private volatile Runnable last = () -> {};
  private boolean closed;

  private Line(CallContext call, String affinity) {
    this.call = call;
    this.affinity = affinity;
  }

  /**
   * An answer that comes by callback.
   *
   * @param body begins the call and answers the sink when it can; what it throws is the error
   */
  public static <T> Mono<T> open(CallContext call, BiConsumer<Line, MonoSink<T>> body) {
    return open(call, call.affinity(), body);
  }

  /**
   * {@link #open(CallContext, BiConsumer)} for what belongs to a conversation.
   *
   * @param affinity what {@link #affinity()} says
   */
  public static <T> Mono<T> open(
      CallContext call, String affinity, BiConsumer<Line, MonoSink<T>> body) {
    return Mono.create(
        sink -> {
          var line = new Line(call, affinity);
          sink.onCancel(line::close);
          body.accept(line, sink);
        });
  }

  /**
   * Has something stopped when the call is cancelled; at once if it was already. It runs on the
   * thread that cancels, and must not wait.
   */
  public void onCancel(Runnable stop) {
    synchronized (stops) {
      if (!closed) {
        stops.add(stop);
        return;
      }
    }
    stop.run();
  }

  /**
   * Has something done when the last part of the answer has come over the wire, after whoever
   * listens was told of it: a library that has not ended by then never will.
   */
  public void onLast(Runnable then) {
    last = then;
  }

  private void close() {
    synchronized (stops) {
      closed = true;
    }
    stops.forEach(Runnable::run);
  }

  @Override
  public CallContext call() {
    return call;
  }

  @Override
  public String affinity() {
    return affinity;
  }

  @Override
  public void reached(Moment moment) {
    call.reached(moment);
    if (moment == Moment.LAST) {
      last.run();
    }
  }
}
