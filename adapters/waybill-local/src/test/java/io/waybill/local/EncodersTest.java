package io.waybill.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.work.Encoder;
import io.waybill.work.Encoder.Encoded;
import io.waybill.work.ErrorKind;
import io.waybill.work.WorkException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class EncodersTest {
  private static final Encoder MINILM = Encoders.minilm();
  private static final Encoder BGE = Encoders.bge();
  private static final Pinned MISSING = new Pinned("no-such.onnx", "sha256:00", "a:b");
  private static final Pinned OTHER =
      new Pinned("all-minilm-l6-v2-q-tokenizer.json", "sha256:00", "a:b");

  private static final List<String> TICKETS =
      IntStream.range(0, 32).mapToObj(i -> "ticket %d: %s".formatted(i, "why ".repeat(i))).toList();

  /**
   * The first eight of 384, made with Python's onnxruntime 1.23.2 and tokenizers 0.23.3 from the
   * same files: mean of the last hidden state, unit length. 8-bit arithmetic differs between kinds
   * of processors, hence the tolerance; where these were made they agree to the sixth digit.
   */
  @Test
  void theVectorsOfMiniLmAreThoseOfTheReference() {
    near(
        MINILM,
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
        MINILM,
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
        MINILM,
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

  /** As above, with Python's onnxruntime 1.32.0: the first token of the last hidden state. */
  @Test
  void theVectorsOfBgeAreThoseOfTheReference() {
    near(
        BGE,
        "My invoice is wrong",
        -0.035844,
        -0.066663,
        -0.019344,
        -0.012623,
        -0.036084,
        -0.111855,
        0.040739,
        0.037674);
    near(
        BGE,
        "I was charged twice for the same order",
        -0.025419,
        -0.049462,
        0.000654,
        0.013398,
        -0.025802,
        -0.076489,
        0.085855,
        0.017031);
    near(
        BGE,
        "The quick brown fox jumps over the lazy dog. ".repeat(60),
        -0.087983,
        -0.036789,
        0.001313,
        0.08701,
        0.031155,
        0.022231,
        -0.021808,
        0.028019);
  }

  private static void near(Encoder encoder, String text, double... expected) {
    var vector = encoder.encode(text).block().vector();
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
  void aVectorReadAloneDoesNotDependOnWhoElseAsks() {
    for (var encoder : List.of(MINILM, BGE, Encoders.both())) {
      var alone = TICKETS.stream().map(text -> encoder.encode(text).block().vector()).toList();
      for (int round = 0; round < 3; round++) {
        var together = atOnce(encoder.alone());
        for (int i = 0; i < TICKETS.size(); i++) {
          assertArrayEquals(alone.get(i), together.get(i), TICKETS.get(i));
        }
      }
    }
  }

  /** Of real texts nothing is further off than 0.98, see docs/performance.md; these are odd. */
  @Test
  void aVectorReadWithOthersIsNearTheOneReadAlone() {
    for (var encoder : List.of(MINILM, BGE, Encoders.both())) {
      var alone = TICKETS.stream().map(text -> encoder.encode(text).block().vector()).toList();
      var together = atOnce(encoder);
      for (int i = 0; i < TICKETS.size(); i++) {
        double cosine = Nearness.cosine(alone.get(i), together.get(i));
        assertTrue(cosine > 0.95, encoder.name() + ", " + TICKETS.get(i) + ": " + cosine);
        assertEquals(1, Nearness.cosine(together.get(i), together.get(i)), 1e-5);
      }
    }
  }

  private static List<float[]> atOnce(Encoder encoder) {
    return Flux.fromIterable(TICKETS)
        .flatMapSequential(encoder::encode, TICKETS.size())
        .map(Encoded::vector)
        .collectList()
        .block();
  }

  @Test
  void bothTogetherGiveBothVectorsOneAfterTheOther() {
    var both = Encoders.both();
    var encoded = both.encode("My invoice is wrong").block();
    var vector = encoded.vector();
    assertEquals(768, both.dimensions());
    assertEquals(768, vector.length);
    assertEquals(1, Nearness.cosine(vector, vector), 1e-5);
    var halves = List.of(Arrays.copyOfRange(vector, 0, 384), Arrays.copyOfRange(vector, 384, 768));
    for (int i = 0; i < 2; i++) {
      var part = List.of(MINILM, BGE).get(i).encode("My invoice is wrong").block();
      assertEquals(Math.sqrt(0.5), Nearness.cosine(halves.get(i), part.vector()), 1e-5);
    }
    assertEquals(16, encoded.tokens());
    assertEquals("minilm+bge", both.name());
    assertEquals("minilm+bge", both.alone().name());
    assertEquals(both.digest(), both.alone().digest());
  }

  /** The first four of the middle layer, made as those of the last, with onnxruntime 1.32.0. */
  @Test
  void aWideVectorIsThatOfTheLastLayerAndThatOfTheMiddleOne() {
    wide("minilm", -0.007805, 0.015035, -0.000326, -0.02565);
    wide("bge", -0.031232, -0.019435, -0.032659, -0.004699);
    assertEquals(1536, Encoders.wide("minilm+bge").dimensions());
    assertEquals(1536, encode(Encoders.wide("minilm+bge"), "My invoice is wrong").length);
  }

  private static void wide(String name, double... expected) {
    var encoder = Encoders.wide(name);
    var plain = encode(Encoders.named(name), "My invoice is wrong");
    var vector = encode(encoder, "My invoice is wrong");
    assertEquals(name + "-wide", encoder.name());
    assertEquals(768, encoder.dimensions());
    assertEquals(1, Nearness.cosine(vector, vector), 1e-5);
    for (int i = 0; i < plain.length; i++) {
      assertEquals(plain[i] * Math.sqrt(0.5), vector[i], 1e-6, name + " [" + i + "]");
    }
    var middle = encode(Encoders.middle(name), "My invoice is wrong");
    assertEquals(name + "-middle", Encoders.middle(name).name());
    for (int i = 0; i < plain.length; i++) {
      assertEquals(middle[i] * Math.sqrt(0.5), vector[384 + i], 1e-6, name + " [" + i + "]");
    }
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], vector[384 + i] * Math.sqrt(2), 0.03, name + " [" + i + "]");
    }
  }

  private static float[] encode(Encoder encoder, String text) {
    return encoder.encode(text).block().vector();
  }

  @Test
  void everyEncoderIsFoundByItsNameAndHasADigestOfItsOwn() {
    assertEquals(
        List.of(
            "minilm",
            "bge",
            "minilm+bge",
            "minilm-wide",
            "bge-wide",
            "minilm-wide+bge-wide",
            "minilm-middle",
            "bge-middle",
            "minilm-middle+bge-middle"),
        List.copyOf(Encoders.names()));
    var digests = new HashSet<String>();
    for (var name : Encoders.names()) {
      assertEquals(name, Encoders.named(name).name());
      digests.add(Encoders.named(name).digest());
    }
    assertEquals(9, digests.size());
  }

  @Test
  void anUnknownNameIsToldWhichThereAre() {
    var unknown = assertThrows(IllegalArgumentException.class, () -> Encoders.named("minilm-bge"));
    assertEquals(
        "there is no encoder 'minilm-bge'. Did you mean 'minilm+bge'? Known: minilm, bge, minilm+bge, minilm-wide, bge-wide, minilm-wide+bge-wide, minilm-middle, bge-middle, minilm-middle+bge-middle.",
        unknown.getMessage());
  }

  @Test
  void whoCancelsWhileWaitingIsDropped() throws InterruptedException {
    var minilm = SentenceEncoder.of(new LocalModel(SentenceModel.MINILM, 1), Take.LAST);
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
    var next = minilm.encode("next").block(Duration.ofSeconds(30));

    assertEquals(3, next.tokens());
    assertEquals(List.of(), told);
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      assertTrue(latch.await(60, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void theDigestIsKnownWithoutTheModel() {
    assertEquals("sha256:00", with(MISSING).digest());
  }

  @Test
  void anotherFileOfThatNameIsRefused() {
    var failure = failureOf(with(OTHER));
    assertEquals(ErrorKind.INVALID, failure.kind());
    assertTrue(
        failure.getMessage().contains("is not the file that this version was built"),
        failure.getMessage());
  }

  @Test
  void aMissingFileIsNamed() {
    var failure = failureOf(with(MISSING));
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

  private static Encoder with(Pinned file) {
    return SentenceEncoder.of(
        new LocalModel(new SentenceModel("small", file, file, 384, 256, Pooling.MEAN, "none"), 1),
        Take.LAST);
  }

  private static WorkException failureOf(Encoder minilm) {
    return assertThrows(WorkException.class, () -> minilm.encode("any").block());
  }

  private static Encoded encode(String text) {
    return MINILM.encode(text).block();
  }
}
