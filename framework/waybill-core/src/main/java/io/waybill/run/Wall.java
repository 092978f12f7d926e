package io.waybill.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time on the wall, for runs: looked at once in a tenth of a second and counted on from there,
 * since to look takes longer than a step.
 */
final class Wall {
  private static final long FRESH = 100_000_000;

  private final EngineClock clock;
  private volatile @Nullable Look last;

  Wall(EngineClock clock) {
    this.clock = clock;
  }

  /**
   * One look at it.
   *
   * @param nanos what the engine's clock said then
   */
  record Look(Instant instant, long nanos) {
    /** The time on the wall when the engine's clock said so. */
    Instant at(long nanos) {
      return instant.plusNanos(nanos - this.nanos);
    }
  }

  /** A look at it no older than that. */
  Look look(long nanos) {
    var look = last;
    if (look == null || nanos - look.nanos > FRESH || nanos < look.nanos) {
      look = new Look(clock.now(), clock.nanos());
      last = look;
    }
    return look;
  }
}
