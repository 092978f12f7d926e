package io.waybill.run;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** An attempt that may be made a second time beside itself, or that second one. */
final class Hedged {
  /** Which of the two spoke first. */
  private final AtomicReference<Visit> speaker;

  /** The other one, as long as both are on their way; whoever speaks first is heard. */
  @Nullable Visit twin;

  /** Whether another was asked beside it. */
  boolean doubled;

  /** Whether another was faster. */
  boolean beaten;

  /** Whether what came of it is known. */
  boolean over;

  /** The wait for the time to ask a second time, as long as it goes on. */
  @Nullable InFlight wait;

  Hedged() {
    this(new AtomicReference<>());
  }

  private Hedged(AtomicReference<Visit> speaker) {
    this.speaker = speaker;
  }

  /** What the second one has. */
  Hedged beside(Visit first, Visit second) {
    var other = new Hedged(speaker);
    doubled = true;
    twin = second;
    other.twin = first;
    return other;
  }

  /** Whether, of the two, it is the one that is heard: the one that asks this first. */
  @SuppressWarnings("ReferenceEquality") // this very attempt
  boolean speaks(Visit one) {
    return speaker.compareAndSet(null, one) || speaker.get() == one;
  }
}
