package io.waybill.protect;

import java.time.Duration;

/**
 * When anybody is let in, and how many may be on their way at once: as many as allowed, but a few
 * after one was too many or after a breakdown. It grows with each that goes well, by one up to half
 * of what there was when it was too many, then slowly. For one caller at a time.
 */
final class Window {
  private static final int FEW = 3;
  private static final long FIRST_PAUSE = Duration.ofSeconds(1).toNanos();
  private static final int DOUBLINGS = 4;

  private final int most;
  private double open;
  private double calm;

  /** Counts how often it became small: what was let in before says nothing about it now. */
  private int era;

  /** How often in a row it was too many. */
  private int times;

  private long closedUntil;

  Window(int most, long now) {
    this.most = most;
    this.closedUntil = now;
    this.open = most;
    this.calm = most;
  }

  boolean open(int inside) {
    return inside < now();
  }

  int now() {
    return (int) Math.max(1, open);
  }

  int era() {
    return era;
  }

  void went(int since) {
    if (since == era) {
      times = 0;
      open = Math.min(most, open + (open < calm ? 1 : 1 / open));
    }
  }

  void tooMany(int since, int inside) {
    if (since == era) {
      era++;
      times++;
      calm = Math.max(1, Math.min(open, inside) / 2);
      open = Math.min(calm, FEW);
    }
  }

  /** Whether it has been too many again and again, and nothing went well between. */
  boolean hopeless() {
    return times > DOUBLINGS;
  }

  void gently() {
    era++;
    calm = most;
    open = Math.min(most, FEW);
  }

  /**
   * Nobody is let in for so long, and not all who wait for that come back at once.
   *
   * @param asked that it asked for, in nanoseconds; 0 for up to a second, and twice that each time
   */
  void close(long now, long asked, double chance) {
    long longest = FIRST_PAUSE << Math.min(Math.max(times - 1, 0), DOUBLINGS);
    double wait = asked == 0 ? longest * (1 + chance) / 2 : asked * (1 + chance / 10);
    closedUntil = Math.max(closedUntil, now + (long) Math.min(wait, Long.MAX_VALUE / 4.0));
  }

  /** How long nobody is let in yet, in nanoseconds. */
  long until(long now) {
    return Math.max(0, closedUntil - now);
  }
}
