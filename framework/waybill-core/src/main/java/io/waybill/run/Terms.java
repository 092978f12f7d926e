package io.waybill.run;

import io.waybill.plan.Policy;
import org.jspecify.annotations.Nullable;

/** What goes for one attempt, if more does than for any. */
final class Terms {
  final Policy policy;

  /** When it comes too late, in nanoseconds since the run began. */
  volatile long until;

  /** What is held for it, once it is on its way; nothing for what is free. */
  @Nullable Hold hold;

  /** What there is beside it, if it may be asked a second time. */
  @Nullable Hedged hedged;

  Terms(Policy policy, long until) {
    this.policy = policy;
    this.until = until;
  }
}
