package io.waybill.testkit.billing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a client of LangChain4j hears of a stream. */
final class Heard implements StreamingChatResponseHandler {
  final List<String> tokens = new CopyOnWriteArrayList<>();
  private final CompletableFuture<ChatResponse> end = new CompletableFuture<>();
  private final CountDownLatch heardEnough = new CountDownLatch(1);
  private final int enough;

  private Heard(int enough) {
    this.enough = enough;
  }

  static Heard all() {
    return new Heard(Integer.MAX_VALUE);
  }

  /** It cancels when it has heard so many tokens. */
  static Heard cancellingAfter(int tokens) {
    return new Heard(tokens);
  }

  @Override
  public void onPartialResponse(PartialResponse partial, PartialResponseContext context) {
    tokens.add(partial.text());
    if (tokens.size() == enough) {
      context.streamingHandle().cancel();
      heardEnough.countDown();
    }
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    end.complete(response);
  }

  @Override
  public void onError(Throwable error) {
    end.completeExceptionally(error);
  }

  void awaitEnough() throws InterruptedException {
    assertTrue(heardEnough.await(20, TimeUnit.SECONDS), () -> "heard only " + tokens);
  }

  ChatResponse response() {
    try {
      return end.get(20, TimeUnit.SECONDS);
    } catch (ExecutionException | InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  Throwable error() {
    try {
      throw new AssertionError("no error but " + end.get(20, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
