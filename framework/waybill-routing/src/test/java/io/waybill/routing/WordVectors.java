package io.waybill.routing;

import io.waybill.work.Encoder;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/** An encoder that needs no model: every word has a place of its own, as good as by chance. */
final class WordVectors implements Encoder {
  final AtomicInteger asked = new AtomicInteger();

  @Override
  public String name() {
    return "words";
  }

  @Override
  public String digest() {
    return "sha256:words";
  }

  @Override
  public int dimensions() {
    return 4096;
  }

  @Override
  public Mono<Encoded> encode(String text) {
    return Mono.fromCallable(() -> encoded(text));
  }

  private Encoded encoded(String text) {
    asked.incrementAndGet();
    var words = text.toLowerCase(Locale.ROOT).split("\\W+");
    var vector = new float[dimensions()];
    for (var word : words) {
      vector[Math.floorMod(word.hashCode() * 31, vector.length)] += 1;
    }
    double square = 0;
    for (var x : vector) {
      square += x * x;
    }
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= (float) Math.sqrt(square);
    }
    return new Encoded(vector, words.length, Duration.ofMillis(1));
  }
}
