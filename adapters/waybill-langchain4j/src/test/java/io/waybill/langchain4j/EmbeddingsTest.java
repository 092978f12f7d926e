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
import io.waybill.work.Encoder;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo.Location;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
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
  }

  @Test
  void aVectorThatCannotBeUsedIsPaidForAndRefused() {
    var other =
        assertThrows(
            WorkException.class, () -> await(letters().encoder(4, "sha256:00").encode("aaabbbb.")));
    assertEquals("'small' gave vectors of length [3], not one of 4", other.getMessage());
    assertEquals(ErrorKind.INVALID, other.kind());
    assertEquals(Usage.tokens("openai", "small", 2, 0), other.usage());
    var none = asked(() -> Response.from(List.of(Embedding.from(new float[] {1, Float.NaN, 0}))));
    var error = assertThrows(WorkException.class, () -> await(none.encoder(3, "1").encode("a")));
    assertEquals("'small' gave a vector that is not all numbers", error.getMessage());
  }

  @Test
  void anEncoderInHouseIsBilledByItsPool() {
    var encoder = letters().withPool("gpu0").encoder(3, "sha256:00");
    assertEquals(Location.LOCAL, encoder.location());
    assertEquals("gpu0", encoder.pool());
    var second = Duration.ofSeconds(1);
    assertEquals(Usage.engine("small", second, 7, 0), encoder.usage(7, second));
  }

  @Test
  void anEncoderOfAProviderLeavesTheHouseAndIsBilledByTokens() {
    var encoder = letters().encoder(3, "2026-11");
    var encoded = await(encoder.encode("aaabbbb."));
    assertEquals(Location.EXTERNAL, encoder.location());
    assertEquals("", encoder.pool());
    assertEquals(
        Usage.tokens("openai", "small", 2, 0), encoder.usage(encoded.tokens(), encoded.time()));
    assertEquals(Usage.UNKNOWN, encoder.usage(0, Duration.ofSeconds(1)));
  }

  @Test
  void twoModelsDoNotPassForTheSameAndMakingOneAsksNobody() {
    var asked =
        asked(
            () -> {
              throw new IllegalStateException("nobody should ask");
            });
    var digests =
        Stream.of(
                asked.encoder(3, "1"),
                asked.encoder(3, "2"),
                asked.encoder(4, "1"),
                asked.withProvider("mistral").encoder(3, "1"),
                asked.withConfig(Map.of("dimensions", 3)).encoder(3, "1"))
            .map(Encoder::digest)
            .toList();
    assertEquals(5, Set.copyOf(digests).size(), digests.toString());
    assertEquals(digests.get(0), asked.encoder(3, "1").digest());
    assertThrows(IllegalArgumentException.class, () -> asked.encoder(3, " "));
  }

  @Test
  void whatAnEncoderThrowsIsOneOfTheKnownErrors() {
    var busy =
        asked(
            () -> {
              throw new RateLimitException("slowly");
            });
    var error = assertThrows(WorkException.class, () -> await(busy.encoder(3, "1").encode("a")));
    assertEquals(ErrorKind.RATE_LIMITED, error.kind());
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
