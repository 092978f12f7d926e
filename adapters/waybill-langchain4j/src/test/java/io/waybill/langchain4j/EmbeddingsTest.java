package io.waybill.langchain4j;

import static io.waybill.langchain4j.Runs.await;
import static io.waybill.langchain4j.Runs.failure;
import static io.waybill.langchain4j.Runs.outcome;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import io.waybill.testkit.WorkContract;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;

class EmbeddingsTest extends WorkContract<String, float[]> {
  private static Embeddings letters() {
    return Embeddings.of("small", line -> new LetterCounts()).withProvider("openai");
  }

  private static Embeddings asked(java.util.function.Supplier<Response<List<Embedding>>> answer) {
    return Embeddings.of(
            "small",
            line ->
                new EmbeddingModel() {
                  @Override
                  public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
                    return answer.get();
                  }
                })
        .withProvider("openai");
  }

  @Override
  protected Work<String, float[]> work() {
    return letters().vector();
  }

  @Override
  protected List<String> inputs() {
    return List.of("abcabcaa", "bbbb", "cccccccc");
  }

  @Override
  protected boolean alike(float[] one, float[] other) {
    return Arrays.equals(one, other);
  }

  @Override
  protected Optional<Hanging<String, float[]>> hanging() {
    var begun = Sinks.<Void>empty();
    var stopped = Sinks.<Void>empty();
    var stuck =
        asked(
            () -> {
              begun.tryEmitEmpty();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                stopped.tryEmitEmpty();
              }
              throw new IllegalStateException("interrupted");
            });
    return Optional.of(new Hanging<>(stuck.vector(), "a", begun.asMono(), stopped.asMono()));
  }

  @Override
  protected Optional<Failing<String, float[]>> failing() {
    var busy =
        asked(
            () -> {
              throw new RateLimitException("slowly");
            });
    return Optional.of(new Failing<>(busy.vector(), "a", ErrorKind.RATE_LIMITED, Usage.NONE));
  }

  @Test
  void textsBecomeVectorsWithOneRequestAndItsTokens() {
    var outcome = outcome(letters().vectors(), List.of("aab", "ccccc"));
    assertArrayEquals(new float[] {2, 1, 0}, outcome.value().get(0));
    assertArrayEquals(new float[] {0, 0, 5}, outcome.value().get(1));
    assertEquals(Usage.tokens("openai", "small", 2, 0), outcome.usage());
    assertEquals(Outcome.Kind.COMPUTED, outcome.kind());
  }

  @Test
  void anEncoderGivesVectorsOfUnitLength() {
    var encoder = letters().withPool("gpu0").encoder(3, "sha256:00");
    var encoded = await(encoder.encode("aaabbbb."));
    assertArrayEquals(new float[] {0.6f, 0.8f, 0}, encoded.vector(), 1e-6f);
    assertEquals(2, encoded.tokens());
    assertTrue(encoded.time().toNanos() > 0);
    assertEquals("small", encoder.name());
    assertThrows(
        IllegalStateException.class,
        () -> await(letters().withPool("").encoder(4, "sha256:00").encode("a")));
  }

  @Test
  void onlyAModelInHouseCanBeAnEncoder() {
    assertThrows(IllegalStateException.class, () -> letters().encoder(3, "sha256:00"));
  }

  @Test
  void aFailureAfterTheRequestIsOfUnknownCost() {
    var lost =
        asked(
            () -> {
              throw new RuntimeException(new java.io.IOException("reset"));
            });
    assertEquals(Usage.UNKNOWN, failure(ErrorKind.TRANSIENT, lost.vector(), "a").usage());
  }
}
