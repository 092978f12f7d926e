package io.waybill.http;

import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import io.waybill.work.CallContext;
import io.waybill.work.CallContext.Moment;
import java.io.IOException;
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
    var events = new Events(exchange);
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
      failed(exchange.failures().nothingSaid(String.valueOf(response.header("content-type"))));
    }
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
    private volatile boolean heard;

    private Events(Exchange exchange) {
      this.exchange = exchange;
    }

    @Override
    public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
      heard = true;
      tell(each -> each.onEvent(shown(event), context));
    }

    @Override
    public void onEvent(ServerSentEvent event) {
      heard = true;
      tell(each -> each.onEvent(shown(event)));
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
