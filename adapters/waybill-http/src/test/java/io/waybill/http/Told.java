package io.waybill.http;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A handler of a streaming model that remembers. */
final class Told implements StreamingChatResponseHandler {
  final List<String> parts = new CopyOnWriteArrayList<>();
  private final CompletableFuture<ChatResponse> whole = new CompletableFuture<>();
  private final CompletableFuture<Throwable> error = new CompletableFuture<>();

  static Told by(StreamingChatModel model) {
    var told = new Told();
    model.chat("hello", told);
    return told;
  }

  @Override
  public void onPartialResponse(String part) {
    parts.add(part);
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    whole.complete(response);
  }

  @Override
  public void onError(Throwable thrown) {
    error.complete(thrown);
    whole.completeExceptionally(thrown);
  }

  ChatResponse whole() {
    return Heard.await(whole);
  }

  Throwable error() {
    return Heard.await(error);
  }
}
