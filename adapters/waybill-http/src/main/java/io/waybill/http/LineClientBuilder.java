package io.waybill.http;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a model's builder takes. The builder says back what it found here, or what its user said
 * with {@code timeout(..)}: one number for both waits.
 */
final class LineClientBuilder implements HttpClientBuilder {
  /** What LangChain4j's OpenAI models say when nobody said anything. */
  private static final Duration THEIR_CONNECT = Duration.ofSeconds(15);

  private static final Duration THEIR_READ = Duration.ofSeconds(60);

  private final Calls calls;
  private final Timers timers;
  private @Nullable Duration connect;
  private @Nullable Duration read;

  LineClientBuilder(Calls calls, Timers timers) {
    this.calls = calls;
    this.timers = timers;
  }

  @Override
  public Duration connectTimeout() {
    return connect == null ? timers.connect() : connect;
  }

  @Override
  public HttpClientBuilder connectTimeout(@Nullable Duration timeout) {
    connect = timeout;
    return this;
  }

  @Override
  public Duration readTimeout() {
    return read == null ? timers.firstByte() : read;
  }

  @Override
  public HttpClientBuilder readTimeout(@Nullable Duration timeout) {
    read = timeout;
    return this;
  }

  @Override
  public HttpClient build() {
    boolean nobodySaid = THEIR_CONNECT.equals(connect) && THEIR_READ.equals(read);
    return new LineClient(calls, nobodySaid ? timers : said());
  }

  /** Who gives an answer five minutes does not mean to wait as long for a host that is gone. */
  private Timers said() {
    var shorter =
        connectTimeout().compareTo(timers.connect()) < 0 ? connectTimeout() : timers.connect();
    return timers.connect(shorter).firstByte(readTimeout());
  }
}
