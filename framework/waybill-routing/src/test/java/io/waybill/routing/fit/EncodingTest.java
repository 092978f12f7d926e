package io.waybill.routing.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.waybill.work.Encoder;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class EncodingTest {
  /** Says how long a text is, on a thread of its own that nobody may hold. */
  private static final Encoder LENGTHS =
      new Encoder() {
        @Override
        public String name() {
          return "lengths";
        }

        @Override
        public String digest() {
          return "sha256:00";
        }

        @Override
        public int dimensions() {
          return 1;
        }

        @Override
        public Mono<Encoded> encode(String text) {
          return Mono.fromSupplier(
                  () -> new Encoded(new float[] {text.length()}, 1, Duration.ofMillis(1)))
              .subscribeOn(Schedulers.parallel());
        }
      };

  @Test
  void vectorsComeInTheOrderOfTheTexts() {
    var texts = IntStream.range(0, 200).mapToObj("x"::repeat).toList();
    var vectors = Encoding.ofTexts(texts, LENGTHS, Progress.NONE).block();
    for (int i = 0; i < texts.size(); i++) {
      assertArrayEquals(new float[] {i}, vectors[i]);
    }
  }

  @Test
  void whatIsMadeOfThemHoldsNoThreadOfTheEncoder() {
    var holds =
        Encoding.ofTexts(List.of("a", "b"), LENGTHS, Progress.NONE)
            .map(vectors -> Schedulers.isInNonBlockingThread());
    assertFalse(holds.block());
    assertEquals(0, Encoding.ofTexts(List.of(), LENGTHS, Progress.NONE).block().length);
  }
}
