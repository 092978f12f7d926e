package io.waybill.testkit.billing;

import java.time.Instant;

/**
 * A moment by the provider's clocks.
 *
 * @param at by the calendar
 * @param nanos by {@link System#nanoTime}, to compare with moments of this JVM
 */
public record Stamp(Instant at, long nanos) {
  static Stamp now() {
    return new Stamp(Instant.now(), System.nanoTime());
  }
}
