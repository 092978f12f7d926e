package io.waybill.models;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import io.waybill.work.Line;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** The connections of one attempt to a place, which is told how they go. */
record Minded(HttpClientBuilder http, Line line, Station station) implements HttpClientBuilder {
  @Override
  public Duration connectTimeout() {
    return http.connectTimeout();
  }

  @Override
  public HttpClientBuilder connectTimeout(Duration timeout) {
    http.connectTimeout(timeout);
    return this;
  }

  @Override
  public Duration readTimeout() {
    return http.readTimeout();
  }

  @Override
  public HttpClientBuilder readTimeout(Duration timeout) {
    http.readTimeout(timeout);
    return this;
  }

  @Override
  public HttpClient build() {
    return new Client(http.build(), line, station);
  }

  private record Client(HttpClient http, Line line, Station station) implements HttpClient {
    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
      var exchange = new Exchange(station);
      try {
        var answer = http.execute(request);
        exchange.answered();
        return answer;
      } catch (RuntimeException error) {
        exchange.failed(error);
        throw error;
      }
    }

    @Override
    public void execute(
        HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
      var exchange = new Exchange(station);
      line.onCancel(exchange::over); // then nobody hears of it again
      try {
        http.execute(request, parser, new Ear(listener, exchange));
      } catch (RuntimeException error) {
        exchange.failed(error);
        throw error;
      }
    }
  }

  /** Counted from its begin to its end, once. */
  private static final class Exchange {
    private final Station station;
    private final AtomicBoolean over = new AtomicBoolean();

    private Exchange(Station station) {
      this.station = station;
      station.begins();
    }

    void answered() {
      station.answered();
      over();
    }

    void failed(Throwable error) {
      station.failed(error);
      over();
    }

    void over() {
      if (over.compareAndSet(false, true)) {
        station.ends();
      }
    }
  }

  private record Ear(ServerSentEventListener listener, Exchange exchange)
      implements ServerSentEventListener {
    @Override
    public void onOpen(SuccessfulHttpResponse response) {
      listener.onOpen(response);
    }

    @Override
    public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
      listener.onEvent(event, context);
    }

    @Override
    public void onEvent(ServerSentEvent event) {
      listener.onEvent(event);
    }

    @Override
    public void onError(Throwable error) {
      exchange.failed(error); // first: whoever hears of it may ask again at once
      listener.onError(error);
    }

    @Override
    public void onClose() {
      exchange.answered();
      listener.onClose();
    }
  }
}
