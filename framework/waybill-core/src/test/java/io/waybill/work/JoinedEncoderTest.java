package io.waybill.work;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class JoinedEncoderTest {
  private static final Encoder LETTERS = new Fixed("letters", "sha256:1", 0.6f, 0.8f);
  private static final Encoder WORDS = new Fixed("words", "sha256:2", 0, 0, 1);

  /** Gives every text the same vector. */
  private record Fixed(String name, String digest, List<Float> parts) implements Encoder {
    Fixed(String name, String digest, float... vector) {
      this(name, digest, boxed(vector));
    }

    private static List<Float> boxed(float[] vector) {
      var boxed = new java.util.ArrayList<Float>();
      for (float x : vector) {
        boxed.add(x);
      }
      return List.copyOf(boxed);
    }

    @Override
    public int dimensions() {
      return parts.size();
    }

    @Override
    public Mono<Encoded> encode(String text) {
      var vector = new float[parts.size()];
      for (int i = 0; i < vector.length; i++) {
        vector[i] = parts.get(i);
      }
      return Mono.just(new Encoded(vector, text.length(), Duration.ofMillis(2)));
    }
  }

  /** Fails for every text, or never answers. */
  private record Odd(Mono<Encoder.Encoded> answer, WorkInfo.Location location) implements Encoder {
    @Override
    public String name() {
      return "odd";
    }

    @Override
    public String digest() {
      return "sha256:3";
    }

    @Override
    public int dimensions() {
      return 1;
    }

    @Override
    public Mono<Encoded> encode(String text) {
      return answer;
    }

    @Override
    public String pool() {
      return "";
    }
  }

  @Test
  void itsVectorIsTheirsOneAfterTheOtherAndOfUnitLength() {
    var joined = Encoder.joined(List.of(LETTERS, WORDS));
    var encoded = joined.encode("four").block();
    float half = (float) Math.sqrt(0.5);
    assertArrayEquals(new float[] {0.6f * half, 0.8f * half, 0, 0, half}, encoded.vector(), 1e-6f);
    assertEquals(5, joined.dimensions());
    assertEquals("letters+words", joined.name());
  }

  @Test
  void whatItTookIsWhatAllOfThemTook() {
    var joined = Encoder.joined(List.of(LETTERS, WORDS));
    var encoded = joined.encode("four").block();
    assertEquals(8, encoded.tokens());
    assertEquals(Duration.ofMillis(4), encoded.time());
    assertEquals("cpu", joined.pool());
    assertEquals(
        Usage.engine("letters+words", Duration.ofMillis(4), 8, 0),
        joined.usage(encoded.tokens(), encoded.time()));
  }

  @Test
  void itsDigestChangesWithAnyOfThemAndWithTheirOrder() {
    var digest = Encoder.joined(List.of(LETTERS, WORDS)).digest();
    assertEquals(digest, Encoder.joined(List.of(LETTERS, WORDS)).digest());
    assertNotEquals(digest, Encoder.joined(List.of(WORDS, LETTERS)).digest());
    var newer = new Fixed("words", "sha256:22", 0, 0, 1);
    assertNotEquals(digest, Encoder.joined(List.of(LETTERS, newer)).digest());
  }

  @Test
  void whereOneLeavesTheHouseAllDoAndNobodyKnowsWhatItCosts() {
    var outside = new Odd(Mono.never(), WorkInfo.Location.EXTERNAL);
    var joined = Encoder.joined(List.of(LETTERS, outside));
    assertEquals(WorkInfo.Location.EXTERNAL, joined.location());
    assertEquals("", joined.pool());
    assertEquals(Usage.UNKNOWN, joined.usage(8, Duration.ofMillis(4)));
  }

  @Test
  void whenOneFailsNobodyWaitsForTheOthers() {
    var cancelled = new AtomicInteger();
    var slow =
        new Odd(
            Mono.<Encoder.Encoded>never().doOnCancel(cancelled::incrementAndGet),
            WorkInfo.Location.LOCAL);
    var broken = new Odd(Mono.error(new IllegalStateException("broken")), WorkInfo.Location.LOCAL);
    var joined = Encoder.joined(List.of(slow, broken));
    assertThrows(IllegalStateException.class, () -> joined.encode("any").block());
    assertEquals(1, cancelled.get());
  }

  @Test
  void oneIsNotJoined() {
    assertThrows(IllegalArgumentException.class, () -> Encoder.joined(List.of(LETTERS)));
  }
}
