package io.waybill.testkit;

import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one attempt in a random plan: a function of the plan's seed, the step's path and
 * the attempt, so that it is the same in whatever order steps run.
 */
final class Fate {
  private static final ErrorKind[] KINDS = {
    ErrorKind.TRANSIENT,
    ErrorKind.TRANSIENT,
    ErrorKind.RATE_LIMITED,
    ErrorKind.STALLED,
    ErrorKind.INVALID,
    ErrorKind.REFUSED
  };

  private final long dice;
  private final int failuresPerThousand;

  Fate(long seed, int failuresPerThousand, String path, int attempt) {
    this.dice = mix(mix(seed * 31 + path.hashCode()) + attempt);
    this.failuresPerThousand = failuresPerThousand;
  }

  /** A good hash of a number: neighbours come out far apart. */
  private static long mix(long number) {
    long mixed = (number + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /** A number in 0 … below − 1, another one for every what. */
  int roll(int what, int below) {
    return (int) Math.floorMod(mix(dice + what), (long) below);
  }

  Usage usage(String model) {
    return Usage.tokens("random", model, 1 + roll(1, 1000), roll(2, 100));
  }

  /** How it fails; null if it does not. */
  @Nullable RuntimeException failure(Usage usage) {
    if (roll(3, 1000) >= failuresPerThousand) {
      return null;
    }
    return roll(4, 8) == 0
        ? new IllegalStateException("no luck")
        : new WorkException(KINDS[roll(5, KINDS.length)], usage, "bad luck");
  }

  /** What a work that fails like that says it used; empty if it says nothing. */
  static Optional<Usage> said(Usage usage, @Nullable RuntimeException failure) {
    return failure == null || failure instanceof WorkException
        ? Optional.of(usage)
        : Optional.empty();
  }
}
