package io.waybill.langchain4j;

import io.waybill.work.Between;
import io.waybill.work.CallContext;
import io.waybill.work.EngineTimes;
import io.waybill.work.Learned;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long an engine was at work on one request: as it says itself, for only it knows how long the
 * request waited there; else from when it was asked.
 */
final class Stopwatch implements Between {
  private final CallContext call;
  private volatile long began;
  private volatile @Nullable EngineTimes said;

  Stopwatch(CallContext call) {
    this.call = call;
  }

  void begin() {
    began = System.nanoTime();
  }

  /** No more than passed here, whatever it says. */
  Duration time() {
    var passed = Duration.ofNanos(System.nanoTime() - began);
    var times = said;
    return times == null || times.busy().compareTo(passed) > 0 ? passed : times.busy();
  }

  @Override
  public CallContext call() {
    return call;
  }

  @Override
  public void learned(Learned what) {
    if (what instanceof EngineTimes times) {
      said = times;
    }
    call.learned(what);
  }
}
