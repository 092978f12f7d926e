package io.waybill.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okio.AsyncTimeout;

/**
 * An alarm that can be set, stopped and set again. One daemon thread of Okio's watches all of them.
 * Okio's own timeouts would do for a read, but not for a look-up of a name, a handshake, or headers
 * that arrive letter by letter.
 */
final class Watch extends AsyncTimeout {
  private final Runnable alarm;
  private boolean running;

  /**
   * @param alarm runs on the watching thread, and must not wait
   */
  Watch(Runnable alarm) {
    this.alarm = alarm;
  }

  synchronized void start(Duration time) {
    stop();
    timeout(time.toNanos(), TimeUnit.NANOSECONDS);
    enter();
    running = true;
  }

  synchronized void stop() {
    if (running) {
      exit();
      running = false;
    }
  }

  @Override
  protected void timedOut() {
    alarm.run();
  }
}
