package io.waybill.local;

import io.waybill.work.Encoder;
import io.waybill.work.Usage;
import java.time.Duration;

/** Tokens read and time taken so far. */
record Spent(long tokens, Duration time) {
  static final Spent NOTHING = new Spent(0, Duration.ZERO);

  static Spent on(Encoder.Encoded encoded) {
    return new Spent(encoded.tokens(), encoded.time());
  }

  static Spent of(Usage usage) {
    return new Spent(usage.input(), usage.engine());
  }

  Spent plus(Spent other) {
    return new Spent(tokens + other.tokens, time.plus(other.time));
  }

  Usage usage(Encoder encoder) {
    return Usage.engine(encoder.name(), time, tokens, 0);
  }
}
