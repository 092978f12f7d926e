package io.waybill.routing.feedback;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How many go on when the run that they began in is over: not more than so many at once. */
final class Lingering {
  private static final int MOST = 1 << 12;

  private final Semaphore places = new Semaphore(MOST);

  /** Whether one more may; it says when it is over. */
  boolean begins() {
    return places.tryAcquire();
  }

  /** One of them is over. */
  void ends() {
    places.release();
  }

  /** Waits until all of them are over, but no longer than that. */
  void await(Duration patience) {
    try {
      if (places.tryAcquire(MOST, patience.toSeconds(), TimeUnit.SECONDS)) {
        places.release(MOST);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
