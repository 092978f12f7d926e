package io.waybill.work;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/**
 * A call that holds its thread: it gets one of its own when somebody asks for its value, and that
 * is interrupted when nobody wants it any more.
 */
final class Blocking<T> extends Mono<T> {
  private final Callable<? extends T> call;

  private Blocking(Callable<? extends T> call) {
    this.call = call;
  }

  static <T> Mono<T> of(Callable<? extends T> call) {
    return onAssembly(new Blocking<>(call));
  }

  @Override
  public void subscribe(CoreSubscriber<? super T> actual) {
    actual.onSubscribe(new Held<>(call, actual));
  }

  /** The call on its way; the number is how far it is. */
  private static final class Held<T> extends AtomicInteger implements Subscription, Runnable {
    private static final long serialVersionUID = 1;

    private static final int ASKED = 1;
    private static final int DONE = 2;
    private static final int CANCELLED = 3;

    private final transient Callable<? extends T> call;
    private final transient CoreSubscriber<? super T> actual;
    private transient volatile @Nullable Disposable thread;

    Held(Callable<? extends T> call, CoreSubscriber<? super T> actual) {
      this.call = call;
      this.actual = actual;
    }

    @Override
    public void request(long n) {
      if (Operators.validate(n) && compareAndSet(0, ASKED)) {
        var begun = Offload.begin(this);
        thread = begun;
        if (get() == CANCELLED) {
          begun.dispose();
        }
      }
    }

    @Override
    public void cancel() {
      var begun = getAndSet(CANCELLED) == ASKED ? thread : null;
      if (begun != null) {
        begun.dispose();
      }
    }

    @Override
    public void run() {
      T value;
      try {
        value = Objects.requireNonNull(call.call());
      } catch (Throwable error) {
        if (compareAndSet(ASKED, DONE)) {
          actual.onError(error);
        }
        return;
      }
      if (compareAndSet(ASKED, DONE)) {
        actual.onNext(value);
        actual.onComplete();
      }
    }
  }
}
