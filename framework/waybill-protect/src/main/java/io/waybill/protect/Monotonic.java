package io.waybill.protect;

import io.waybill.run.EngineClock;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time of an engine as Java's own type, which nobody sets back. */
final class Monotonic extends Clock {
  private final EngineClock clock;
  private final Instant began;
  private final long beganAt;

  Monotonic(EngineClock clock) {
    this.clock = clock;
    this.began = clock.now();
    this.beganAt = clock.nanos();
  }

  @Override
  public Instant instant() {
    return began.plusNanos(clock.nanos() - beganAt);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
