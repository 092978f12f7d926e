package io.waybill.http;

import dev.langchain4j.http.client.SuccessfulHttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import okhttp3.Response;

/** Somebody who waits on his thread until all of the answer is there. */
final class Whole implements Receiver {
  private static final int LONGEST_ERROR = 64 << 10;

  private final CompletableFuture<SuccessfulHttpResponse> answer = new CompletableFuture<>();

  /**
   * The exchange goes on elsewhere, so that an interrupt, a cancel or a timer ends this at once.
   */
  SuccessfulHttpResponse await(Exchange exchange) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw exchange.cancel();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    }
  }

  @Override
  public void answered(Exchange exchange, Response response) throws IOException {
    try (var body = exchange.body(response, Long.MAX_VALUE)) {
      // byte for byte the same, whatever it is: keys are ASCII
      var said = new String(body.readAllBytes(), StandardCharsets.ISO_8859_1);
      var shown = exchange.secrets().kept(said);
      var kept = shown.getBytes(StandardCharsets.ISO_8859_1);
      var problem = problem(exchange, response, kept);
      if (problem.isPresent()) {
        failed(problem.get());
        return;
      }
      Timings.in(shown).ifPresent(exchange::timed);
      answer.complete(
          SuccessfulHttpResponse.builder()
              .statusCode(response.code())
              .headers(response.headers().toMultimap())
              .body(kept)
              .build());
    }
  }

  /** Some say 200 and mean an error, and a page in between says it too. */
  private static Optional<RuntimeException> problem(
      Exchange exchange, Response response, byte[] body) {
    var type = String.valueOf(response.header("content-type"));
    if (type.startsWith("text/html")) {
      return Optional.of(exchange.failures().otherType(type));
    }
    var said = body.length > LONGEST_ERROR ? "" : new String(body, StandardCharsets.UTF_8);
    return ErrorWords.in(said).map(words -> ErrorAnswer.within(exchange, response, said, words));
  }

  @Override
  public void failed(Throwable why) {
    answer.completeExceptionally(why);
  }

  @Override
  public void dropped(RuntimeException why) {
    answer.completeExceptionally(why);
  }
}
