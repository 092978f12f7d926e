package io.waybill.http;

import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import io.waybill.work.CallContext;
import io.waybill.work.CallContext.Moment;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import okhttp3.Response;

/**
 * Somebody who is called for every event. He hears nothing after an error, after the end, or after
 * a cancel. What he throws ends the stream and is his error: LangChain4j's parsers would log it and
 * go on, and whoever waits for the end would wait for ever.
 */
final class Streamed implements Receiver {
  private final ServerSentEventParser parser;
  private final ServerSentEventListener listener;
  private final CallContext call;
  private volatile boolean over;

  Streamed(ServerSentEventParser parser, ServerSentEventListener listener, CallContext call) {
    this.parser = parser;
    this.listener = listener;
    this.call = call;
  }

  @Override
  public void answered(Exchange exchange, Response response) throws IOException {
    var type = response.header("content-type", "text/event-stream");
    if (type.startsWith("text/html")) {
      failed(exchange.failures().otherType(type));
      return;
    }
    var events = new Events(exchange, response);
    var opened =
        SuccessfulHttpResponse.builder()
            .statusCode(response.code())
            .headers(response.headers().toMultimap())
            .build();
    events.tell(each -> each.onOpen(opened));
    try (var body = exchange.body(response, exchange.limits().line())) {
      parser.parse(body, events);
    }
    var broken = exchange.broken();
    if (broken.isPresent()) {
      failed(broken.get());
    } else if (events.heard || exchange.over()) {
      events.tell(ServerSentEventListener::onClose);
      over = true;
      if (!exchange.over()) {
        call.reached(Moment.LAST);
      }
    } else {
      failed(empty(exchange, type));
    }
  }

  private static RuntimeException empty(Exchange exchange, String type) {
    return type.startsWith("text/event-stream") || type.contains("ndjson")
        ? exchange.failures().nothingSaid()
        : exchange.failures().otherType(type);
  }

  @Override
  public void failed(Throwable why) {
    if (!over) {
      over = true;
      listener.onError(why);
    }
  }

  @Override
  public void dropped(RuntimeException why) {
    over = true;
  }

  /** What the parser speaks to. */
  private final class Events implements ServerSentEventListener {
    private final Exchange exchange;
    private final Response response;
    private volatile boolean heard;

    private Events(Exchange exchange, Response response) {
      this.exchange = exchange;
      this.response = response;
    }

    @Override
    public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
      heard(event, (each, shown) -> each.onEvent(shown, context));
    }

    @Override
    public void onEvent(ServerSentEvent event) {
      heard(event, ServerSentEventListener::onEvent);
    }

    private void heard(
        ServerSentEvent event, BiConsumer<ServerSentEventListener, ServerSentEvent> then) {
      heard = true;
      var shown = shown(event);
      var error = error(shown);
      if (error.isPresent() && !over) {
        exchange.hangUp();
        failed(error.get());
      } else {
        timed(shown);
        tell(each -> then.accept(each, shown));
      }
    }

    /** First: with the last event LangChain4j's models have their answer. */
    private void timed(ServerSentEvent event) {
      if (event.data() != null && !over) {
        Timings.in(event.data()).ifPresent(call::learned);
      }
    }

    /** Most of LangChain4j's models pass over an error in a stream, or do not know what it is. */
    private Optional<HttpError> error(ServerSentEvent event) {
      var said = event.data() == null ? "" : event.data();
      var words = ErrorWords.in(said);
      return words.isPresent() || "error".equals(event.event())
          ? Optional.of(ErrorAnswer.within(exchange, response, said, words.orElse(ErrorWords.NONE)))
          : Optional.empty();
    }

    @Override
    public void onError(Throwable error) {
      failed(error instanceof IOException io ? exchange.failure(io) : error);
    }

    /** An event may be an error that quotes the key, and becomes a message as it is. */
    private ServerSentEvent shown(ServerSentEvent event) {
      var kept = event.data() == null ? null : exchange.secrets().kept(event.data());
      return new ServerSentEvent(event.event(), kept);
    }

    private void tell(Consumer<ServerSentEventListener> what) {
      if (over) {
        return;
      }
      try {
        what.accept(listener);
      } catch (Throwable thrown) {
        exchange.hangUp();
        failed(thrown);
      }
    }
  }
}
