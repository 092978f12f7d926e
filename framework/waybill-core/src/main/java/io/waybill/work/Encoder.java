package io.waybill.work;

import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Turns text into a vector of unit length, so that near meanings have a dot product near 1.
 * Thread-safe and shared; it loads its model when it is first asked for a vector, never when it is
 * made.
 */
public interface Encoder {
  /**
   * A text as a vector, and what that took. The array belongs to whoever asked.
   *
   * @param time on the machine; of texts that were read together, each text's share
   */
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

  /**
   * The same encoder for whoever must get the same vector for the same text, to the bit, whoever
   * else asks at that moment: to fit, to evaluate, to compare. An encoder that reads waiting texts
   * together when there are many reads each of these alone. By default itself.
   */
  default Encoder alone() {
    return this;
  }

  /** Where the texts go. */
  default WorkInfo.Location location() {
    return WorkInfo.Location.LOCAL;
  }

  /** Whose machine time it uses; empty if nobody's that counts. */
  default String pool() {
    return "cpu";
  }

  /** What is billed for texts of so many tokens that took so long. */
  default Usage usage(long tokens, Duration time) {
    return Usage.engine(name(), time, tokens, 0);
  }

  /**
   * Encoders as one: it gives the vectors of all of them, one after the other, each as long as the
   * others and the whole of unit length. Its name is theirs, {@code minilm+bge}; its digest changes
   * with any of theirs.
   *
   * @throws IllegalArgumentException if there are fewer than two
   */
  static Encoder joined(List<Encoder> parts) {
    return new JoinedEncoder(parts);
  }
}
