package io.waybill.http;

import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A listener that remembers what it was told, in order. */
class Heard implements ServerSentEventListener {
  final List<String> told = new CopyOnWriteArrayList<>();
  final CompletableFuture<SuccessfulHttpResponse> opened = new CompletableFuture<>();
  final CompletableFuture<@Nullable Throwable> ended = new CompletableFuture<>();
  private final CompletableFuture<ServerSentEventContext> first = new CompletableFuture<>();

  @Override
  public void onOpen(SuccessfulHttpResponse response) {
    told.add("open " + response.statusCode());
    opened.complete(response);
  }

  @Override
  public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
    told.add(event.data());
    first.complete(context);
  }

  @Override
  public void onError(Throwable error) {
    told.add("error");
    ended.complete(error);
  }

  @Override
  public void onClose() {
    told.add("close");
    ended.complete(null);
  }

  /** Waits for the first event. */
  ServerSentEventContext first() {
    return await(first);
  }

  /** Waits for the end, which must be an error. */
  Throwable error() {
    var error = await(ended);
    if (error == null) {
      throw new AssertionError("it ended well: " + told);
    }
    return error;
  }

  /** Waits for the end, which must be none. */
  List<String> all() {
    var error = await(ended);
    if (error != null) {
      throw new AssertionError("it failed: " + told, error);
    }
    return told;
  }

  static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(50, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
