package io.waybill.work;

import java.time.Duration;

/**
 * What one attempt consumed, before any price.
 *
 * @param provider who bills it: {@code openai}; empty for what runs in house
 * @param model as the provider names it
 * @param input tokens read, the cached ones included
 * @param cacheRead of these, read from a cache
 * @param cacheWrite of these, written to a cache
 * @param output tokens written, the reasoning ones included
 * @param reasoning of these, reasoning
 * @param engine time on a machine of a pool, zero if none is billed by time
 * @param basis how it is known
 */
public record Usage(
    String provider,
    String model,
    long input,
    long cacheRead,
    long cacheWrite,
    long output,
    long reasoning,
    Duration engine,
    Basis basis) {

  /** How a usage is known. */
  public enum Basis {
    /** There is nothing that anyone bills. */
    NOTHING,
    /** Something may be billed and nobody said how much: unpriced, never zero. */
    UNKNOWN,
    /** The provider or the engine said so. */
    REPORTED,
    /** The provider said so, and its numbers contradicted each other: they were made to fit. */
    INCONSISTENT,
    /** We counted. */
    COUNTED
  }

  /** Nothing that anyone bills. */
  public static final Usage NONE = new Usage("", "", 0, 0, 0, 0, 0, Duration.ZERO, Basis.NOTHING);

  /** The attempt ended without a report. */
  public static final Usage UNKNOWN =
      new Usage("", "", 0, 0, 0, 0, 0, Duration.ZERO, Basis.UNKNOWN);

  public Usage {
    if (cacheRead < 0 || cacheWrite < 0 || reasoning < 0 || engine.isNegative()) {
      throw new IllegalArgumentException("a usage has no negative parts");
    }
    if (cacheRead + cacheWrite > input || reasoning > output) {
      throw new IllegalArgumentException(
          "cached tokens are part of the input (%d of %d), reasoning tokens of the output (%d of %d)"
              .formatted(cacheRead + cacheWrite, input, reasoning, output));
    }
  }

  /** Tokens that a provider reported, none of them cached or reasoning. */
  public static Usage tokens(String provider, String model, long input, long output) {
    return new Usage(provider, model, input, 0, 0, output, 0, Duration.ZERO, Basis.REPORTED);
  }

  /** The same with another time on a machine. */
  public Usage taking(Duration time) {
    return new Usage(provider, model, input, cacheRead, cacheWrite, output, reasoning, time, basis);
  }

  /** Time on an engine of our own, and the tokens it read and wrote there. */
  public static Usage engine(String model, Duration time, long input, long output) {
    return new Usage("", model, input, 0, 0, output, 0, time, Basis.COUNTED);
  }
}
