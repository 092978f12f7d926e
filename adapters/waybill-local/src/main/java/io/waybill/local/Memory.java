package io.waybill.local;

import io.waybill.work.Encoder;
import io.waybill.work.Encoder.Encoded;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * The vectors of texts that come again and again, the sentences of a handbook: whoever asks first
 * pays for one, whoever asks later uses nothing. The least recently used go first.
 */
final class Memory {
  /** About 16 MB of vectors. */
  private static final int MOST = 10_000;

  private final Encoder encoder;
  private final Map<String, float[]> vectors =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, float[]> eldest) {
          return size() > MOST;
        }
      };

  Memory(Encoder encoder) {
    this.encoder = encoder;
  }

  /** The vector is shared: look, do not write. */
  Mono<Encoded> encode(String text) {
    return Mono.defer(
        () ->
            known(text)
                .map(vector -> Mono.just(new Encoded(vector, 0, Duration.ZERO)))
                .orElseGet(() -> encoder.encode(text).doOnNext(made -> keep(text, made.vector()))));
  }

  private synchronized Optional<float[]> known(String text) {
    return Optional.ofNullable(vectors.get(text));
  }

  private synchronized void keep(String text, float[] vector) {
    vectors.put(text, vector);
  }
}
