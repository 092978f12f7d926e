package io.waybill.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.work.Encoder.Encoded;
import io.waybill.work.ErrorKind;
import io.waybill.work.WorkException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class MiniLmTest {
  private static final MiniLm MINILM = MiniLm.shared();
  private static final Pinned MISSING = new Pinned("no-such.onnx", "sha256:00");
  private static final Pinned OTHER = new Pinned("all-minilm-l6-v2-q-tokenizer.json", "sha256:00");

  /**
   * The first eight of 384, made with Python's onnxruntime 1.23.2 and tokenizers 0.23.3 from the
   * same files: mean of the last hidden state, unit length. 8-bit arithmetic differs between kinds
   * of processors, hence the tolerance; where these were made they agree to the sixth digit.
   */
  @Test
  void itsVectorsAreThoseOfTheReference() {
    near(
        "My invoice is wrong",
        -0.012035,
        0.083472,
        0.047444,
        -0.039958,
        -0.145603,
        -0.098799,
        -0.044411,
        0.059918);
    near(
        "I was charged twice for the same order",
        -0.003511,
        0.015306,
        0.068994,
        0.041368,
        0.038742,
        -0.05183,
        -0.023476,
        -0.075311);
    near(
        "The quick brown fox jumps over the lazy dog. ".repeat(40),
        0.053257,
        -0.043967,
        0.084874,
        -0.000909,
        -0.03132,
        0.000682,
        0.001204,
        -0.071614);
  }

  private static void near(String text, double... expected) {
    var vector = encode(text).vector();
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], vector[i], 0.03, text + " [" + i + "]");
    }
  }

  @Test
  void aVectorHasUnitLengthAndItsTokensAreCounted() {
    var encoded = encode("My invoice is wrong");
    assertEquals(MINILM.dimensions(), encoded.vector().length);
    assertEquals(1, Nearness.cosine(encoded.vector(), encoded.vector()), 1e-5);
    assertEquals(8, encoded.tokens());
    assertTrue(encoded.time().toNanos() > 0);
  }

  @Test
  void nearMeaningsAreNearerThanFarOnes() {
    var refund = encode("I want my money back").vector();
    var same = encode("Please give me a refund").vector();
    var other = encode("The weather is lovely today").vector();
    assertTrue(Nearness.cosine(refund, same) > Nearness.cosine(refund, other) + 0.3);
  }

  @Test
  void aLongTextIsCut() {
    var encoded = encode("order ".repeat(100_000));
    assertEquals(256, encoded.tokens());
  }

  @Test
  void anEmptyTextHasAVectorToo() {
    assertEquals(2, encode("").tokens());
  }

  @Test
  void aVectorDoesNotDependOnWhoElseAsks() {
    var texts =
        IntStream.range(0, 32)
            .mapToObj(i -> "ticket %d: %s".formatted(i, "why ".repeat(i)))
            .toList();
    var alone = texts.stream().map(text -> encode(text).vector()).toList();
    for (int round = 0; round < 5; round++) {
      var together =
          Flux.fromIterable(texts)
              .flatMapSequential(MINILM::encode, 32)
              .map(Encoded::vector)
              .collectList()
              .block();
      for (int i = 0; i < texts.size(); i++) {
        assertArrayEquals(alone.get(i), together.get(i), texts.get(i));
      }
    }
  }

  @Test
  void whoCancelsWhileWaitingIsDropped() throws InterruptedException {
    var minilm = MiniLm.withWorkers(1);
    var held = new CountDownLatch(1);
    var holding = new CountDownLatch(1);
    var told = new ArrayList<Object>();
    minilm
        .encode("holds the only worker")
        .subscribe(
            encoded -> {
              holding.countDown();
              waitFor(held);
            });
    assertTrue(holding.await(30, TimeUnit.SECONDS));
    var waiting =
        IntStream.range(0, 5_000)
            .mapToObj(i -> minilm.encode("long ".repeat(300)).subscribe(told::add, told::add))
            .toList();
    waiting.forEach(caller -> caller.dispose());
    held.countDown();

    // 5,000 such texts take a minute at the least
    var next = minilm.encode("next").block(Duration.ofSeconds(15));

    assertEquals(3, next.tokens());
    assertEquals(List.of(), told);
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void thereIsOneInAProcess() {
    assertSame(MiniLm.shared(), MiniLm.shared());
  }

  @Test
  void theDigestIsKnownWithoutTheModel() {
    assertEquals("sha256:00", new MiniLm(MISSING, MISSING, 1).digest());
  }

  @Test
  void anotherFileOfThatNameIsRefused() {
    var failure = failureOf(new MiniLm(OTHER, OTHER, 1));
    assertEquals(ErrorKind.INVALID, failure.kind());
    assertTrue(
        failure.getMessage().contains("is not the file that this version was built"),
        failure.getMessage());
  }

  @Test
  void aMissingFileIsNamed() {
    var failure = failureOf(new MiniLm(MISSING, MISSING, 1));
    assertEquals(ErrorKind.INVALID, failure.kind());
    assertTrue(failure.getMessage().contains("'no-such.onnx'"), failure.getMessage());
  }

  @Test
  void aProcessThatEncodedEndsWithItsMain() throws IOException, InterruptedException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var child =
        new ProcessBuilder(
                java, "-cp", System.getProperty("java.class.path"), EndsWithItsMain.class.getName())
            .redirectErrorStream(true)
            .start();
    var said = new String(child.getInputStream().readAllBytes());
    assertTrue(child.waitFor(60, TimeUnit.SECONDS), "it still runs");
    assertEquals(0, child.exitValue(), said);
    assertTrue(said.contains("8 tokens"), said);
  }

  /** Encodes one text and returns. */
  static final class EndsWithItsMain {
    public static void main(String[] args) {
      System.out.println(encode("My invoice is wrong").tokens() + " tokens");
    }
  }

  private static WorkException failureOf(MiniLm minilm) {
    return assertThrows(WorkException.class, () -> minilm.encode("any").block());
  }

  private static Encoded encode(String text) {
    return MINILM.encode(text).block();
  }
}
