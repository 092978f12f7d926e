package io.waybill.http;

import io.waybill.work.CallContext.Moment;
import io.waybill.work.EngineTimes;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, under four timers. Whatever ends it first, an answer, an error, a
 * timer or a cancel, is what is told; the rest is silence.
 */
final class Exchange implements Callback {
  /** Why it is over; nothing if whoever listens had heard enough. */
  private record End(Optional<RuntimeException> why) {}

  private final Calls calls;
  private final Timers timers;
  private final Outgoing outgoing;
  private final Receiver receiver;
  private final Call call;
  private final Watch total = new Watch(this::notWholeInTime);
  private final Watch phase = new Watch(this::waitedTooLong);
  private final AtomicBoolean told = new AtomicBoolean();
  private final AtomicReference<@Nullable End> end = new AtomicReference<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean sent;
  private volatile boolean begun;
  private volatile Timer waitingFor = Timer.CONNECT;

  Exchange(Calls calls, Timers timers, Outgoing outgoing, Receiver receiver) {
    this.calls = calls;
    this.timers = timers;
    this.outgoing = outgoing;
    this.receiver = receiver;
    var request = outgoing.request(limits(), calls.context().headers());
    if (receiver instanceof Streamed && !outgoing.url().isHttps()) {
      // llama-server promises to keep a stream's connection, and closes it: whoever asks over it
      // next would fail. Without TLS a new one costs next to nothing
      request.header("connection", "close");
    }
    this.call = calls.http().call(request.tag(Exchange.class, this).build());
  }

  /** The one that a request of OkHttp's belongs to. */
  static Exchange of(Request request) {
    var found = request.tag(Exchange.class);
    if (found == null) {
      throw new IllegalStateException("a request without an exchange");
    }
    return found;
  }

  void start() {
    var left = calls.left();
    total.start(left.compareTo(timers.total()) < 0 ? left : timers.total());
    waitFor(Timer.CONNECT);
    call.enqueue(this);
  }

  /** Nobody waits for it any more. */
  RuntimeException cancel() {
    var why = failures().cancelled(sent);
    told.set(true);
    receiver.dropped(why); // first, or it would hear of what the rest brings about
    hangUp();
    return why;
  }

  /** Closes the socket because whoever listens has heard enough. */
  void hangUp() {
    end.compareAndSet(null, new End(Optional.empty()));
    close();
  }

  private void close() {
    ended.countDown();
    call.cancel();
  }

  boolean over() {
    return end.get() != null;
  }

  /** What ended it before its time, unless it was whoever listens. */
  Optional<RuntimeException> broken() {
    return Optional.ofNullable(end.get()).flatMap(End::why);
  }

  /** What to tell when reading fails: what ended it first, which may have been something else. */
  RuntimeException failure(IOException e) {
    var why = calls.http().closed() ? failures().closed(sent) : failures().io(e, sent);
    if (!end.compareAndSet(null, new End(Optional.of(why)))) {
      why = broken().orElse(why);
    }
    close();
    return why;
  }

  @Override
  public void onFailure(Call call, IOException e) {
    var why = failure(e);
    finish();
    if (told.compareAndSet(false, true)) {
      receiver.failed(why);
    }
  }

  @Override
  public void onResponse(Call call, Response response) {
    try (response) {
      if (!told.compareAndSet(false, true)) {
        return;
      }
      Quotas.in(new Fields(response.headers().toMultimap())).forEach(calls.context()::learned);
      if (response.isSuccessful()) {
        receiver.answered(this, response);
      } else {
        receiver.failed(ErrorAnswer.read(this, response));
      }
    } catch (IOException e) {
      receiver.failed(failure(e));
    } catch (RuntimeException | Error e) {
      receiver.failed(e); // or somebody would wait for ever
    } finally {
      finish();
    }
  }

  private void finish() {
    phase.stop();
    total.stop();
    ended.countDown();
    calls.done(this);
  }

  private void waitedTooLong() {
    var timer = waitingFor;
    late(failures().late(timer, timers.of(timer), sent));
  }

  private void notWholeInTime() {
    late(
        calls.left().isZero()
            ? failures().pastDeadline(calls.context().deadline(), sent)
            : failures().late(Timer.TOTAL, timers.total(), sent));
  }

  /** Who reads an answer finds out by himself; who still waits for one is told now. */
  private void late(RuntimeException why) {
    if (end.compareAndSet(null, new End(Optional.of(why)))) {
      close();
      if (told.compareAndSet(false, true)) {
        calls.http().soon(() -> receiver.failed(why));
      }
    }
  }

  private void waitFor(Timer timer) {
    waitingFor = timer;
    phase.start(timers.of(timer));
  }

  /** There is a connection. */
  void connected() {
    waitFor(Timer.FIRST_BYTE);
  }

  /** Something of the request leaves now: from here on somebody may bill it. */
  void leaves() {
    sent = true;
  }

  /** The request has left. OkHttp may send it again by itself, so this may be more than once. */
  void left() {
    leaves();
    calls.context().reached(Moment.SENT);
  }

  /** Somebody waits for a piece of the answer. */
  void waits() {
    if (begun) {
      waitFor(Timer.IDLE);
    }
  }

  /** It is there, or there is no more. */
  void arrived() {
    begun = true;
    phase.stop();
  }

  /** The engine that answered says where its time went. */
  void timed(EngineTimes times) {
    calls.context().learned(times);
  }

  /** Waits unless it ends before; whether it did not. */
  boolean pause(Duration time) throws IOException {
    try {
      return !ended.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  InputStream body(Response response, long longestLine) throws IOException {
    return AnswerStream.of(this, response.body(), longestLine);
  }

  Limits limits() {
    return calls.http().limits();
  }

  Outgoing outgoing() {
    return outgoing;
  }

  Failures failures() {
    return outgoing.failures();
  }

  Secrets secrets() {
    return outgoing.secrets();
  }

  boolean streams() {
    return receiver instanceof Streamed;
  }

  /** OkHttp's reports from the wire. */
  EventListener events() {
    return new EventListener() {
      @Override
      public void connectionAcquired(Call call, Connection connection) {
        connected();
      }

      @Override
      public void requestHeadersEnd(Call call, Request request) {
        if (request.body() == null) {
          left();
        }
      }

      // its end is told only after its last byte has left, and may have been answered
      @Override
      public void requestBodyStart(Call call) {
        leaves();
      }

      @Override
      public void requestBodyEnd(Call call, long byteCount) {
        left();
      }
    };
  }
}
