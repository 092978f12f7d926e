package io.waybill.http;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;

/** The client of one attempt. */
record LineClient(Calls calls, Timers timers) implements HttpClient {
  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    if (Thread.currentThread().isInterrupted()) {
      throw Outgoing.of(request).failures().cancelled(false);
    }
    var whole = new Whole();
    return whole.await(calls.begin(timers, request, whole));
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    calls.begin(timers, request, new Streamed(parser, listener, calls.context()));
  }
}
