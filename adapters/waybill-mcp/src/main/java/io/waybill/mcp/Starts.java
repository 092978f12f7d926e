package io.waybill.mcp;

import io.waybill.work.ErrorKind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** Counts the starts of one program, so that what dies at once is not started without end. */
final class Starts {
  static final int MOST = 5;
  static final Duration WINDOW = Duration.ofMinutes(1);

  private final LongSupplier nanos;
  private final Deque<Long> last = new ArrayDeque<>();

  Starts(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Says that it is started once more.
   *
   * @throws Fault if it was started too often of late
   */
  synchronized void one(String server) {
    long now = nanos.getAsLong();
    while (!last.isEmpty() && now - last.getFirst() >= WINDOW.toNanos()) {
      last.removeFirst();
    }
    if (last.size() >= MOST) {
      long wait = WINDOW.toNanos() - (now - last.getFirst());
      throw Fault.before(
          ErrorKind.TRANSIENT,
          "MCP server '%s': it was started %d times within a minute and is not started again for %d s"
              .formatted(server, MOST, Duration.ofNanos(wait).toSeconds() + 1));
    }
    last.addLast(now);
  }
}
