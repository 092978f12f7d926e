package io.waybill.http;

import java.time.Duration;

/** How long each wait may be. */
record Timers(Duration connect, Duration firstByte, Duration idle, Duration total) {
  private static final Duration LONGEST = Duration.ofDays(1);

  static final Timers USUAL =
      new Timers(
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          Duration.ofMinutes(10));

  Timers {
    check(Timer.CONNECT, connect);
    check(Timer.FIRST_BYTE, firstByte);
    check(Timer.IDLE, idle);
    check(Timer.TOTAL, total);
  }

  Duration of(Timer timer) {
    return switch (timer) {
      case CONNECT -> connect;
      case FIRST_BYTE -> firstByte;
      case IDLE -> idle;
      case TOTAL -> total;
    };
  }

  Timers connect(Duration time) {
    return new Timers(time, firstByte, idle, total);
  }

  Timers firstByte(Duration time) {
    return new Timers(connect, time, idle, total);
  }

  Timers idle(Duration time) {
    return new Timers(connect, firstByte, time, total);
  }

  Timers total(Duration time) {
    return new Timers(connect, firstByte, idle, time);
  }

  private static void check(Timer timer, Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException(
          "the timer '%s' is %s; a wait is longer than nothing".formatted(timer.named(), time));
    }
    if (time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "the timer '%s' is %s; nobody waits longer than %s"
              .formatted(timer.named(), time, LONGEST));
    }
  }
}
