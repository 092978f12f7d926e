package io.waybill.http;

import dev.langchain4j.http.client.HttpClientBuilder;
import io.waybill.work.CallContext;
import io.waybill.work.Line;
import io.waybill.work.Offload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;

/**
 * The connections that LangChain4j's models speak over: one for a process, or for a test. A model
 * is made for each attempt, over the attempt's line:
 *
 * <pre>{@code
 * Chat.of(line -> OpenAiChatModel.builder().httpClientBuilder(http.on(line)).maxRetries(0)….build())
 * }</pre>
 *
 * <p>Then a cancel closes its sockets at once, before the first byte too; every request that leaves
 * is counted; requests carry the headers of the attempt; and nothing waits for ever. A model that
 * was built by hand and is shared gets the same timers, limits and scrubbing from one line:
 *
 * <pre>{@code
 * .httpClientBuilder(http.client())
 * }</pre>
 *
 * <p>Errors: a status other than 2xx is an {@link HttpError}. A timer that runs out is
 * LangChain4j's {@code TimeoutException}, anything else its {@code LangChain4jException}; their
 * cause is a {@link io.waybill.work.WorkException}, which says of what kind it is and whether
 * anything had been sent. No error, and no answer, says a key that stood in the request.
 *
 * <p>HTTP/1.1 only, so that an exchange has its socket for itself: closing it stops the server, and
 * a stalled one holds up nobody else. Redirects are not followed. What OkHttp would repeat by
 * itself, it does not. The timeouts of LangChain4j's builders are honoured: {@code timeout(..)} is
 * the time to the first byte, and to a connection if that is shorter than here.
 */
public final class Http implements AutoCloseable {
  private final OkHttpClient client;
  private final ExecutorService threads;
  private final Timers timers;
  private final Limits limits;
  private volatile boolean closed;

  private Http(Builder builder) {
    timers = builder.timers;
    limits = builder.limits;
    threads = Offload.executor("waybill-http");
    var dispatcher = new Dispatcher(threads);
    // who may ask how much at once is the engine's to say
    dispatcher.setMaxRequests(Integer.MAX_VALUE);
    dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
    var made =
        new OkHttpClient.Builder()
            .dispatcher(dispatcher)
            .connectionPool(new ConnectionPool(64, 1, TimeUnit.MINUTES))
            .dns(builder.dns)
            .protocols(List.of(Protocol.HTTP_1_1))
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .eventListenerFactory(call -> Exchange.of(call.request()).events())
            // the four timers are ours
            .connectTimeout(Duration.ZERO)
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO);
    builder.cassette.ifPresent(cassette -> made.addInterceptor(cassette.interceptor()));
    client = made.build();
  }

  /** With the usual timers and limits. */
  public static Http create() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** For the builder of a model that is made for this attempt and no other. */
  public HttpClientBuilder on(Line line) {
    var calls = new Calls(this, line);
    line.onCancel(calls::cancel);
    return new LineClientBuilder(calls, timers);
  }

  /**
   * For the builder of a model that many attempts share. Nobody can tell whose its requests are:
   * they are not counted, carry no {@code traceparent}, and a cancel reaches only calls that hold
   * their thread, by interrupting it.
   */
  public HttpClientBuilder client() {
    return new LineClientBuilder(new Calls(this, CallContext.detached("")), timers);
  }

  /** Ends what is under way, and closes every connection. */
  @Override
  public void close() {
    closed = true;
    client.dispatcher().cancelAll();
    threads.shutdown();
    client.connectionPool().evictAll();
  }

  boolean closed() {
    return closed;
  }

  Limits limits() {
    return limits;
  }

  Call call(Request request) {
    return client.newCall(request);
  }

  void soon(Runnable task) {
    try {
      threads.execute(task);
    } catch (RejectedExecutionException closedMeanwhile) {
      task.run();
    }
  }

  /** Gathers an {@link Http}. */
  public static final class Builder {
    private Timers timers = Timers.USUAL;
    private Limits limits = Limits.USUAL;
    private Optional<Cassette> cassette = Optional.empty();
    private Dns dns = Dns.SYSTEM;

    private Builder() {}

    /** How long it may take to find the host and to be connected; 5 s. */
    public Builder connect(Duration time) {
      timers = timers.connect(time);
      return this;
    }

    /** How long from there to the first byte of the answer's body; 60 s. */
    public Builder firstByte(Duration time) {
      timers = timers.firstByte(time);
      return this;
    }

    /** How long an answer may stand still; 30 s. */
    public Builder idle(Duration time) {
      timers = timers.idle(time);
      return this;
    }

    /** How long an exchange may take in all; 10 min, or until the call's deadline. */
    public Builder total(Duration time) {
      timers = timers.total(time);
      return this;
    }

    /** How large an answer may be, in bytes, a stream's included; 16 MiB. */
    public Builder maxAnswer(long bytes) {
      limits = limits.answer(bytes);
      return this;
    }

    /** How large the body of a request may be, in bytes; 64 MiB. */
    public Builder maxRequest(long bytes) {
      limits = limits.request(bytes);
      return this;
    }

    /** Records what is said, or answers from a recording. */
    public Builder cassette(Cassette cassette) {
      this.cassette = Optional.of(cassette);
      return this;
    }

    /** Who says where a host is. */
    Builder dns(Dns dns) {
      this.dns = dns;
      return this;
    }

    public Http build() {
      return new Http(this);
    }
  }
}
