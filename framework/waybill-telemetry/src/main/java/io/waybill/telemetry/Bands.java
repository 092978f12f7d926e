package io.waybill.telemetry;

import io.waybill.ledger.Cost;
import java.time.Duration;

/**
 * How much and how long, roughly, in words: whoever can search for equal values only, as Jaeger
 * does, finds runs by them. A band begins with its first number and ends before its second.
 */
final class Bands {
  private static final long CENT = 10_000_000;
  private static final long MILLISECOND = 1_000_000;
  private static final long SECOND = 1_000_000_000;

  private Bands() {}

  /** In US dollars; {@code unknown} if something has no price. */
  static String of(Cost cost) {
    if (cost.unpriced() > 0) {
      return "unknown";
    }
    long nano = cost.known().nanoUsd();
    if (nano == 0) {
      return "0";
    }
    if (nano < CENT) {
      return nano < CENT / 100 ? "<0.0001" : nano < CENT / 10 ? "0.0001-0.001" : "0.001-0.01";
    }
    if (nano < 100 * CENT) {
      return nano < 10 * CENT ? "0.01-0.1" : "0.1-1";
    }
    return nano < 1000 * CENT ? "1-10" : ">=10";
  }

  static String of(Duration wall) {
    long nanos = wall.toNanos();
    if (nanos < SECOND) {
      return nanos < 10 * MILLISECOND
          ? "<10ms"
          : nanos < 100 * MILLISECOND ? "10ms-100ms" : "100ms-1s";
    }
    return nanos < 10 * SECOND ? "1s-10s" : nanos < 60 * SECOND ? "10s-60s" : ">=60s";
  }
}
