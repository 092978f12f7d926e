package io.waybill.work;

import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * Turns text into a vector of unit length, so that near meanings have a dot product near 1.
 * Thread-safe and shared; it loads its model when it is first asked for a vector, never when it is
 * made.
 */
public interface Encoder {
  /** A text as a vector, and what that took. The array belongs to whoever asked. */
  @SuppressWarnings(
      "ArrayRecordComponent") // a vector is handed over, not shared; a list of floats is five times
  // its size
  record Encoded(float[] vector, int tokens, Duration time) {}

  /** {@code minilm}. */
  String name();

  /** {@code sha256:…} of the model file: vectors of different digests cannot be compared. */
  String digest();

  /** The length of every vector. */
  int dimensions();

  /** Longer texts than the model can read are cut. */
  Mono<Encoded> encode(String text);
}
