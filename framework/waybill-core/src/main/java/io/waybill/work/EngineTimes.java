package io.waybill.work;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where an engine says the time of one answer went, by its own clock; empty where it does not say.
 *
 * @param engine which said so: {@code ollama}, {@code llama.cpp}
 * @param queue until a slot was free
 * @param load until the model was in memory
 * @param prefill reading the prompt
 * @param decode writing the answer
 */
public record EngineTimes(
    String engine,
    Optional<Duration> queue,
    Optional<Duration> load,
    Optional<Duration> prefill,
    Optional<Duration> decode)
    implements Learned {
  public EngineTimes {
    if (engine.isEmpty()
        || Stream.of(queue, load, prefill, decode)
            .flatMap(Optional::stream)
            .anyMatch(Duration::isNegative)) {
      throw new IllegalArgumentException("an engine has a name and takes time: " + engine);
    }
  }

  /** How long it was at work: all but the queue. */
  public Duration busy() {
    return Stream.of(load, prefill, decode)
        .flatMap(Optional::stream)
        .reduce(Duration.ZERO, Duration::plus);
  }
}
