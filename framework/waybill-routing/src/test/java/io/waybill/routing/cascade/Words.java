package io.waybill.routing.cascade;

import io.waybill.work.Encoder;
import java.time.Duration;
import java.util.Locale;
import reactor.core.publisher.Mono;

/** An encoder that needs no model: every word adds to one of a few places. */
record Words(String name) implements Encoder {
  private static final int PLACES = 61;

  @Override
  public String digest() {
    return "sha256:" + name;
  }

  @Override
  public int dimensions() {
    return PLACES;
  }

  @Override
  public Mono<Encoded> encode(String text) {
    return Mono.fromSupplier(() -> encoded(text));
  }

  private static Encoded encoded(String text) {
    var words = text.toLowerCase(Locale.ROOT).split("\\W+");
    var vector = new float[PLACES];
    for (var word : words) {
      vector[Math.floorMod(word.hashCode() * 31, PLACES)] += 1;
    }
    double squares = 0;
    for (var x : vector) {
      squares += (double) x * x;
    }
    for (int i = 0; i < PLACES; i++) {
      vector[i] /= (float) Math.sqrt(squares);
    }
    return new Encoded(vector, words.length, Duration.ofMillis(1));
  }
}
