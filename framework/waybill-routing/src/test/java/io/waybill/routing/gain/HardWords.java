package io.waybill.routing.gain;

import io.waybill.work.Encoder;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/** An encoder that knows two words: whether a text says that it is hard, and whether easy. */
final class HardWords implements Encoder {
  final AtomicInteger asked = new AtomicInteger();

  @Override
  public String name() {
    return "hard-words";
  }

  @Override
  public String digest() {
    return "sha256:hard-words";
  }

  @Override
  public int dimensions() {
    return 2;
  }

  @Override
  public Mono<Encoded> encode(String text) {
    return Mono.fromCallable(
        () -> {
          asked.incrementAndGet();
          var vector = new float[] {text.contains("hard") ? 1 : 0, text.contains("easy") ? 1 : 0};
          return new Encoded(vector, text.split(" ").length, Duration.ofMillis(1));
        });
  }
}
